<?php
/**
 * The last answer of the gate, kept with the post.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * For showing only: nothing is ever allowed because of what stands here.
 */
final class Record {

	const KEY = '_baoshen_gate';

	/**
	 * Writes it.
	 *
	 * @param int    $post_id The post.
	 * @param Answer $answer  What the gate said.
	 */
	public static function write( int $post_id, Answer $answer ): void {
		update_post_meta( $post_id, self::KEY, wp_slash( $answer->to_array() ) );
	}

	/**
	 * Reads it; null when the gate was never asked.
	 *
	 * @param int $post_id The post.
	 */
	public static function read( int $post_id ): ?Answer {
		$stored = get_post_meta( $post_id, self::KEY, true );
		return is_array( $stored ) ? Answer::from_array( $stored ) : null;
	}
}
