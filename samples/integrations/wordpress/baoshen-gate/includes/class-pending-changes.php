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
	 * A new post has its number: what is still to come belongs to it.
	 *
	 * @param int $post_id The post.
	 */
	public static function adopt( int $post_id ): void {
		self::expect( $post_id, self::fields( 0 ), self::meta( 0 ) );
		self::forget( 0 );
	}

	/**
	 * Forgets a post: the next new one has no number either.
	 *
	 * @param int $post_id The post.
	 */
	public static function forget( int $post_id ): void {
		unset( self::$fields[ $post_id ], self::$meta[ $post_id ] );
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
