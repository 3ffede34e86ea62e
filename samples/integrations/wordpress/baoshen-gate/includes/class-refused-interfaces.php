<?php
/**
 * Refusals for interfaces that would otherwise report success.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Quick edit, XML-RPC and wp-cli.
 */
final class Refused_Interfaces {

	/**
	 * What the XML-RPC client has to be told.
	 *
	 * @var string|null
	 */
	private $fault;

	/**
	 * After the notices: some of these end the request.
	 */
	public function register(): void {
		add_action( 'baoshen_gate_refused', array( $this, 'tell' ), 100, 2 );
		add_action( 'wp_after_insert_post', array( $this, 'send_fault' ), PHP_INT_MAX );
	}

	/**
	 * Tells in the interface's own way.
	 *
	 * @param int    $post_id The post.
	 * @param Answer $answer  What the gate said.
	 */
	public function tell( $post_id, Answer $answer ): void {
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			\WP_CLI::warning( $answer->message() );
		}
		if ( defined( 'XMLRPC_REQUEST' ) && XMLRPC_REQUEST ) {
			$this->fault = $answer->message();
		}
		// phpcs:ignore WordPress.Security.NonceVerification.Missing -- core checked it before it saved.
		if ( wp_doing_ajax() && isset( $_POST['action'] ) && 'inline-save' === $_POST['action'] ) {
			// What is not the row of a table, the list shows as an error.
			wp_die( esc_html( $answer->message() ) );
		}
	}

	/**
	 * Once the text is kept, XML-RPC is answered with a fault.
	 */
	public function send_fault(): void {
		if ( null !== $this->fault && isset( $GLOBALS['wp_xmlrpc_server'] ) ) {
			$GLOBALS['wp_xmlrpc_server']->error( 403, $this->fault );
		}
	}
}
