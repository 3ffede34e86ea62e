<?php
/**
 * The function wp_publish_post(), which no filter comes before.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * It changes the state in the database and only then tells; the statement itself is what can be stopped. Everything else
 * that publishes has been asked before it comes to a statement.
 */
final class Direct_Guard {

	/**
	 * Decides.
	 *
	 * @var Gate
	 */
	private $gate;

	/**
	 * What becomes of a refused post.
	 *
	 * @var Refusal
	 */
	private $refusal;

	/**
	 * Takes its helpers.
	 *
	 * @param Gate    $gate    Decides.
	 * @param Refusal $refusal What becomes of a refused post.
	 */
	public function __construct( Gate $gate, Refusal $refusal ) {
		$this->gate    = $gate;
		$this->refusal = $refusal;
	}

	/**
	 * Looks at every statement, cheaply.
	 */
	public function register(): void {
		add_filter( 'query', array( $this, 'look' ), PHP_INT_MAX );
	}

	/**
	 * Ends the request when the statement would publish what may not be published.
	 *
	 * @param string $query A statement.
	 * @return string The same statement.
	 */
	public function look( $query ) {
		global $wpdb;
		$start = "UPDATE `$wpdb->posts` SET `post_status` = 'publish' WHERE `ID` = ";
		if ( 0 !== strncmp( (string) $query, $start, strlen( $start ) ) ) {
			return $query;
		}
		$post = get_post( (int) substr( $query, strlen( $start ) ) );
		if ( ! $post || ! Settings::is_screened( $post->post_type ) ) {
			return $query;
		}
		try {
			$answer = $this->gate->decide( Post_Content::of_post( $post ) );
		} catch ( \Throwable $error ) {
			$answer = Answer::unrenderable( $error );
		}
		if ( $answer->is_allowed() ) {
			return $query;
		}
		$this->refusal->hold( $post, $answer );
		wp_die( esc_html( $answer->message() ), '', array( 'response' => 403 ) );
	}
}
