<?php
/**
 * The column in the lists of posts and media.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Shows how the gate last answered.
 */
final class List_Column {

	const NAME = 'baoshen_gate';

	/**
	 * For all screened types that have a list.
	 */
	public function register(): void {
		add_action(
			'admin_init',
			function () {
				foreach ( get_post_types( array( 'show_ui' => true ) ) as $type ) {
					if ( ! Settings::is_screened( $type ) ) {
						continue;
					}
					$list = 'attachment' === $type ? 'media' : "{$type}_posts";
					add_filter( "manage_{$list}_columns", array( $this, 'add' ) );
					add_action( 'attachment' === $type ? 'manage_media_custom_column' : "manage_{$list}_custom_column", array( $this, 'show' ), 10, 2 );
				}
			}
		);
	}

	/**
	 * Adds the column.
	 *
	 * @param string[] $columns Headings by name.
	 */
	public function add( $columns ) {
		return array_merge( $columns, array( self::NAME => __( 'Confidentiality review', 'baoshen-gate' ) ) );
	}

	/**
	 * Prints one cell.
	 *
	 * @param string $column  Name of the column.
	 * @param int    $post_id The post.
	 */
	public function show( $column, $post_id ): void {
		if ( self::NAME !== $column ) {
			return;
		}
		$answer = Record::read( (int) $post_id );
		if ( null === $answer ) {
			echo '<span aria-hidden="true">—</span><span class="screen-reader-text">' . esc_html__( 'Not asked yet', 'baoshen-gate' ) . '</span>';
			return;
		}
		$time = wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $answer->asked() );
		if ( $answer->is_allowed() ) {
			echo '<span class="baoshen-gate-allowed">' . esc_html__( 'Allowed', 'baoshen-gate' ) . '</span><br>' . esc_html( $time );
			return;
		}
		echo '<strong class="baoshen-gate-refused">' . esc_html__( 'Refused', 'baoshen-gate' ) . '</strong><br>' . esc_html( $time );
		echo '<br>' . esc_html( wp_html_excerpt( $answer->message(), 80, '…' ) );
		$submission = $answer->submission();
		if ( null !== $submission ) {
			echo '<br><a href="' . esc_url( $submission['url'] ) . '" target="_blank" rel="noopener noreferrer">' . esc_html__( 'Open the review', 'baoshen-gate' ) . '</a>';
		}
	}
}
