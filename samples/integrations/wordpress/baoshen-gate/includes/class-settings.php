<?php
/**
 * What the administrator configured.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Reads the settings; constants of wp-config.php come before what the settings page stored.
 */
final class Settings {

	const OPTION = 'baoshen_gate';

	const DEFAULT_TIMEOUT = 30;
	const MIN_TIMEOUT     = 5;
	const MAX_TIMEOUT     = 120;

	/**
	 * Types that are not public by themselves, and yet visitors read what stands in them.
	 */
	const SHOWN_INSIDE_OTHERS = array( 'wp_block', 'wp_template', 'wp_template_part', 'wp_navigation' );

	/**
	 * Address of the review service, without a slash at its end; empty when there is none.
	 */
	public static function url(): string {
		$url = defined( 'BAOSHEN_URL' ) ? (string) constant( 'BAOSHEN_URL' ) : (string) self::stored( 'url', '' );
		return untrailingslashit( trim( $url ) );
	}

	/**
	 * The portal's API key; empty when there is none.
	 */
	public static function key(): string {
		return trim( defined( 'BAOSHEN_KEY' ) ? (string) constant( 'BAOSHEN_KEY' ) : (string) self::stored( 'key', '' ) );
	}

	/**
	 * Seconds that an answer may take.
	 */
	public static function timeout(): int {
		$seconds = (int) self::stored( 'timeout', self::DEFAULT_TIMEOUT );
		return max( self::MIN_TIMEOUT, min( self::MAX_TIMEOUT, $seconds ) );
	}

	/**
	 * A file with the certificates of the organisation's own authority, for services inside a government network.
	 */
	public static function ca_file(): string {
		return defined( 'BAOSHEN_CA_FILE' ) ? (string) constant( 'BAOSHEN_CA_FILE' ) : '';
	}

	/**
	 * Whether posts of this type are published only after the gate allowed it.
	 *
	 * What is stored are the exceptions: a type that a plugin adds tomorrow is screened without anybody thinking of it.
	 *
	 * @param string $post_type Name of the type.
	 */
	public static function is_screened( string $post_type ): bool {
		return self::is_visible( $post_type ) && ! in_array( $post_type, (array) self::stored( 'exempt', array() ), true );
	}

	/**
	 * Names of all types whose posts visitors can read.
	 *
	 * @return string[]
	 */
	public static function visible_types(): array {
		return array_values( array_filter( get_post_types(), array( __CLASS__, 'is_visible' ) ) );
	}

	/**
	 * Whether visitors can read posts of this type. A type that is not registered is taken for one.
	 *
	 * @param string $post_type Name of the type.
	 */
	private static function is_visible( string $post_type ): bool {
		if ( in_array( $post_type, self::SHOWN_INSIDE_OTHERS, true ) ) {
			return true;
		}
		$type = get_post_type_object( $post_type );
		return null === $type || $type->public || $type->publicly_queryable;
	}

	/**
	 * One of the stored settings.
	 *
	 * @param string $name     Name of the setting.
	 * @param mixed  $fallback What it is when nothing is stored.
	 * @return mixed
	 */
	private static function stored( string $name, $fallback ) {
		$options = get_option( self::OPTION );
		return is_array( $options ) && isset( $options[ $name ] ) ? $options[ $name ] : $fallback;
	}
}
