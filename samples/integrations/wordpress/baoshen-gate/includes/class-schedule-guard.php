<?php
/**
 * Posts that publish themselves at their date.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Asked once when they are scheduled, by Post_Guard, and again here when the time has come: rules and approvals may have
 * changed meanwhile.
 */
final class Schedule_Guard {

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
	 * Before WordPress's own handler, which publishes only what is still scheduled.
	 */
	public function register(): void {
		add_action( 'publish_future_post', array( $this, 'ask' ), PHP_INT_MIN );
	}

	/**
	 * Takes the post off the schedule when it may not go out.
	 *
	 * @param int $post_id The post.
	 */
	public function ask( $post_id ): void {
		$post = get_post( $post_id );
		if ( ! $post || 'future' !== $post->post_status || ! Settings::is_screened( $post->post_type ) ) {
			return;
		}
		// Too early: WordPress puts it on the schedule again.
		if ( strtotime( $post->post_date_gmt . ' GMT' ) > time() ) {
			return;
		}
		try {
			$answer = $this->gate->decide( Post_Content::of_post( $post ) );
		} catch ( \Throwable $error ) {
			$answer = Answer::unrenderable( $error );
		}
		if ( ! $answer->is_allowed() ) {
			$this->refusal->hold( $post, $answer );
		}
	}
}
