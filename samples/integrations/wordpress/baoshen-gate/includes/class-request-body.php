<?php
/**
 * The bytes of a request.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * JSON alone, or JSON with files as multipart/form-data: the first field is `request`, then parts `file` in order.
 */
final class Request_Body {

	/**
	 * Content type.
	 *
	 * @var string
	 */
	public $type;

	/**
	 * The bytes.
	 *
	 * @var string
	 */
	public $bytes;

	/**
	 * Use `of`.
	 *
	 * @param string $type  Content type.
	 * @param string $bytes The bytes.
	 */
	private function __construct( string $type, string $bytes ) {
		$this->type  = $type;
		$this->bytes = $bytes;
	}

	/**
	 * Puts it together; null when the files do not fit into PHP's memory.
	 *
	 * @param array        $request What is asked.
	 * @param Local_File[] $files   Files whose bytes go along.
	 */
	public static function of( array $request, array $files ): ?self {
		$json = (string) wp_json_encode( $request, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
		if ( array() === $files ) {
			return new self( 'application/json', $json );
		}
		if ( ! self::fits( $files ) ) {
			return null;
		}
		$boundary = 'baoshen-' . wp_generate_password( 32, false );
		$bytes    = "--$boundary\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n$json\r\n";
		foreach ( $files as $file ) {
			$name   = str_replace( array( '"', "\r", "\n" ), '_', $file->name );
			$bytes .= "--$boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"$name\"\r\nContent-Type: application/octet-stream\r\n\r\n";
			$bytes .= file_get_contents( $file->path );
			$bytes .= "\r\n";
		}
		return new self( "multipart/form-data; boundary=$boundary", "$bytes--$boundary--\r\n" );
	}

	/**
	 * Whether the body and the copy that the HTTP library makes of it fit into memory.
	 *
	 * @param Local_File[] $files Files whose bytes go along.
	 */
	private static function fits( array $files ): bool {
		wp_raise_memory_limit( 'admin' );
		$limit = wp_convert_hr_to_bytes( (string) ini_get( 'memory_limit' ) );
		$size  = 0;
		foreach ( $files as $file ) {
			$size += $file->size();
		}
		return $limit <= 0 || 3 * $size < $limit - memory_get_usage();
	}
}
