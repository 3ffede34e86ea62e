<?php
/**
 * The form of the classic editor.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * WordPress writes the custom fields of this form one by one, before the text that was sent with them. What was sent is
 * noted first, so that each of them is judged together with the rest. Nothing is written here.
 */
final class Classic_Form {

	/**
	 * Before the page that saves it.
	 */
	public static function register(): void {
		add_action( 'load-post.php', array( __CLASS__, 'note' ), PHP_INT_MIN );
	}

	/**
	 * Notes what was sent.
	 */
	public static function note(): void {
		// phpcs:disable WordPress.Security.NonceVerification.Missing -- only read ahead; post.php checks before it saves.
		$post_id = isset( $_POST['post_ID'] ) ? absint( $_POST['post_ID'] ) : 0;
		if ( 0 === $post_id || ! isset( $_POST['action'] ) || 'editpost' !== $_POST['action'] ) {
			return;
		}
		$fields = array();
		$names  = array(
			'post_title' => 'post_title',
			'content'    => 'post_content',
			'excerpt'    => 'post_excerpt',
		);
		foreach ( $names as $name => $column ) {
			if ( isset( $_POST[ $name ] ) && is_string( $_POST[ $name ] ) ) {
				// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- sanitized as WordPress does for its columns.
				$fields[ $column ] = wp_unslash( sanitize_post_field( $column, $_POST[ $name ], $post_id, 'db' ) );
			}
		}
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- compared with what WordPress writes, nothing else.
		Pending_Changes::expect( $post_id, $fields, self::sent_meta( $post_id, wp_unslash( $_POST ) ) );
		// phpcs:enable
	}

	/**
	 * Custom fields of the form.
	 *
	 * @param int   $post_id The post.
	 * @param array $sent    What was sent, not slashed.
	 * @return array[] Lists of values by name.
	 */
	private static function sent_meta( int $post_id, array $sent ): array {
		$meta = array();
		foreach ( is_array( $sent['meta'] ?? null ) ? $sent['meta'] : array() as $number => $row ) {
			$stored = get_metadata_by_mid( 'post', (int) $number );
			if ( $stored && (int) $stored->post_id === $post_id && isset( $row['key'], $row['value'] ) ) {
				$meta[ (string) $row['key'] ][] = $row['value'];
			}
		}
		$new_key = trim( (string) ( $sent['metakeyinput'] ?? '' ) );
		$new_key = '' === $new_key ? (string) ( $sent['metakeyselect'] ?? '' ) : $new_key;
		if ( '' !== $new_key && '#NONE#' !== $new_key && ! empty( $sent['metavalue'] ) ) {
			$meta[ $new_key ]   = $meta[ $new_key ] ?? get_post_meta( $post_id, $new_key );
			$meta[ $new_key ][] = $sent['metavalue'];
		}
		return $meta;
	}
}
