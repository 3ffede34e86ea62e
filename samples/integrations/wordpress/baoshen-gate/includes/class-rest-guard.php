<?php
/**
 * The REST API, and with it the block editor.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Answers 403 with the reasons. Asked here, because only the request knows the fields that are
 * written after the post; Post_Guard then finds the same content allowed.
 */
final class Rest_Guard {

	const REFUSED = 'baoshen_refused';

	/**
	 * Decides.
	 *
	 * @var Gate
	 */
	private $gate;

	/**
	 * Takes its helper.
	 *
	 * @param Gate $gate Decides.
	 */
	public function __construct( Gate $gate ) {
		$this->gate = $gate;
	}

	/**
	 * For every type that the API offers. Attachments are written differently; Upload_Guard and Post_Guard see them.
	 */
	public function register(): void {
		add_action(
			'rest_api_init',
			function () {
				foreach ( get_post_types( array( 'show_in_rest' => true ) ) as $type ) {
					if ( 'attachment' !== $type && Settings::is_screened( $type ) ) {
						add_filter( "rest_pre_insert_$type", array( $this, 'filter' ), PHP_INT_MAX, 2 );
					}
				}
			},
			PHP_INT_MAX
		);
	}

	/**
	 * Lets the post through, or refuses it.
	 *
	 * @param \stdClass|\WP_Error $prepared What will be written, not slashed.
	 * @param \WP_REST_Request    $request  The request.
	 * @return \stdClass|\WP_Error
	 */
	public function filter( $prepared, $request ) {
		if ( is_wp_error( $prepared ) || ! is_object( $prepared ) ) {
			return $prepared;
		}
		$post_id = (int) ( $prepared->ID ?? 0 );
		$post    = 0 === $post_id ? null : get_post( $post_id );
		$fields  = $this->fields( $prepared, $post );
		if ( ! Visibility::is_going_out( $fields['post_status'], $fields['post_type'] ) ) {
			return $prepared;
		}
		Pending_Changes::forget( 0 );
		Pending_Changes::expect( $post_id, $fields, self::requested_meta( $request, $fields['post_type'] ) );
		try {
			$answer = $this->gate->decide( Post_Content::question( $post_id, $fields, Pending_Changes::meta( $post_id ) ) );
		} catch ( \Throwable $error ) {
			$answer = Answer::unrenderable( $error );
		}
		if ( $answer->is_allowed() ) {
			return $prepared;
		}
		if ( null !== $post ) {
			// Post_Guard holds it, or keeps the text beside the published one; nothing is lost with the browser window.
			wp_update_post( wp_slash( (array) $prepared ) );
		}
		Pending_Changes::forget( 0 );
		return new \WP_Error(
			self::REFUSED,
			$answer->message(),
			array(
				'status'      => 403,
				'baoshen'     => $answer->to_array(),
				'post_status' => null === $post ? null : get_post_status( $post_id ),
			)
		);
	}

	/**
	 * The columns as they will be, sanitized as WordPress does before it writes them.
	 *
	 * @param \stdClass     $prepared What the request changes.
	 * @param \WP_Post|null $post     What is there.
	 */
	private function fields( \stdClass $prepared, ?\WP_Post $post ): array {
		$changes = wp_unslash( sanitize_post( wp_slash( (array) $prepared ), 'db' ) );
		$before  = null === $post ? array(
			'post_title'   => '',
			'post_content' => '',
			'post_excerpt' => '',
			'post_status'  => 'draft',
		) : $post->to_array();
		return array_merge( $before, $changes );
	}

	/**
	 * Fields that the request brings: registered ones and the featured image.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @param string           $type    Type of the post.
	 * @return array[] Lists of values by name.
	 */
	public static function requested_meta( \WP_REST_Request $request, string $type ): array {
		$meta       = array();
		$registered = get_registered_meta_keys( 'post', $type ) + get_registered_meta_keys( 'post' );
		$requested  = $request['meta'];
		foreach ( is_array( $requested ) ? $requested : array() as $name => $value ) {
			foreach ( $registered as $key => $arguments ) {
				$shown_as = is_array( $arguments['show_in_rest'] ) && isset( $arguments['show_in_rest']['name'] ) ? $arguments['show_in_rest']['name'] : $key;
				if ( $shown_as === $name ) {
					$is_list      = ! $arguments['single'] && is_array( $value );
					$meta[ $key ] = null === $value ? array() : ( $is_list ? $value : array( $value ) );
				}
			}
		}
		if ( isset( $request['featured_media'] ) ) {
			$meta[ Shown_Meta::THUMBNAIL ] = array( (int) $request['featured_media'] );
		}
		return $meta;
	}
}
