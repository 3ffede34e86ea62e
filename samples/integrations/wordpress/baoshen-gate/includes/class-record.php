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

	const KEY    = '_baoshen_gate';
	const TICKET = '_baoshen_gate_ticket';

	/**
	 * Writes it.
	 *
	 * @param int    $post_id The post.
	 * @param Answer $answer  What the gate said.
	 */
	public static function write( int $post_id, Answer $answer ): void {
		update_post_meta( $post_id, self::KEY, wp_slash( $answer->to_array() ) );
		if ( '' !== $answer->ticket() ) {
			update_post_meta( $post_id, self::TICKET, $answer->ticket() );
		}
	}

	/**
	 * The last approval of this post; the gate finds out whether it still holds, and says so when it does not.
	 *
	 * @param int $post_id The post; 0 for a new one.
	 */
	public static function ticket( int $post_id ): string {
		return 0 === $post_id ? '' : (string) get_post_meta( $post_id, self::TICKET, true );
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
