<?php
/**
 * Plugin Name:       保审发布闸门 Baoshen Gate
 * Description:       Nothing is published until baoshen allows it: posts, pages, custom types and media. 文章、页面、自定义类型与媒体文件，保审放行之后方可发布。
 * Version:           0.1.0
 * Requires at least: 6.0
 * Requires PHP:      7.4
 * License:           MIT
 * Text Domain:       baoshen-gate
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const FOLDER  = __DIR__;
const MAIN    = __FILE__;

/**
 * `Post_Guard` is in `includes/class-post-guard.php`.
 */
spl_autoload_register(
	static function ( $name ) {
		if ( 0 !== strpos( $name, __NAMESPACE__ . '\\' ) ) {
			return;
		}
		$short = strtolower( str_replace( '_', '-', substr( $name, strlen( __NAMESPACE__ ) + 1 ) ) );
		$file  = FOLDER . "/includes/class-$short.php";
		if ( is_readable( $file ) ) {
			require $file;
		}
	}
);

Translation::register();

$gate    = new Gate( new Client() );
$refusal = new Refusal();

// What publishes: each of them asks, and none of them lets through what was not allowed.
( new Post_Guard( $gate, $refusal ) )->register();
( new Rest_Guard( $gate ) )->register();
( new Meta_Guard( $gate, $refusal ) )->register();
( new Schedule_Guard( $gate, $refusal ) )->register();
( new Direct_Guard( $gate, $refusal ) )->register();
( new Upload_Guard( $gate ) )->register();
Classic_Form::register();

// How people are told.
( new Notices() )->register();
( new Refused_Interfaces() )->register();
( new List_Column() )->register();
( new Editor_Panel() )->register();
( new Check_Route( $gate ) )->register();
( new Settings_Page() )->register();
