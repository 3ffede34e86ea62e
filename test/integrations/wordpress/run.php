<?php
/**
 * Runs code inside WordPress, as a plugin or a command-line tool does: run.php FOLDER JSON, with {url, code, argument,
 * login}. Prints what it returned as JSON.
 */

$site    = $argv[1];
$options = json_decode( $argv[2], true );

$_SERVER['HTTP_HOST']   = preg_replace( '#^https?://#', '', $options['url'] );
$_SERVER['REQUEST_URI'] = '/';

require $site . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

if ( '' !== $options['login'] ) {
	wp_set_current_user( get_user_by( 'login', $options['login'] )->ID );
}
$run = eval( 'return static function ( $argument ) {' . $options['code'] . '};' );
echo wp_json_encode( $run( $options['argument'] ) );
