<?php
/**
 * Takes away what the plugin stored.
 *
 * @package BaoshenGate
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'baoshen_gate' );
delete_post_meta_by_key( '_baoshen_gate' );
delete_post_meta_by_key( '_baoshen_gate_ticket' );
delete_metadata( 'user', 0, '_baoshen_gate_notices', '', true );
