<?php
/**
 * An answer as HTML.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Reasons, what was found, and the way to the reviewers.
 */
final class Answer_View {

	/**
	 * Prints the reasons of a refusal.
	 *
	 * @param Answer $answer What the gate said.
	 */
	public static function print_reasons( Answer $answer ): void {
		echo '<ul class="ul-disc">';
		foreach ( $answer->reasons() as $reason ) {
			$about = '' === $reason['attachment'] ? '' : $reason['attachment'] . ': ';
			echo '<li>' . esc_html( $about . $reason['message'] ) . '</li>';
		}
		foreach ( $answer->findings() as $finding ) {
			$place = '' === $finding['attachment'] ? '' : $finding['attachment'] . ': ';
			echo '<li>' . esc_html( $place . $finding['title'] . ' — ' . $finding['match'] ) . '<br><em>' . esc_html( $finding['advice'] ) . '</em></li>';
		}
		echo '</ul>';
		$submission = $answer->submission();
		if ( null !== $submission ) {
			echo '<p><a href="' . esc_url( $submission['url'] ) . '" target="_blank" rel="noopener noreferrer">' . esc_html__( 'Open the review', 'baoshen-gate' ) . '</a></p>';
		}
	}
}
