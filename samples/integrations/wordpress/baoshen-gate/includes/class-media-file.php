<?php
/**
 * The sizes of a picture.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * WordPress makes several sizes of each picture. What is screened is the one that was uploaded: the others show less of
 * it, and the gate then knows the same bytes at every size.
 */
final class Media_File {

	/**
	 * The file from which this one was made; itself when it was not made from another.
	 *
	 * @param string $path A file.
	 */
	public static function full_size( string $path ): string {
		$base = realpath( wp_get_upload_dir()['basedir'] );
		if ( false === $base || 0 !== strpos( $path, $base . '/' ) ) {
			return $path;
		}
		foreach ( self::candidates( substr( $path, strlen( $base ) + 1 ) ) as $attached ) {
			$id = self::attachment_of( $attached );
			if ( 0 !== $id && self::has_size( $id, $path ) ) {
				$original = wp_get_original_image_path( $id );
				return is_string( $original ) && is_file( $original ) ? $original : (string) get_attached_file( $id );
			}
		}
		return $path;
	}

	/**
	 * Under which names the library may know the picture that a file belongs to, below the uploads folder.
	 *
	 * @param string $relative The file, below the uploads folder.
	 * @return string[]
	 */
	private static function candidates( string $relative ): array {
		$stem = preg_replace( '/-\d+x\d+(?=\.\w+$)/', '', $relative );
		return array_unique( array( $relative, $stem, preg_replace( '/(?=\.\w+$)/', '-scaled', $stem ) ) );
	}

	/**
	 * The attachment whose file this is; 0 when there is none.
	 *
	 * @param string $attached The file, below the uploads folder.
	 */
	private static function attachment_of( string $attached ): int {
		$found = get_posts(
			array(
				'post_type'        => 'attachment',
				'post_status'      => 'any',
				'fields'           => 'ids',
				'numberposts'      => 1,
				'suppress_filters' => true,
				'meta_key'         => '_wp_attached_file', // phpcs:ignore WordPress.DB.SlowDBQuery -- as attachment_url_to_postid() does.
				'meta_value'       => $attached, // phpcs:ignore WordPress.DB.SlowDBQuery
			)
		);
		return (int) ( $found[0] ?? 0 );
	}

	/**
	 * Whether WordPress itself made this file as a size of the picture.
	 *
	 * @param int    $id   The attachment.
	 * @param string $path The file.
	 */
	private static function has_size( int $id, string $path ): bool {
		$name     = wp_basename( $path );
		$attached = (string) get_attached_file( $id );
		if ( wp_basename( $attached ) === $name ) {
			return true;
		}
		$metadata = wp_get_attachment_metadata( $id );
		return is_array( $metadata ) && in_array( $name, wp_list_pluck( $metadata['sizes'] ?? array(), 'file' ), true );
	}
}
