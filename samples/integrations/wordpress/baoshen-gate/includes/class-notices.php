<?php
/**
 * Refusals on the pages of the administration, outside the block editor.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps what was refused until the person sees the next page: saving ends in a redirect.
 */
final class Notices {

	const QUEUE = '_baoshen_gate_notices';

	/**
	 * More than a bulk edit of one page of the list.
	 */
	const MOST = 100;

	/**
	 * Posts refused in this request.
	 *
	 * @var int[]
	 */
	private $refused = array();

	/**
	 * Hooks.
	 */
	public function register(): void {
		add_action( 'baoshen_gate_refused', array( $this, 'queue' ), 10, 3 );
		add_action( 'wp_insert_post', array( $this, 'queue_new' ), 20, 2 );
		add_action( 'admin_notices', array( $this, 'show' ) );
		add_filter( 'redirect_post_location', array( $this, 'without_success' ), 10, 2 );
	}

	/**
	 * Keeps one for the person who is signed in. The block editor shows its own.
	 *
	 * @param int    $post_id   The post.
	 * @param Answer $answer    What the gate said.
	 * @param bool   $is_public Whether an earlier version stays on the page.
	 */
	public function queue( $post_id, Answer $answer, $is_public ): void {
		$this->refused[] = $post_id;
		$user_id         = get_current_user_id();
		if ( 0 === $user_id || 0 === $post_id || ( defined( 'REST_REQUEST' ) && REST_REQUEST ) ) {
			return;
		}
		$queue             = get_user_meta( $user_id, self::QUEUE, true );
		$queue             = is_array( $queue ) ? $queue : array();
		$queue[ $post_id ] = array(
			'answer'    => $answer->to_array(),
			'is_public' => (bool) $is_public,
		);
		update_user_meta( $user_id, self::QUEUE, wp_slash( array_slice( $queue, -self::MOST, null, true ) ) );
	}

	/**
	 * A new post has its number only now.
	 *
	 * @param int      $post_id The post.
	 * @param \WP_Post $post    The post.
	 */
	public function queue_new( $post_id, $post ): void {
		$answer = in_array( 0, $this->refused, true ) && 'revision' !== $post->post_type ? Record::read( $post_id ) : null;
		if ( null !== $answer && ! $answer->is_allowed() ) {
			$this->refused = array_diff( $this->refused, array( 0 ) );
			$this->queue( $post_id, $answer, false );
		}
	}

	/**
	 * WordPress would say that the post was published or updated.
	 *
	 * @param string $location Where the browser goes.
	 * @param int    $post_id  The post.
	 */
	public function without_success( $location, $post_id ) {
		return in_array( (int) $post_id, $this->refused, true ) ? remove_query_arg( 'message', $location ) : $location;
	}

	/**
	 * Shows what is kept, and on the page of a post its last refusal as long as it stands.
	 */
	public function show(): void {
		$screen = get_current_screen();
		if ( null !== $screen && $screen->is_block_editor() ) {
			return;
		}
		$queue = get_user_meta( get_current_user_id(), self::QUEUE, true );
		$queue = is_array( $queue ) ? $queue : array();
		$shown = null !== $screen && 'post' === $screen->base ? get_post() : null;
		if ( $shown && ! isset( $queue[ $shown->ID ] ) ) {
			$last = Record::read( $shown->ID );
			if ( null !== $last && ! $last->is_allowed() ) {
				$queue[ $shown->ID ] = array(
					'answer'    => $last->to_array(),
					'is_public' => Visibility::is_public( $shown->post_status, $shown->post_type ),
				);
			}
		}
		foreach ( $queue as $post_id => $entry ) {
			if ( current_user_can( 'edit_post', $post_id ) ) {
				$this->print_one( (int) $post_id, Answer::from_array( (array) $entry['answer'] ), ! empty( $entry['is_public'] ) );
			}
		}
		delete_user_meta( get_current_user_id(), self::QUEUE );
	}

	/**
	 * One refusal.
	 *
	 * @param int    $post_id   The post.
	 * @param Answer $answer    What the gate said.
	 * @param bool   $is_public Whether an earlier version stays on the page.
	 */
	private function print_one( int $post_id, Answer $answer, bool $is_public ): void {
		/* translators: %s: title of the post */
		$head = $is_public ? __( 'The changes to “%s” were not published. Visitors still read the version before; your text is kept as an autosave.', 'baoshen-gate' )
			/* translators: %s: title of the post */
			: __( '“%s” was not published.', 'baoshen-gate' );
		echo '<div class="notice notice-error baoshen-gate-notice"><p><strong>' . esc_html( sprintf( $head, get_the_title( $post_id ) ) ) . '</strong></p>';
		Answer_View::print_reasons( $answer );
		echo '</div>';
	}
}
