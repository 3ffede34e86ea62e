<?php
/**
 * From a post as it would be to what the gate is asked.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Title, rendered body, excerpt, shown fields, and the files that these show or link.
 */
final class Post_Content {

	/**
	 * Puts the question together.
	 *
	 * @param int     $post_id The post; 0 when it is not in the database yet.
	 * @param array   $fields  Its columns as they would be, not slashed.
	 * @param array[] $meta    Fields that are about to change: lists of values by name, not slashed.
	 * @throws \Throwable What a block or shortcode threw.
	 */
	public static function question( int $post_id, array $fields, array $meta = array() ): Question {
		$type = (string) $fields['post_type'];
		$post = new \WP_Post( (object) array_merge( $fields, array( 'ID' => $post_id ) ) );
		$meta = Shown_Meta::of( $post_id, $type, $meta );
		if ( 'attachment' === $type ) {
			return self::attachment( $post, $meta );
		}
		$title = (string) apply_filters( 'the_title', $post->post_title, $post_id ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- core's.
		$html  = self::title_markup( $title ) . Rendering::body( $post );
		if ( '' !== trim( $post->post_excerpt ) ) {
			$html .= "<div>{$post->post_excerpt}</div>";
		}
		$html .= Shown_Meta::html( $meta );
		return new Question( $post_id, self::plain( $title ), $html, Linked_Files::of( $html ) );
	}

	/**
	 * The post as it is in the database.
	 *
	 * @param \WP_Post $post    The post.
	 * @param array    $changes Columns that change.
	 * @param array[]  $meta    Fields that change.
	 * @throws \Throwable What a block or shortcode threw.
	 */
	public static function of_post( \WP_Post $post, array $changes = array(), array $meta = array() ): Question {
		return self::question( $post->ID, array_merge( $post->to_array(), $changes ), $meta );
	}

	/**
	 * A file of the media library: its bytes, and what people wrote about it.
	 *
	 * @param \WP_Post $post The attachment as it would be.
	 * @param array[]  $meta Its shown fields.
	 */
	private static function attachment( \WP_Post $post, array $meta ): Question {
		$html = '';
		foreach ( array( $post->post_excerpt, $post->post_content, ...( $meta['_wp_attachment_image_alt'] ?? array() ) ) as $text ) {
			$html .= '' === trim( (string) $text ) ? '' : "<p>$text</p>";
		}
		$attached = (string) current( $meta['_wp_attached_file'] ?? array( '' ) );
		unset( $meta[ Shown_Meta::THUMBNAIL ] );
		$html .= Shown_Meta::html( $meta );
		$path  = self::attached_path( $attached );
		$files = null === $path ? array() : array( new Local_File( wp_basename( $path ), null, Media_File::full_size( $path ) ) );
		// The name of the file is no text of its own: the upload was asked with it.
		$is_named = null !== $path && Upload_Guard::is_name_of( $post->post_title, $path );
		return new Question( $post->ID, $is_named ? null : self::plain( $post->post_title ), $html, array_merge( $files, Linked_Files::of( $html ) ) );
	}

	/**
	 * Where the file of an attachment is; null when there is none.
	 *
	 * @param string $attached What the library stores: below the uploads folder, or absolute.
	 */
	private static function attached_path( string $attached ): ?string {
		if ( '' === $attached ) {
			return null;
		}
		$path = path_is_absolute( $attached ) ? $attached : wp_get_upload_dir()['basedir'] . '/' . $attached;
		$real = realpath( $path );
		return false !== $real && is_file( $real ) ? $real : null;
	}

	/**
	 * A title as text.
	 *
	 * @param string $title The title, which may hold markup.
	 */
	private static function plain( string $title ): string {
		return html_entity_decode( wp_strip_all_tags( $title ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	}

	/**
	 * The markup of a title, when it has some: its attributes are read like any other's.
	 *
	 * @param string $title The title.
	 */
	private static function title_markup( string $title ): string {
		return false === strpos( $title, '<' ) ? '' : "<h1>$title</h1>";
	}
}
