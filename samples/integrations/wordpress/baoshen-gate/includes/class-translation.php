<?php
/**
 * The texts in Chinese.
 *
 * @package BaoshenGate
 */

namespace Baoshen\Gate;

defined( 'ABSPATH' ) || exit;

/**
 * Reads them from languages/zh_CN.php, a plain list of English and Chinese: nothing has to be compiled, PHP and the
 * script of the block editor use the same list. A .mo file of the same text domain would still come before it.
 */
final class Translation {

	const DOMAIN = 'baoshen-gate';

	/**
	 * Chinese by English; empty when another language is shown.
	 *
	 * @var string[][]
	 */
	private static $texts = array();

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_filter( 'gettext_' . self::DOMAIN, array( __CLASS__, 'translate' ), 10, 2 );
	}

	/**
	 * One text.
	 *
	 * @param string $translation What WordPress found.
	 * @param string $text        English.
	 */
	public static function translate( $translation, $text ) {
		return $translation === $text ? ( self::texts()[ $text ] ?? $text ) : $translation;
	}

	/**
	 * For the block editor: gives the list to wp.i18n.
	 */
	public static function script(): string {
		$data = array( '' => array( 'domain' => self::DOMAIN ) );
		foreach ( self::texts() as $english => $chinese ) {
			$data[ $english ] = array( $chinese );
		}
		return 'wp.i18n.setLocaleData( ' . wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP ) . ', ' . wp_json_encode( self::DOMAIN ) . ' );';
	}

	/**
	 * The list for the language that is shown now.
	 *
	 * @return string[]
	 */
	private static function texts(): array {
		$language = 0 === strpos( determine_locale(), 'zh' ) ? 'zh_CN' : 'en';
		if ( ! isset( self::$texts[ $language ] ) ) {
			self::$texts[ $language ] = 'zh_CN' === $language ? require FOLDER . '/languages/zh_CN.php' : array();
		}
		return self::$texts[ $language ];
	}
}
