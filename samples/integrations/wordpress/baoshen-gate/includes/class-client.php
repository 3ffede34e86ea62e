<?php
/**
 * Talks to the service.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * One question over HTTP. Files are named by their hash first; bytes go along only when the service asks for them.
 */
final class Client {

	/**
	 * The longest that the service can be asked to wait before it answers with a status address, in seconds.
	 */
	const LONGEST_WAIT = 60;

	/**
	 * Asks, and waits for slow pictures as long as the settings allow.
	 *
	 * @param Question $question What would be published.
	 * @param bool     $submit   Whether people are to decide on it when the answer is no.
	 */
	public function ask( Question $question, bool $submit ): Answer {
		if ( '' === Settings::url() || '' === Settings::key() ) {
			return Answer::refusal( 'not-configured', __( 'Publishing is stopped: the address or the key of baoshen is not set. Please tell the administrator.', 'baoshen-gate' ) );
		}
		$deadline = microtime( true ) + Settings::timeout();
		list( $answer, $unknown ) = $this->ask_once( $question, $submit, array(), $deadline );
		if ( array() === $unknown ) {
			return $answer;
		}
		list( $answer ) = $this->ask_once( $question, $submit, $unknown, $deadline );
		return $answer;
	}

	/**
	 * Asks once.
	 *
	 * @param Question $question What would be published.
	 * @param bool     $submit   Whether people are to decide on it when the answer is no.
	 * @param string[] $sent     Hashes of the files whose bytes go along.
	 * @param float    $deadline When it has to be over.
	 * @return array The answer, and the hashes of files that the service does not know.
	 */
	private function ask_once( Question $question, bool $submit, array $sent, float $deadline ): array {
		$request                = $question->to_array( $submit );
		$request['attachments'] = array();
		$bodies                 = array();
		foreach ( $question->files as $file ) {
			$is_sent                  = in_array( $file->sha256, $sent, true );
			$request['attachments'][] = array_filter(
				array(
					'name'   => $file->name,
					'src'    => $file->src,
					'sha256' => $is_sent ? null : $file->sha256,
				)
			);
			if ( $is_sent ) {
				$bodies[] = $file;
			}
		}
		$body = Request_Body::of( $request, $bodies );
		if ( null === $body ) {
			return array( Answer::refusal( 'too-large', __( 'A file is too large for this web server to send it to the confidentiality check. Please tell the administrator (memory_limit).', 'baoshen-gate' ) ), array() );
		}
		$response = $this->exchange( 'POST', Settings::url() . '/api/v1/gate', $deadline, $body );
		while ( ! is_wp_error( $response ) && 202 === wp_remote_retrieve_response_code( $response ) ) {
			$status = $this->status_address( $response );
			$pause  = max( 1, min( 5, (int) wp_remote_retrieve_header( $response, 'retry-after' ) ) );
			if ( null === $status || microtime( true ) + $pause + 1 > $deadline ) {
				return array( Answer::refusal( 'pending', __( 'Pictures or files are still being read. Nothing was published; please try again in a moment.', 'baoshen-gate' ) ), array() );
			}
			sleep( $pause );
			$response = $this->exchange( 'GET', $status, $deadline, null );
		}
		return array( $this->read( $response ), $this->unknown_files( $response, $question->files ) );
	}

	/**
	 * One request, without redirects: the key goes to the configured address and nowhere else.
	 *
	 * @param string            $method   HTTP method.
	 * @param string            $url      Address.
	 * @param float             $deadline When it has to be over.
	 * @param Request_Body|null $body     What is sent.
	 * @return array|\WP_Error
	 */
	private function exchange( string $method, string $url, float $deadline, ?Request_Body $body ) {
		$left      = max( 1, (int) ceil( $deadline - microtime( true ) ) );
		$arguments = array(
			'method'      => $method,
			'timeout'     => $left,
			'redirection' => 0,
			'sslverify'   => true,
			'headers'     => array(
				'Authorization'   => 'Bearer ' . Settings::key(),
				'Accept'          => 'application/json',
				'Accept-Language' => 0 === strpos( determine_locale(), 'zh' ) ? 'zh' : 'en',
				'Prefer'          => 'wait=' . max( 1, min( self::LONGEST_WAIT, $left - 2 ) ),
			),
		);
		if ( null !== $body ) {
			$arguments['headers']['Content-Type'] = $body->type;
			$arguments['body']                    = $body->bytes;
		}
		if ( '' !== Settings::ca_file() ) {
			$arguments['sslcertificates'] = Settings::ca_file();
		}
		return wp_remote_request( $url, $arguments );
	}

	/**
	 * Where a pending answer will be: only at the service itself.
	 *
	 * @param array $response Response with status 202.
	 */
	private function status_address( array $response ): ?string {
		$body = json_decode( wp_remote_retrieve_body( $response ), true );
		$id   = isset( $body['id'] ) && is_string( $body['id'] ) ? $body['id'] : '';
		return 1 === preg_match( '/^[\w-]{1,100}$/', $id ) ? Settings::url() . '/api/v1/gate/' . $id : null;
	}

	/**
	 * From a response to an answer.
	 *
	 * @param array|\WP_Error $response What came back.
	 */
	private function read( $response ): Answer {
		if ( is_wp_error( $response ) ) {
			/* translators: %s: technical message */
			$message = __( 'The confidentiality review service (baoshen) cannot be reached, so nothing was published. Please try again later or tell the administrator. (%s)', 'baoshen-gate' );
			return Answer::refusal( 'unreachable', sprintf( $message, $response->get_error_message() ) );
		}
		$status = (int) wp_remote_retrieve_response_code( $response );
		if ( 401 === $status || 403 === $status ) {
			return Answer::refusal( 'key-refused', __( 'baoshen did not accept the key of this site, so nothing was published. Please tell the administrator.', 'baoshen-gate' ) );
		}
		$answer = Answer::from_service( $status, json_decode( wp_remote_retrieve_body( $response ), true ) );
		if ( null !== $answer ) {
			return $answer;
		}
		/* translators: %d: HTTP status */
		$message = __( 'baoshen gave no valid answer (status %d), so nothing was published. Please try again later or tell the administrator.', 'baoshen-gate' );
		return Answer::refusal( 'no-answer', sprintf( $message, $status ) );
	}

	/**
	 * Hashes of the files of which the service wants the bytes.
	 *
	 * @param array|\WP_Error $response What came back.
	 * @param Local_File[]    $files    Files of the question.
	 * @return string[]
	 */
	private function unknown_files( $response, array $files ): array {
		$body    = is_wp_error( $response ) ? null : json_decode( wp_remote_retrieve_body( $response ), true );
		$unknown = array();
		foreach ( isset( $body['reasons'] ) && is_array( $body['reasons'] ) ? $body['reasons'] : array() as $reason ) {
			if ( 'attachment-unknown' !== ( $reason['code'] ?? '' ) ) {
				continue;
			}
			foreach ( $files as $file ) {
				if ( $file->name === ( $reason['attachment'] ?? '' ) ) {
					$unknown[] = $file->sha256;
				}
			}
		}
		return array_values( array_unique( $unknown ) );
	}
}
