<?php
/**
 * A file of this site that a post shows or links.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Its name, its address in the post, its bytes.
 */
final class Local_File {

	/**
	 * Name for people.
	 *
	 * @var string
	 */
	public $name;

	/**
	 * Address, exactly as the post writes it; null when the post does not.
	 *
	 * @var string|null
	 */
	public $src;

	/**
	 * Where the bytes are.
	 *
	 * @var string
	 */
	public $path;

	/**
	 * SHA-256 of the bytes, in hex.
	 *
	 * @var string
	 */
	public $sha256;

	/**
	 * Reads the file once, for its hash.
	 *
	 * @param string      $name Name for people.
	 * @param string|null $src  Address in the post.
	 * @param string      $path Where the bytes are.
	 */
	public function __construct( string $name, ?string $src, string $path ) {
		$this->name   = mb_substr( $name, 0, 255 );
		$this->src    = $src;
		$this->path   = $path;
		$this->sha256 = (string) hash_file( 'sha256', $path );
	}

	/**
	 * The size in bytes.
	 */
	public function size(): int {
		return (int) filesize( $this->path );
	}
}
