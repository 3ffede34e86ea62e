<?php
/**
 * What a portal has of its own, as a must-use plugin: a type without the block editor, and a field that themes show.
 */

add_action(
	'init',
	static function () {
		register_post_type(
			'bulletin',
			array(
				'label'    => '公告',
				'public'   => true,
				'supports' => array( 'title', 'editor', 'excerpt', 'thumbnail', 'custom-fields', 'revisions' ),
			)
		);
		register_post_meta(
			'post',
			'source',
			array(
				'single'       => true,
				'type'         => 'string',
				'show_in_rest' => true,
			)
		);
		add_post_type_support( 'post', 'custom-fields' );
	}
);
