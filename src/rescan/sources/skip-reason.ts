/** Why something that was found is no thing to screen. One table; a report counts by these codes. */
import type { Wording } from '../../document/problem.ts'

const skipReasons = {
  redirect: { zh: '跳转到另一网址', en: 'redirects to another address' },
  sitemap: { zh: '站点地图', en: 'site map' },
  'other-host': { zh: '其他主机，不在复查范围', en: 'another host, outside this rescan' },
  robots: { zh: 'robots.txt 不允许抓取', en: 'forbidden by robots.txt' },
  'page-dressing': { zh: '样式、脚本、字体或图标', en: 'style sheet, script, font or icon' },
  media: { zh: '音频或视频', en: 'sound or film' },
  program: { zh: '程序安装包', en: 'program' },
  folder: { zh: '目录', en: 'folder' },
} as const satisfies Record<string, Wording>

export type SkipReason = keyof typeof skipReasons
