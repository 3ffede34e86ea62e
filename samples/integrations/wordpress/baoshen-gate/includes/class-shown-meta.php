<?php
/**
 * Fields of a post that themes show.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * The featured image, custom fields that are not protected, and registered fields that the REST API gives out.
 */
final class Shown_Meta {

	const THUMBNAIL = '_thumbnail_id';

	/**
	 * WordPress writes it by itself, from the links of the content.
	 */
	const DERIVED = array( 'enclosure' );

	/**
	 * Whether visitors may read this field.
	 *
	 * @param string $key       Name of the field.
	 * @param string $post_type Type of the post.
	 */
	public static function is_shown( string $key, string $post_type ): bool {
		if ( in_array( $key, self::DERIVED, true ) ) {
			return false;
		}
		if ( ! is_protected_meta( $key, 'post' ) || self::THUMBNAIL === $key ) {
			return true;
		}
		if ( 'attachment' === $post_type && in_array( $key, array( '_wp_attachment_image_alt', '_wp_attached_file' ), true ) ) {
			return true;
		}
		$registered = get_registered_meta_keys( 'post', $post_type ) + get_registered_meta_keys( 'post' );
		if ( ! empty( $registered[ $key ]['show_in_rest'] ) ) {
			return true;
		}
		/**
		 * Protected fields that this site's theme or plugins show, e.g. descriptions for search engines.
		 *
		 * @param string[] $keys      Names of fields; they come in addition to what is screened anyway.
		 * @param string   $post_type Type of the post.
		 */
		return in_array( $key, (array) apply_filters( 'baoshen_gate_shown_meta', array(), $post_type ), true );
	}

	/**
	 * All shown fields of a post: lists of values by name.
	 *
	 * @param int     $post_id   The post; 0 when it is not in the database yet.
	 * @param string  $post_type Its type.
	 * @param array[] $changes   What is about to change: lists of values by name.
	 * @return array[]
	 */
	public static function of( int $post_id, string $post_type, array $changes ): array {
		$stored = 0 === $post_id ? array() : array_map(
			static function ( $values ) {
				return array_map( 'maybe_unserialize', $values );
			},
			(array) get_post_meta( $post_id )
		);
		$shown = array();
		foreach ( array_merge( $stored, $changes ) as $key => $values ) {
			if ( self::is_shown( (string) $key, $post_type ) ) {
				$shown[ $key ] = $values;
			}
		}
		ksort( $shown );
		return $shown;
	}

	/**
	 * The fields as HTML.
	 *
	 * @param array[] $shown Lists of values by name.
	 */
	public static function html( array $shown ): string {
		$html = '';
		foreach ( $shown as $key => $values ) {
			if ( 0 === strpos( (string) $key, '_wp_attach' ) ) {
				continue;
			}
			if ( self::THUMBNAIL === $key ) {
				$html .= self::thumbnail( (int) end( $values ) );
				continue;
			}
			foreach ( self::texts( $values ) as $text ) {
				$html .= '<dt>' . esc_html( (string) $key ) . "</dt><dd>$text</dd>";
			}
		}
		return $html;
	}

	/**
	 * The featured image as themes show it.
	 *
	 * @param int $id The attachment.
	 */
	private static function thumbnail( int $id ): string {
		$url = 0 === $id ? false : wp_get_attachment_url( $id );
		if ( false === $url ) {
			return '';
		}
		$alt     = (string) get_post_meta( $id, '_wp_attachment_image_alt', true );
		$caption = (string) wp_get_attachment_caption( $id );
		return '<figure><img src="' . esc_url( $url ) . '" alt="' . esc_attr( $alt ) . "\"><figcaption>$caption</figcaption></figure>";
	}

	/**
	 * Texts of a value, however deep. Counters and dates as numbers are none: a page's views would ask the gate at each
	 * visit, and ID, bank and most telephone numbers are longer.
	 *
	 * @param mixed $value Value of a field.
	 * @return string[]
	 */
	public static function texts( $value ): array {
		if ( is_array( $value ) || is_object( $value ) ) {
			$texts = array();
			foreach ( (array) $value as $each ) {
				$texts = array_merge( $texts, self::texts( $each ) );
			}
			return $texts;
		}
		if ( ! is_string( $value ) && ! is_int( $value ) && ! is_float( $value ) ) {
			return array();
		}
		$text = trim( (string) $value );
		return '' === $text || 1 === preg_match( '/^-?\d{1,10}(\.\d{1,10})?$/', $text ) ? array() : array( $text );
	}
}
