<?php
/**
 * From the addresses in a post to the files of this site.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Finds pictures and downloads that lie on this server; nothing is fetched over the network.
 */
final class Linked_Files {

	/**
	 * All files that the HTML shows or links, each address once.
	 *
	 * @param string $html The post.
	 * @return Local_File[]
	 */
	public static function of( string $html ): array {
		$files = array();
		foreach ( self::addresses( $html ) as $address ) {
			$path = self::path( html_entity_decode( $address, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) );
			if ( null !== $path ) {
				$files[] = new Local_File( wp_basename( $path ), $address, Media_File::full_size( $path ) );
			}
		}
		return $files;
	}

	/**
	 * Everything that could be an address, as it is written. One too many does no harm.
	 *
	 * @param string $html The post.
	 * @return string[]
	 */
	private static function addresses( string $html ): array {
		$found = array();
		preg_match_all( '/\b(?:src|href|poster|data|background|bg|lazy|echo)\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s>"\']+))/i', $html, $attributes, PREG_SET_ORDER );
		foreach ( $attributes as $match ) {
			$found[] = (string) end( $match );
		}
		preg_match_all( '/\bsrcset\s*=\s*(?:"([^"]*)"|\'([^\']*)\')/i', $html, $sets, PREG_SET_ORDER );
		foreach ( $sets as $match ) {
			foreach ( explode( ',', (string) end( $match ) ) as $candidate ) {
				$found[] = (string) strtok( trim( $candidate ), " \t\n" );
			}
		}
		preg_match_all( '/\burl\(\s*(?:"|\'|&quot;|&#0?39;)?(.*?)(?:"|\'|&quot;|&#0?39;)?\s*\)/i', $html, $styles );
		return array_values( array_unique( array_filter( array_map( 'trim', array_merge( $found, $styles[1] ) ) ) ) );
	}

	/**
	 * The file behind an address; null when it is none of this site's files.
	 *
	 * @param string $address Address, decoded.
	 */
	private static function path( string $address ): ?string {
		$parts = wp_parse_url( $address );
		if ( ! is_array( $parts ) || empty( $parts['path'] ) || ! in_array( strtolower( $parts['scheme'] ?? 'http' ), array( 'http', 'https' ), true ) ) {
			return null;
		}
		$uploads = wp_get_upload_dir();
		$roots   = array(
			$uploads['baseurl'] => $uploads['basedir'],
			content_url()       => WP_CONTENT_DIR,
			site_url()          => ABSPATH,
		);
		foreach ( $roots as $url => $folder ) {
			$root = wp_parse_url( $url );
			$base = trailingslashit( $root['path'] ?? '' );
			if ( isset( $parts['host'] ) && strtolower( $parts['host'] ) !== strtolower( $root['host'] ?? '' ) ) {
				continue;
			}
			if ( 0 !== strpos( $parts['path'], $base ) ) {
				continue;
			}
			$folder = realpath( $folder );
			$path   = realpath( $folder . '/' . rawurldecode( substr( $parts['path'], strlen( $base ) ) ) );
			// Only what lies inside, and only what the media library could hold: never a program or its configuration.
			if ( false !== $path && is_file( $path ) && 0 === strpos( $path, $folder . '/' ) && wp_check_filetype( $path )['type'] ) {
				return $path;
			}
		}
		return null;
	}
}
