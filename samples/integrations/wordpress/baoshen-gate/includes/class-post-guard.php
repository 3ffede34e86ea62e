<?php
/**
 * Everything that is saved through wp_insert_post().
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Classic editor, quick and bulk edit, XML-RPC, wp-cli, importers, restored revisions, the way back from the trash, and
 * whatever other plugins save: all of it comes through here just before it is written.
 */
final class Post_Guard {

	/**
	 * Decides.
	 *
	 * @var Gate
	 */
	private $gate;

	/**
	 * What becomes of a refused post.
	 *
	 * @var Refusal
	 */
	private $refusal;

	/**
	 * The answer for a post that has no number yet.
	 *
	 * @var Answer|null
	 */
	private $unrecorded;

	/**
	 * Takes its helpers.
	 *
	 * @param Gate    $gate    Decides.
	 * @param Refusal $refusal What becomes of a refused post.
	 */
	public function __construct( Gate $gate, Refusal $refusal ) {
		$this->gate    = $gate;
		$this->refusal = $refusal;
	}

	/**
	 * Comes last, so that it sees what will be written.
	 */
	public function register(): void {
		add_filter( 'wp_insert_post_data', array( $this, 'filter' ), PHP_INT_MAX, 2 );
		add_filter( 'wp_insert_attachment_data', array( $this, 'filter' ), PHP_INT_MAX, 2 );
		add_action( 'wp_insert_post', array( $this, 'record' ), PHP_INT_MIN );
		add_action( 'add_attachment', array( $this, 'record' ), PHP_INT_MIN );
	}

	/**
	 * Lets the columns through, or puts others in their place.
	 *
	 * @param array $data    Columns that will be written, slashed.
	 * @param array $postarr What wp_insert_post() was given, slashed.
	 * @return array Columns, slashed.
	 */
	public function filter( $data, $postarr ) {
		$this->unrecorded = null;
		$fields           = wp_unslash( $data );
		$type             = (string) $fields['post_type'];
		if ( ! Settings::is_screened( $type ) || ! Visibility::is_going_out( (string) $fields['post_status'], $type ) ) {
			return $data;
		}
		$post_id = (int) ( $postarr['ID'] ?? 0 );
		Pending_Changes::expect( $post_id, array(), $this->fields_to_come( wp_unslash( $postarr ) ) );
		$answer = $this->ask( $post_id, $fields );
		if ( 0 === $post_id ) {
			$this->unrecorded = $answer;
		}
		return $answer->is_allowed() ? $data : wp_slash( $this->refusal->instead( $post_id, $fields, $answer ) );
	}

	/**
	 * Records the answer for a post that was new.
	 *
	 * @param int $post_id The post.
	 */
	public function record( $post_id ): void {
		if ( null !== $this->unrecorded && 'revision' !== get_post_type( $post_id ) ) {
			Pending_Changes::adopt( (int) $post_id );
			Record::write( (int) $post_id, $this->unrecorded );
			$this->unrecorded = null;
		}
	}

	/**
	 * Asks; what cannot be rendered is a no.
	 *
	 * @param int   $post_id The post.
	 * @param array $fields  Its columns as they would be, not slashed.
	 */
	private function ask( int $post_id, array $fields ): Answer {
		try {
			$question = Post_Content::question( $post_id, $fields, Pending_Changes::meta( $post_id ) );
		} catch ( \Throwable $error ) {
			return Answer::unrenderable( $error );
		}
		return $this->gate->decide( $question );
	}

	/**
	 * Fields that wp_insert_post() writes after the columns.
	 *
	 * @param array $postarr What it was given, not slashed.
	 * @return array[] Lists of values by name.
	 */
	private function fields_to_come( array $postarr ): array {
		$meta = array();
		foreach ( (array) ( $postarr['meta_input'] ?? array() ) as $key => $value ) {
			$meta[ $key ] = array( $value );
		}
		if ( isset( $postarr['_thumbnail_id'] ) ) {
			$meta[ Shown_Meta::THUMBNAIL ] = array( (int) $postarr['_thumbnail_id'] );
		}
		if ( ! empty( $postarr['file'] ) ) {
			$meta['_wp_attached_file'] = array( _wp_relative_upload_path( $postarr['file'] ) );
		}
		return $meta;
	}
}
