<?php
/**
 * The button “check now” of the block editor.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * POST /baoshen-gate/v1/posts/{id}/check: what would the gate say to this text? Saves and publishes nothing.
 */
final class Check_Route {

	/**
	 * Asks.
	 *
	 * @var Gate
	 */
	private $gate;

	/**
	 * Takes its helper.
	 *
	 * @param Gate $gate Asks.
	 */
	public function __construct( Gate $gate ) {
		$this->gate = $gate;
	}

	/**
	 * The route, for whoever may edit the post.
	 */
	public function register(): void {
		add_action(
			'rest_api_init',
			function () {
				$text = array( 'type' => 'string' );
				register_rest_route(
					'baoshen-gate/v1',
					'/posts/(?P<id>\d+)/check',
					array(
						'methods'             => 'POST',
						'callback'            => array( $this, 'check' ),
						'permission_callback' => static function ( $request ) {
							return current_user_can( 'edit_post', (int) $request['id'] );
						},
						'args'                => array(
							'title'          => $text,
							'content'        => $text,
							'excerpt'        => $text,
							'featured_media' => array( 'type' => 'integer' ),
							'meta'           => array( 'type' => 'object' ),
						),
					)
				);
			}
		);
	}

	/**
	 * Asks about the text as it stands in the editor.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @return array|\WP_Error
	 */
	public function check( $request ) {
		$post = get_post( (int) $request['id'] );
		if ( ! $post || ! Settings::is_screened( $post->post_type ) ) {
			return new \WP_Error( 'rest_post_invalid_id', __( 'There is no such post.', 'baoshen-gate' ), array( 'status' => 404 ) );
		}
		$changes = array();
		foreach ( array( 'title', 'content', 'excerpt' ) as $name ) {
			if ( isset( $request[ $name ] ) ) {
				$changes[ "post_$name" ] = wp_unslash( sanitize_post_field( "post_$name", wp_slash( $request[ $name ] ), $post->ID, 'db' ) );
			}
		}
		try {
			$question = Post_Content::of_post( $post, $changes, Rest_Guard::requested_meta( $request, $post->post_type ) );
		} catch ( \Throwable $error ) {
			return Answer::unrenderable( $error )->to_array();
		}
		return $this->gate->preview( $question )->to_array();
	}
}
