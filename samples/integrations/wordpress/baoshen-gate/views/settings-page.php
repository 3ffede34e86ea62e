<?php
/**
 * The form of the settings page.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

$name          = Settings::OPTION;
$is_url_fixed  = defined( 'BAOSHEN_URL' );
$is_key_fixed  = defined( 'BAOSHEN_KEY' );
$from_constant = __( 'Set in wp-config.php.', 'baoshen-gate' );
?>
<div class="wrap">
	<h1><?php esc_html_e( 'Baoshen gate', 'baoshen-gate' ); ?></h1>
	<p><?php esc_html_e( 'Posts and media are published only after baoshen allows it. Without an answer nothing is published.', 'baoshen-gate' ); ?></p>
	<form method="post" action="options.php" autocomplete="off">
		<?php settings_fields( Settings_Page::SLUG ); ?>
		<table class="form-table" role="presentation">
			<tr>
				<th scope="row"><label for="baoshen-url"><?php esc_html_e( 'Address of baoshen', 'baoshen-gate' ); ?></label></th>
				<td>
					<input type="url" class="regular-text" id="baoshen-url" name="<?php echo esc_attr( $name ); ?>[url]" value="<?php echo esc_attr( Settings::url() ); ?>" placeholder="https://baoshen.example.gov.cn" <?php wp_readonly( $is_url_fixed ); ?>>
					<?php if ( $is_url_fixed ) : ?>
						<p class="description"><?php echo esc_html( $from_constant ); ?></p>
					<?php endif; ?>
				</td>
			</tr>
			<tr>
				<th scope="row"><label for="baoshen-key"><?php esc_html_e( 'Key', 'baoshen-gate' ); ?></label></th>
				<td>
					<input type="password" class="regular-text" id="baoshen-key" name="<?php echo esc_attr( $name ); ?>[key]" value="" autocomplete="new-password" <?php wp_readonly( $is_key_fixed ); ?>
						placeholder="<?php echo esc_attr( '' === Settings::key() ? 'bsk_…' : __( 'A key is set; leave this empty to keep it.', 'baoshen-gate' ) ); ?>">
					<p class="description"><?php echo esc_html( $is_key_fixed ? $from_constant : __( 'Better: define BAOSHEN_KEY in wp-config.php, so that it is not in the database.', 'baoshen-gate' ) ); ?></p>
				</td>
			</tr>
			<tr>
				<th scope="row"><label for="baoshen-timeout"><?php esc_html_e( 'Time limit in seconds', 'baoshen-gate' ); ?></label></th>
				<td>
					<input type="number" class="small-text" id="baoshen-timeout" name="<?php echo esc_attr( $name ); ?>[timeout]" value="<?php echo esc_attr( (string) Settings::timeout() ); ?>" min="<?php echo esc_attr( (string) Settings::MIN_TIMEOUT ); ?>" max="<?php echo esc_attr( (string) Settings::MAX_TIMEOUT ); ?>">
					<p class="description"><?php esc_html_e( 'Texts take a moment, scanned pictures several seconds each.', 'baoshen-gate' ); ?></p>
				</td>
			</tr>
			<tr>
				<th scope="row"><?php esc_html_e( 'What is screened', 'baoshen-gate' ); ?></th>
				<td>
					<fieldset>
						<?php foreach ( Settings::visible_types() as $post_type ) : ?>
							<label>
								<input type="checkbox" name="<?php echo esc_attr( $name ); ?>[screened][]" value="<?php echo esc_attr( $post_type ); ?>" <?php checked( Settings::is_screened( $post_type ) ); ?>>
								<?php echo esc_html( get_post_type_object( $post_type )->labels->name . ' (' . $post_type . ')' ); ?>
							</label><br>
						<?php endforeach; ?>
						<p class="description"><?php esc_html_e( 'A type that a plugin adds later is screened, too.', 'baoshen-gate' ); ?></p>
					</fieldset>
				</td>
			</tr>
		</table>
		<?php submit_button(); ?>
	</form>
	<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
		<input type="hidden" name="action" value="baoshen_gate_test">
		<?php
		wp_nonce_field( 'baoshen_gate_test' );
		submit_button( __( 'Test the connection', 'baoshen-gate' ), 'secondary' );
		?>
	</form>
</div>
