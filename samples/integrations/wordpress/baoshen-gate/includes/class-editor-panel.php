<?php
/**
 * The panel in the block editor.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Loads the script with what it needs to know. It only shows; the server decides.
 */
final class Editor_Panel {

	const SCRIPT = 'baoshen-gate-editor';

	/**
	 * Hooks.
	 */
	public function register(): void {
		add_action( 'enqueue_block_editor_assets', array( $this, 'enqueue' ) );
	}

	/**
	 * For posts of screened types.
	 */
	public function enqueue(): void {
		$screen = get_current_screen();
		$post   = get_post();
		if ( null === $screen || 'post' !== $screen->base || ! $post || ! Settings::is_screened( $post->post_type ) ) {
			return;
		}
		$needs = array( 'wp-api-fetch', 'wp-components', 'wp-core-data', 'wp-data', 'wp-edit-post', 'wp-editor', 'wp-element', 'wp-i18n', 'wp-notices', 'wp-plugins' );
		wp_enqueue_script( self::SCRIPT, plugins_url( 'assets/editor-panel.js', MAIN ), $needs, VERSION, true );
		$answer = Record::read( $post->ID );
		$data   = array(
			'refused' => Rest_Guard::REFUSED,
			'answer'  => null === $answer ? null : $answer->to_array(),
		);
		wp_add_inline_script( self::SCRIPT, 'window.baoshenGate = ' . wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
		wp_add_inline_script( self::SCRIPT, Translation::script(), 'before' );
	}
}
