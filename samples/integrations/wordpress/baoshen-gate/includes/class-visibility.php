<?php
/**
 * Which states of a post visitors can see.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Tells states that publish from states that do not.
 */
final class Visibility {

	/**
	 * Whether visitors read a post in this state now.
	 *
	 * @param string $status    State of the post.
	 * @param string $post_type Its type: files of the media library can be fetched as soon as they lie there.
	 */
	public static function is_public( string $status, string $post_type ): bool {
		if ( 'inherit' === $status ) {
			return 'attachment' === $post_type;
		}
		$object = get_post_status_object( $status );
		return null !== $object && $object->public;
	}

	/**
	 * Whether a post in this state is on the page or will come there by itself.
	 *
	 * @param string $status    State of the post.
	 * @param string $post_type Its type.
	 */
	public static function is_going_out( string $status, string $post_type ): bool {
		return 'future' === $status || self::is_public( $status, $post_type );
	}
}
