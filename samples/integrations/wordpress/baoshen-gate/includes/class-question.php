<?php
/**
 * What the gate is asked.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * The content that would be published.
 */
final class Question {

	/**
	 * Heading of the post.
	 *
	 * @var string|null
	 */
	public $title;

	/**
	 * Everything else that visitors would read.
	 *
	 * @var string
	 */
	public $html;

	/**
	 * Files that it shows or links.
	 *
	 * @var Local_File[]
	 */
	public $files;

	/**
	 * The post; 0 when it has no number yet.
	 *
	 * @var int
	 */
	public $post_id;

	/**
	 * Puts one together.
	 *
	 * @param int          $post_id The post.
	 * @param string|null  $title   Heading.
	 * @param string       $html    Everything else.
	 * @param Local_File[] $files   Files.
	 */
	public function __construct( int $post_id, ?string $title, string $html, array $files ) {
		$this->post_id = $post_id;
		$this->title   = $title;
		$this->html    = $html;
		$this->files   = $files;
	}

	/**
	 * The same for the same content.
	 */
	public function fingerprint(): string {
		$files = array();
		foreach ( $this->files as $file ) {
			$files[] = array( $file->src, $file->sha256 );
		}
		return hash( 'sha256', (string) wp_json_encode( array( (string) $this->title, $this->html, $files ) ) );
	}

	/**
	 * The request without its attachments.
	 *
	 * @param bool $submit Whether people are to decide on it when the answer is no.
	 */
	public function to_array( bool $submit ): array {
		$ticket = Record::ticket( $this->post_id );
		return array(
			'title'  => $this->title,
			'html'   => '' === $this->html ? null : $this->html,
			'item'   => 0 === $this->post_id ? null : 'post-' . $this->post_id,
			'url'    => 0 === $this->post_id ? home_url( '/' ) : home_url( '/?p=' . $this->post_id ),
			'ticket' => '' === $ticket ? null : $ticket,
			'submit' => $submit,
		);
	}
}
