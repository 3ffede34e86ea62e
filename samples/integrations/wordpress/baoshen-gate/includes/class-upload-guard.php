<?php
/**
 * Files on their way into the media library.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Whoever has the address of an uploaded file can fetch it at once, so it is asked before it is put there.
 */
final class Upload_Guard {

	/**
	 * Decides.
	 *
	 * @var Gate
	 */
	private $gate;

	/**
	 * Takes its helper.
	 *
	 * @param Gate $gate Decides.
	 */
	public function __construct( Gate $gate ) {
		$this->gate = $gate;
	}

	/**
	 * Library, editors and REST API; files that plugins fetch; XML-RPC.
	 */
	public function register(): void {
		add_filter( 'wp_handle_upload_prefilter', array( $this, 'uploaded' ), PHP_INT_MAX );
		add_filter( 'wp_handle_sideload_prefilter', array( $this, 'uploaded' ), PHP_INT_MAX );
		add_filter( 'wp_upload_bits', array( $this, 'sent_as_bits' ), PHP_INT_MAX );
	}

	/**
	 * A file that was uploaded or fetched.
	 *
	 * @param array $file As in $_FILES.
	 * @return array With a text in `error` when it is refused.
	 */
	public function uploaded( $file ) {
		$is_file = is_array( $file ) && ! empty( $file['tmp_name'] ) && is_readable( $file['tmp_name'] );
		if ( ! $is_file || ! empty( $file['error'] ) || ! Settings::is_screened( 'attachment' ) || self::is_installation() ) {
			return $file;
		}
		$answer = $this->ask( (string) ( $file['name'] ?? '' ), $file['tmp_name'] );
		if ( ! $answer->is_allowed() ) {
			$file['error'] = $answer->message();
		}
		return $file;
	}

	/**
	 * A file that was sent inside a request.
	 *
	 * @param array|string $upload Name and bits, or why it was refused already.
	 * @return array|string
	 */
	public function sent_as_bits( $upload ) {
		if ( ! is_array( $upload ) || ! Settings::is_screened( 'attachment' ) ) {
			return $upload;
		}
		require_once ABSPATH . 'wp-admin/includes/file.php';
		$path = wp_tempnam( (string) $upload['name'] );
		try {
			if ( strlen( (string) $upload['bits'] ) !== file_put_contents( $path, $upload['bits'] ) ) {
				return __( 'The file could not be kept for its check.', 'baoshen-gate' );
			}
			$answer = $this->ask( (string) $upload['name'], $path );
			return $answer->is_allowed() ? $upload : $answer->message();
		} finally {
			wp_delete_file( $path );
		}
	}

	/**
	 * Whether a title is nothing but the name of the file.
	 *
	 * @param string $title Title of the attachment.
	 * @param string $path  Its file.
	 */
	public static function is_name_of( string $title, string $path ): bool {
		$stem  = preg_replace( '/\.\w+$/', '', wp_basename( $path ) );
		$stems = array( wp_basename( $path ), $stem, preg_replace( '/-(scaled|\d+)$/', '', $stem ) );
		return in_array( sanitize_title( $title ), array_map( 'sanitize_title', $stems ), true );
	}

	/**
	 * Asks about one file.
	 *
	 * @param string $name Name of the file.
	 * @param string $path Where its bytes are.
	 */
	private function ask( string $name, string $path ): Answer {
		$file = new Local_File( '' === $name ? wp_basename( $path ) : wp_basename( $name ), null, $path );
		return $this->gate->decide( new Question( 0, null, '', array( $file ) ) );
	}

	/**
	 * Whether this is the upload of a plugin or theme by somebody who may install them: it is no content.
	 */
	private static function is_installation(): bool {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- only looked at; update.php checks it.
		$action = isset( $_GET['action'] ) ? sanitize_key( $_GET['action'] ) : '';
		$needs  = array(
			'upload-plugin' => 'upload_plugins',
			'upload-theme'  => 'upload_themes',
		);
		return 'update.php' === ( $GLOBALS['pagenow'] ?? '' ) && isset( $needs[ $action ] ) && current_user_can( $needs[ $action ] );
	}
}
