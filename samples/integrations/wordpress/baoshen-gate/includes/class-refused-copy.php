<?php
/**
 * The text of an update that was refused.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Kept as the author's autosave: both editors then offer it when the post is opened again.
 */
final class Refused_Copy {

	/**
	 * Keeps it.
	 *
	 * @param \WP_Post $post   The post, which stays as it is.
	 * @param array    $fields Its columns as they would have been, not slashed.
	 */
	public static function keep( \WP_Post $post, array $fields ): void {
		$copy       = array();
		$is_changed = false;
		foreach ( array( 'post_title', 'post_content', 'post_excerpt' ) as $name ) {
			$copy[ $name ] = (string) ( $fields[ $name ] ?? $post->$name );
			$is_changed    = $is_changed || $copy[ $name ] !== $post->$name;
		}
		if ( ! $is_changed ) {
			return;
		}
		require_once ABSPATH . 'wp-admin/includes/post.php';
		$existing = wp_get_post_autosave( $post->ID, get_current_user_id() );
		if ( $existing ) {
			wp_update_post( wp_slash( array_merge( $copy, array( 'ID' => $existing->ID ) ) ) );
			return;
		}
		$now = array(
			'ID'                => $post->ID,
			'post_modified'     => current_time( 'mysql' ),
			'post_modified_gmt' => current_time( 'mysql', true ),
		);
		_wp_put_post_revision( array_merge( $copy, $now ), true );
	}
}
