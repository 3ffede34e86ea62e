<?php
/**
 * What a request is about to change.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * WordPress saves a post in several steps: its columns, then one field after the other. The gate is asked about the
 * whole, so that a post is judged, and approved, as it will stand on the page and not half changed.
 */
final class Pending_Changes {

	/**
	 * Columns by post.
	 *
	 * @var array[]
	 */
	private static $fields = array();

	/**
	 * Lists of values by post and name of the field.
	 *
	 * @var array[]
	 */
	private static $meta = array();

	/**
	 * Notes what will change.
	 *
	 * @param int     $post_id The post.
	 * @param array   $fields  Columns, not slashed.
	 * @param array[] $meta    Lists of values by name, not slashed.
	 */
	public static function expect( int $post_id, array $fields, array $meta ): void {
		self::$fields[ $post_id ] = array_merge( self::fields( $post_id ), $fields );
		self::$meta[ $post_id ]   = array_merge( self::meta( $post_id ), $meta );
	}

	/**
	 * Columns that will change.
	 *
	 * @param int $post_id The post.
	 */
	public static function fields( int $post_id ): array {
		return self::$fields[ $post_id ] ?? array();
	}

	/**
	 * Fields that will change.
	 *
	 * @param int $post_id The post.
	 * @return array[]
	 */
	public static function meta( int $post_id ): array {
		return self::$meta[ $post_id ] ?? array();
	}
}
