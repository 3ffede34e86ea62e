<?php
/**
 * The texts in Chinese, by their English.
 *
 * @package BaoshenGate
 */

defined( 'ABSPATH' ) || exit;

return array(
	'Publishing is stopped: the address or the key of baoshen is not set. Please tell the administrator.' => '暂停发布：尚未设置保审服务的地址或密钥。请联系管理员。',
	'Publishing is stopped: the address or the key of baoshen is not set.' => '暂停发布：尚未设置保审服务的地址或密钥。',
	'A file is too large for this web server to send it to the confidentiality check. Please tell the administrator (memory_limit).' => '文件过大，本服务器无法将其送检，因此不能发布。请联系管理员（memory_limit）。',
	'Pictures or files are still being read. Nothing was published; please try again in a moment.' => '图片或文件仍在识别中，尚未发布。请稍后再试。',
	'The confidentiality review service (baoshen) cannot be reached, so nothing was published. Please try again later or tell the administrator. (%s)' => '无法连接保密审查服务（保审），因此没有发布。请稍后再试，或联系管理员。（%s）',
	'baoshen did not accept the key of this site, so nothing was published. Please tell the administrator.' => '保审服务不接受本网站的密钥，因此没有发布。请联系管理员。',
	'baoshen gave no valid answer (status %d), so nothing was published. Please try again later or tell the administrator.' => '保审服务没有给出有效答复（状态 %d），因此没有发布。请稍后再试，或联系管理员。',
	'A block or shortcode of this post failed, so that it could not be checked: %s' => '文章中的区块或短代码出错，无法检查，因此不能发布：%s',
	'The file could not be kept for its check.' => '无法暂存文件以供检查，上传未被接受。',
	'The changes to “%s” were not published. Visitors still read the version before; your text is kept as an autosave.' => '“%s”的修改未发布。网站上仍是原来的版本；您修改的文字已保留为自动保存。',
	'“%s” was not published.' => '“%s”未发布。',
	'Open the review' => '查看保密审查',
	'Confidentiality review' => '保密审查',
	'Not asked yet' => '尚未送检',
	'Allowed' => '已放行',
	'Refused' => '未放行',
	'There is no such post.' => '没有这篇文章。',
	'Baoshen gate' => '保审发布闸门',
	'This is no key of baoshen: it begins with bsk_. The key was not changed.' => '这不是保审的密钥（以 bsk_ 开头）。密钥未更改。',
	'You may not do this.' => '您无权执行此操作。',
	'baoshen answers, and accepts the key.' => '连接正常，保审服务接受该密钥。',
	'Set in wp-config.php.' => '已在 wp-config.php 中设置。',
	'Posts and media are published only after baoshen allows it. Without an answer nothing is published.' => '文章和媒体文件经保审放行之后方可发布；得不到答复时一律不发布。',
	'Address of baoshen' => '保审服务地址',
	'Key' => '密钥',
	'A key is set; leave this empty to keep it.' => '已设置密钥；留空则不更改。',
	'Better: define BAOSHEN_KEY in wp-config.php, so that it is not in the database.' => '建议在 wp-config.php 中定义 BAOSHEN_KEY，密钥便不进入数据库。',
	'Time limit in seconds' => '等待时限（秒）',
	'Texts take a moment, scanned pictures several seconds each.' => '文字立等可得，扫描图片每张需要数秒。',
	'What is screened' => '检查范围',
	'A type that a plugin adds later is screened, too.' => '以后由插件新增的类型也会检查。',
	'Test the connection' => '测试连接',
	'Before publishing, baoshen is asked. Not asked yet.' => '发布前须经保审检查。尚未送检。',
	'baoshen allows this text.' => '保审已放行。',
	'Not published: the confidentiality review says no.' => '未发布：保密审查未放行。',
	'Check now' => '立即检查',
);
