<?php
/**
 * What the gate answered.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * A yes, or a no with its reasons. Whatever is not clearly a yes is a no.
 */
final class Answer {

	/**
	 * Whether it may be published.
	 *
	 * @var bool
	 */
	private $is_allowed;

	/**
	 * Why not: each with code, message and the name of the attachment it is about.
	 *
	 * @var array[]
	 */
	private $reasons;

	/**
	 * What was found, the words masked.
	 *
	 * @var array[]
	 */
	private $findings;

	/**
	 * Where people decide on it: id, state and url; null when nowhere.
	 *
	 * @var array|null
	 */
	private $submission;

	/**
	 * When it was asked, in seconds since 1970.
	 *
	 * @var int
	 */
	private $asked;

	/**
	 * The approval that counted; empty when none did.
	 *
	 * @var string
	 */
	private $ticket;

	/**
	 * Use `from_service`, `from_array` or `refusal`.
	 *
	 * @param bool       $is_allowed Whether it may be published.
	 * @param array[]    $reasons    Why not.
	 * @param array[]    $findings   What was found.
	 * @param array|null $submission Where people decide on it.
	 * @param int        $asked      When it was asked.
	 * @param string     $ticket     The approval that counted.
	 */
	private function __construct( bool $is_allowed, array $reasons, array $findings, ?array $submission, int $asked, string $ticket ) {
		$this->is_allowed = $is_allowed;
		$this->reasons    = $reasons;
		$this->findings   = $findings;
		$this->submission = $submission;
		$this->asked      = $asked;
		$this->ticket     = $ticket;
	}

	/**
	 * What the service said; null when it is not an answer of the gate.
	 *
	 * @param int   $status HTTP status.
	 * @param mixed $body   The decoded body.
	 */
	public static function from_service( int $status, $body ): ?self {
		if ( ! is_array( $body ) || ! isset( $body['decision'] ) ) {
			return null;
		}
		if ( 200 === $status && 'allow' === $body['decision'] ) {
			return self::from_array( array_merge( $body, array( 'allowed' => true ) ) );
		}
		$answer = self::from_array( array_merge( $body, array( 'allowed' => false ) ) );
		return array() === $answer->reasons ? null : $answer;
	}

	/**
	 * What `to_array` wrote.
	 *
	 * @param array $stored Its parts.
	 */
	public static function from_array( array $stored ): self {
		$submission = isset( $stored['submission']['url'] ) ? $stored['submission'] : null;
		$url        = null === $submission ? '' : esc_url_raw( (string) $submission['url'], array( 'http', 'https' ) );
		return new self(
			! empty( $stored['allowed'] ),
			self::texts( $stored['reasons'] ?? array(), array( 'code', 'message', 'attachment' ) ),
			self::texts( $stored['findings'] ?? array(), array( 'title', 'severity', 'match', 'context', 'attachment', 'basis', 'advice' ) ),
			'' === $url ? null : array(
				'id'    => sanitize_text_field( (string) ( $submission['id'] ?? '' ) ),
				'state' => sanitize_text_field( (string) ( $submission['state'] ?? '' ) ),
				'url'   => $url,
			),
			(int) ( $stored['asked'] ?? time() ),
			preg_replace( '/[^\w.-]/', '', (string) ( $stored['ticket'] ?? '' ) )
		);
	}

	/**
	 * A no of this side: the service was not asked, or could not answer.
	 *
	 * @param string $code    Stable, for programs.
	 * @param string $message For people.
	 */
	public static function refusal( string $code, string $message ): self {
		return self::from_array( array( 'reasons' => array( compact( 'code', 'message' ) ) ) );
	}

	/**
	 * A no because a block or shortcode of the post failed, so that nobody knows what visitors would read.
	 *
	 * @param \Throwable $error What it threw.
	 */
	public static function unrenderable( \Throwable $error ): self {
		/* translators: %s: technical message */
		$message = __( 'A block or shortcode of this post failed, so that it could not be checked: %s', 'baoshen-gate' );
		return self::refusal( 'not-rendered', sprintf( $message, $error->getMessage() ) );
	}

	/**
	 * Whether it may be published.
	 */
	public function is_allowed(): bool {
		return $this->is_allowed;
	}

	/**
	 * Why not, in one text for one line.
	 */
	public function message(): string {
		$lines = array();
		foreach ( $this->reasons as $reason ) {
			$lines[] = '' === $reason['attachment'] ? $reason['message'] : $reason['attachment'] . ': ' . $reason['message'];
		}
		return implode( ' ', $lines );
	}

	/**
	 * Why not: each with code, message and attachment.
	 *
	 * @return array[]
	 */
	public function reasons(): array {
		return $this->reasons;
	}

	/**
	 * What was found: each with title, severity, match, context, attachment, basis and advice.
	 *
	 * @return array[]
	 */
	public function findings(): array {
		return $this->findings;
	}

	/**
	 * Where people decide on it.
	 */
	public function submission(): ?array {
		return $this->submission;
	}

	/**
	 * When it was asked, in seconds since 1970.
	 */
	public function asked(): int {
		return $this->asked;
	}

	/**
	 * The approval that counted; empty when none did.
	 */
	public function ticket(): string {
		return $this->ticket;
	}

	/**
	 * For the database and for the editor's panel.
	 */
	public function to_array(): array {
		return array(
			'allowed'    => $this->is_allowed,
			'reasons'    => $this->reasons,
			'findings'   => $this->findings,
			'submission' => $this->submission,
			'asked'      => $this->asked,
		);
	}

	/**
	 * Plain texts only, whatever was sent.
	 *
	 * @param mixed    $items List of objects.
	 * @param string[] $names Which of their properties are kept.
	 */
	private static function texts( $items, array $names ): array {
		$kept = array();
		foreach ( is_array( $items ) ? $items : array() as $item ) {
			$one = array();
			foreach ( $names as $name ) {
				$one[ $name ] = isset( $item[ $name ] ) && is_scalar( $item[ $name ] ) ? sanitize_text_field( (string) $item[ $name ] ) : '';
			}
			$kept[] = $one;
		}
		return array_slice( $kept, 0, 50 );
	}
}
