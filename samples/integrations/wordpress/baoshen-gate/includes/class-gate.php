<?php
/**
 * Decides for everything that publishes.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Asks once for the same content within one request of WordPress, and never remembers an answer for the next.
 */
final class Gate {

	/**
	 * Talks to the service.
	 *
	 * @var Client
	 */
	private $client;

	/**
	 * Answers of this request, by the fingerprint of what was asked.
	 *
	 * @var Answer[]
	 */
	private $answers = array();

	/**
	 * Posts of which something was refused in this request.
	 *
	 * @var bool[]
	 */
	private $refused = array();

	/**
	 * Takes the client.
	 *
	 * @param Client $client Talks to the service.
	 */
	public function __construct( Client $client ) {
		$this->client = $client;
	}

	/**
	 * May this be published? A no opens a submission, so that reviewers see it; the answer is recorded with the post.
	 *
	 * @param Question $question What would be published.
	 */
	public function decide( Question $question ): Answer {
		$key = $question->fingerprint();
		if ( ! isset( $this->answers[ $key ] ) ) {
			$this->answers[ $key ] = $this->client->ask( $question, true );
		}
		$answer = $this->answers[ $key ];
		if ( 0 !== $question->post_id ) {
			Record::write( $question->post_id, $answer );
		}
		if ( ! $answer->is_allowed() ) {
			$this->refused[ $question->post_id ] = true;
		}
		return $answer;
	}

	/**
	 * What would the gate say? Opens no submission and decides nothing.
	 *
	 * @param Question $question What would be published.
	 */
	public function preview( Question $question ): Answer {
		return $this->client->ask( $question, false );
	}

	/**
	 * Whether something of this post was refused in this request.
	 *
	 * @param int $post_id The post.
	 */
	public function has_refused( int $post_id ): bool {
		return isset( $this->refused[ $post_id ] );
	}
}
