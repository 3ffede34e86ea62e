<?php
/**
 * The settings page.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Address, key, time limit and types, for administrators. There is no switch that lets posts past the gate.
 */
final class Settings_Page {

	const SLUG = 'baoshen-gate';

	/**
	 * Hooks.
	 */
	public function register(): void {
		add_action( 'admin_menu', array( $this, 'add_page' ) );
		add_action( 'admin_init', array( $this, 'add_setting' ) );
		add_action( 'admin_post_baoshen_gate_test', array( $this, 'test' ) );
		add_action( 'admin_notices', array( $this, 'warn' ) );
	}

	/**
	 * Below “Settings”.
	 */
	public function add_page(): void {
		$title = __( 'Baoshen gate', 'baoshen-gate' );
		add_options_page( $title, $title, 'manage_options', self::SLUG, array( $this, 'show' ) );
	}

	/**
	 * Its one option; options.php checks the nonce and the capability.
	 */
	public function add_setting(): void {
		register_setting( self::SLUG, Settings::OPTION, array( 'sanitize_callback' => array( $this, 'sanitize' ) ) );
	}

	/**
	 * What is stored of what was sent.
	 *
	 * @param mixed $sent What the form sent, or the option itself when it was sanitized already.
	 */
	public function sanitize( $sent ): array {
		$sent   = is_array( $sent ) ? $sent : array();
		$before = get_option( Settings::OPTION );
		$before = is_array( $before ) ? $before : array();
		$types  = Settings::visible_types();
		$exempt = isset( $sent['exempt'] )
			? array_map( 'sanitize_key', (array) $sent['exempt'] )
			: array_diff( $types, array_map( 'sanitize_key', (array) ( $sent['screened'] ?? array() ) ) );
		$url    = esc_url_raw( trim( (string) ( $sent['url'] ?? '' ) ), array( 'http', 'https' ) );
		$key    = trim( (string) ( $sent['key'] ?? '' ) );
		if ( '' !== $key && 1 !== preg_match( '/^bsk_[\w-]+$/', $key ) ) {
			add_settings_error( Settings::OPTION, 'key', __( 'This is no key of baoshen: it begins with bsk_. The key was not changed.', 'baoshen-gate' ) );
			$key = '';
		}
		return array(
			'url'     => untrailingslashit( $url ),
			// The field is empty when nobody typed into it: the key is never sent to a browser.
			'key'     => '' === $key ? (string) ( $before['key'] ?? '' ) : $key,
			'timeout' => max( Settings::MIN_TIMEOUT, min( Settings::MAX_TIMEOUT, absint( $sent['timeout'] ?? Settings::DEFAULT_TIMEOUT ) ) ),
			'exempt'  => array_values( array_intersect( $exempt, $types ) ),
		);
	}

	/**
	 * Prints the page.
	 */
	public function show(): void {
		if ( ! current_user_can( 'manage_options' ) ) {
			return;
		}
		require FOLDER . '/views/settings-page.php';
	}

	/**
	 * Asks the gate about a harmless text and says what came of it.
	 */
	public function test(): void {
		if ( ! current_user_can( 'manage_options' ) ) {
			wp_die( esc_html__( 'You may not do this.', 'baoshen-gate' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( 'baoshen_gate_test' );
		$answer = ( new Client() )->ask( new Question( 0, 'WordPress', '<p>WordPress</p>', array() ), false );
		$codes  = wp_list_pluck( $answer->reasons(), 'code' );
		$local  = array( 'not-configured', 'unreachable', 'key-refused', 'no-answer', 'pending' );
		$failed = array() !== array_intersect( $codes, $local );
		add_settings_error(
			Settings::OPTION,
			'test',
			$failed ? $answer->message() : __( 'baoshen answers, and accepts the key.', 'baoshen-gate' ),
			$failed ? 'error' : 'success'
		);
		set_transient( 'settings_errors', get_settings_errors(), 30 );
		wp_safe_redirect( admin_url( 'options-general.php?page=' . self::SLUG . '&settings-updated=1' ) );
		exit;
	}

	/**
	 * Tells administrators on every page as long as nothing can be published.
	 */
	public function warn(): void {
		if ( ( '' !== Settings::url() && '' !== Settings::key() ) || ! current_user_can( 'manage_options' ) ) {
			return;
		}
		echo '<div class="notice notice-warning"><p>' . esc_html__( 'Publishing is stopped: the address or the key of baoshen is not set.', 'baoshen-gate' );
		echo ' <a href="' . esc_url( admin_url( 'options-general.php?page=' . self::SLUG ) ) . '">' . esc_html__( 'Baoshen gate', 'baoshen-gate' ) . '</a></p></div>';
	}
}
