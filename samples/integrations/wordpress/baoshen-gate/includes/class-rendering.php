<?php
/**
 * A post as visitors will read it.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Runs blocks, shortcodes and the other content filters, as nobody in particular.
 */
final class Rendering {

	/**
	 * The body as HTML.
	 *
	 * @param \WP_Post $post The post as it would be; it need not be in the database.
	 * @throws \Throwable What a block or shortcode threw.
	 */
	public static function body( \WP_Post $post ): string {
		if ( in_array( $post->post_type, Settings::SHOWN_INSIDE_OTHERS, true ) ) {
			return self::blocks_as_written( parse_blocks( $post->post_content ) );
		}
		$before  = $GLOBALS['post'] ?? null;
		$user_id = get_current_user_id();
		// The other sizes of a picture are made from the picture itself, which is screened at its full size.
		add_filter( 'wp_calculate_image_srcset', '__return_empty_array', PHP_INT_MAX );
		// Whoever saves decided which markup is filtered; looking at the post as a visitor must not change that.
		$is_filtering = remove_action( 'set_current_user', 'kses_init' );
		try {
			wp_set_current_user( 0 );
			$GLOBALS['post'] = $post; // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- put back below.
			setup_postdata( $post );
			return (string) apply_filters( 'the_content', $post->post_content ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- core's.
		} finally {
			remove_filter( 'wp_calculate_image_srcset', '__return_empty_array', PHP_INT_MAX );
			wp_set_current_user( $user_id );
			if ( $is_filtering ) {
				add_action( 'set_current_user', 'kses_init' );
			}
			$GLOBALS['post'] = $before; // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- as it was.
			if ( $before instanceof \WP_Post ) {
				setup_postdata( $before );
			}
		}
	}

	/**
	 * Templates, menus and reusable blocks, without the posts that they will stand around: their markup, and the texts
	 * that menus keep in the settings of their blocks.
	 *
	 * @param array[] $blocks Parsed blocks.
	 */
	private static function blocks_as_written( array $blocks ): string {
		$html = '';
		foreach ( $blocks as $block ) {
			$html .= $block['innerHTML'];
			array_walk_recursive(
				$block['attrs'],
				static function ( $value, $name ) use ( &$html ) {
					if ( ! is_string( $value ) || '' === $value ) {
						return;
					}
					$is_address = in_array( $name, array( 'url', 'href', 'src' ), true );
					$html      .= $is_address ? '<p><a href="' . esc_attr( $value ) . '"></a></p>' : "<p>$value</p>";
				}
			);
			$html .= self::blocks_as_written( $block['innerBlocks'] );
		}
		return $html;
	}
}
