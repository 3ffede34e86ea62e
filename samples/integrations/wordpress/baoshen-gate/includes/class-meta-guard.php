<?php
/**
 * Fields of posts that are on the page already.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * A field that themes show is changed only when the gate allows the post with it. Taking one away needs no question.
 */
final class Meta_Guard {

	/**
	 * Decides.
	 *
	 * @var Gate
	 */
	private $gate;

	/**
	 * Tells that something was refused.
	 *
	 * @var Refusal
	 */
	private $refusal;

	/**
	 * Takes its helpers.
	 *
	 * @param Gate    $gate    Decides.
	 * @param Refusal $refusal Tells that something was refused.
	 */
	public function __construct( Gate $gate, Refusal $refusal ) {
		$this->gate    = $gate;
		$this->refusal = $refusal;
	}

	/**
	 * All ways to write a field.
	 */
	public function register(): void {
		add_filter( 'add_post_metadata', array( $this, 'added' ), PHP_INT_MAX, 4 );
		add_filter( 'update_post_metadata', array( $this, 'updated' ), PHP_INT_MAX, 5 );
		add_filter( 'update_post_metadata_by_mid', array( $this, 'updated_by_number' ), PHP_INT_MAX, 4 );
	}

	/**
	 * One value more.
	 *
	 * @param mixed  $check   Null to go on.
	 * @param int    $post_id The post.
	 * @param string $key     Name of the field.
	 * @param mixed  $value   Its value, not slashed.
	 * @return mixed
	 */
	public function added( $check, $post_id, $key, $value ) {
		if ( null !== $check ) {
			return $check;
		}
		return $this->judge( (int) $post_id, (string) $key, array_merge( get_post_meta( $post_id, $key ), array( $value ) ) );
	}

	/**
	 * Other values.
	 *
	 * @param mixed  $check    Null to go on.
	 * @param int    $post_id  The post.
	 * @param string $key      Name of the field.
	 * @param mixed  $value    Its value, not slashed.
	 * @param mixed  $previous Only values like this one; empty for all.
	 * @return mixed
	 */
	public function updated( $check, $post_id, $key, $value, $previous ) {
		if ( null !== $check ) {
			return $check;
		}
		$values = array();
		foreach ( get_post_meta( $post_id, $key ) as $stored ) {
			$values[] = empty( $previous ) || $stored === $previous ? $value : $stored;
		}
		return $this->judge( (int) $post_id, (string) $key, self::with( $values, $value ) );
	}

	/**
	 * One row, perhaps under another name.
	 *
	 * @param mixed        $check   Null to go on.
	 * @param int          $meta_id Number of the row.
	 * @param mixed        $value   Its value, not slashed.
	 * @param string|false $key     Its new name; false when it keeps its own.
	 * @return mixed
	 */
	public function updated_by_number( $check, $meta_id, $value, $key ) {
		$row = get_metadata_by_mid( 'post', $meta_id );
		if ( null !== $check || ! $row ) {
			return $check;
		}
		$key    = false === $key ? $row->meta_key : $key;
		$values = array();
		foreach ( get_post_meta( $row->post_id, $key ) as $stored ) {
			$values[] = $key === $row->meta_key && $stored === $row->meta_value ? $value : $stored;
		}
		return $this->judge( (int) $row->post_id, (string) $key, self::with( $values, $value ) );
	}

	/**
	 * The database compares in its own way (5 and '5', upper and lower case), and a row may come from another name: what
	 * is written is always among what is judged.
	 *
	 * @param array $values Values as they would be.
	 * @param mixed $value  The one that is written.
	 */
	private static function with( array $values, $value ): array {
		return in_array( $value, $values, true ) ? $values : array_merge( $values, array( $value ) );
	}

	/**
	 * Null lets the change through, false stops it.
	 *
	 * @param int    $post_id The post.
	 * @param string $key     Name of the field.
	 * @param array  $values  All its values as they would be.
	 */
	private function judge( int $post_id, string $key, array $values ): ?bool {
		$post = get_post( $post_id );
		if ( ! $post || ! Settings::is_screened( $post->post_type ) || ! Visibility::is_public( $post->post_status, $post->post_type ) ) {
			return null;
		}
		if ( ! Shown_Meta::is_shown( $key, $post->post_type ) ) {
			return null;
		}
		if ( $values === get_post_meta( $post_id, $key ) || ( array() === Shown_Meta::texts( $values ) && Shown_Meta::THUMBNAIL !== $key ) ) {
			return null;
		}
		if ( $this->gate->has_refused( $post_id ) ) {
			return false;
		}
		Pending_Changes::expect( $post_id, array(), array( $key => $values ) );
		try {
			$question = Post_Content::of_post( $post, Pending_Changes::fields( $post_id ), Pending_Changes::meta( $post_id ) );
			$answer   = $this->gate->decide( $question );
		} catch ( \Throwable $error ) {
			$answer = Answer::unrenderable( $error );
		}
		if ( $answer->is_allowed() ) {
			return null;
		}
		$this->refusal->tell( $post_id, $answer, true );
		return false;
	}
}
