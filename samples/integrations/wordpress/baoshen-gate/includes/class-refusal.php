<?php
/**
 * What becomes of a post that may not be published.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Holds new posts as pending, keeps published ones as they are, and loses no text.
 */
final class Refusal {

	/**
	 * The state of a post that waits for the gate.
	 */
	const HELD = 'pending';

	/**
	 * Seconds within which a date is taken for “now”, and not for a date that somebody chose.
	 */
	const NOW = 60;

	/**
	 * What is written to the database instead.
	 *
	 * @param int    $post_id The post; 0 for a new one.
	 * @param array  $fields  Its columns as they would have been, not slashed.
	 * @param Answer $answer  What the gate said.
	 * @return array Columns, not slashed.
	 */
	public function instead( int $post_id, array $fields, Answer $answer ): array {
		$post      = 0 === $post_id ? null : get_post( $post_id );
		$is_public = null !== $post && Visibility::is_public( $post->post_status, $post->post_type );
		if ( $is_public ) {
			Refused_Copy::keep( $post, $fields );
		}
		$this->tell( $post_id, $answer, $is_public );
		if ( $is_public ) {
			return array_intersect_key( $post->to_array(), $fields );
		}
		$fields['post_status'] = 'attachment' === $fields['post_type'] ? 'private' : self::HELD;
		// A post that was to go out now goes out on the day of its approval.
		if ( abs( strtotime( $fields['post_date_gmt'] . ' UTC' ) - time() ) < self::NOW ) {
			$fields['post_date_gmt'] = '0000-00-00 00:00:00';
		}
		return $fields;
	}

	/**
	 * Takes a post that waits for its date, or is being published past all hooks, out of the way.
	 *
	 * @param \WP_Post $post   The post.
	 * @param Answer   $answer What the gate said.
	 */
	public function hold( \WP_Post $post, Answer $answer ): void {
		// Nobody may be signed in: the text must not lose what only some people are allowed to write.
		$is_filtering = false !== has_filter( 'content_save_pre', 'wp_filter_post_kses' );
		kses_remove_filters();
		wp_update_post(
			array(
				'ID'          => $post->ID,
				'post_status' => self::HELD,
			)
		);
		if ( $is_filtering ) {
			kses_init_filters();
		}
		$this->tell( $post->ID, $answer, false );
	}

	/**
	 * Tells everybody who shows refusals.
	 *
	 * @param int    $post_id   The post; 0 for a new one.
	 * @param Answer $answer    What the gate said.
	 * @param bool   $is_public Whether an earlier version stays on the page.
	 */
	public function tell( int $post_id, Answer $answer, bool $is_public ): void {
		/**
		 * Publishing was refused.
		 *
		 * @param int    $post_id   The post; 0 for a new one.
		 * @param Answer $answer    What the gate said.
		 * @param bool   $is_public Whether an earlier version stays on the page.
		 */
		do_action( 'baoshen_gate_refused', $post_id, $answer, $is_public );
	}
}
