/** The typefaces of offices, as near as Debian's free fonts come to them, registered under names of their own. */
import { existsSync } from 'node:fs'
import { GlobalFonts } from '@napi-rs/canvas'

const noto = '/usr/share/fonts/opentype/noto'
const truetype = '/usr/share/fonts/truetype'

/** File and Debian package of each face. Of a collection the first member is used; `lang` picks the Chinese forms. */
const files = {
  'hei-noto': [`${noto}/NotoSansCJK-Regular.ttc`, 'fonts-noto-cjk'],
  'hei-medium': [`${noto}/NotoSansCJK-Medium.ttc`, 'fonts-noto-cjk-extra'],
  'hei-bold': [`${noto}/NotoSansCJK-Bold.ttc`, 'fonts-noto-cjk'],
  'hei-zen': [`${truetype}/wqy/wqy-zenhei.ttc`, 'fonts-wqy-zenhei'],
  'hei-micro': [`${truetype}/wqy/wqy-microhei.ttc`, 'fonts-wqy-microhei'],
  'song-gb': [`${truetype}/arphic-gbsn00lp/gbsn00lp.ttf`, 'fonts-arphic-gbsn00lp'],
  'song-ming': [`${truetype}/arphic/uming.ttc`, 'fonts-arphic-uming'],
  'song-noto': [`${noto}/NotoSerifCJK-Regular.ttc`, 'fonts-noto-cjk'],
  'song-medium': [`${noto}/NotoSerifCJK-Medium.ttc`, 'fonts-noto-cjk-extra'],
  'kai-gb': [`${truetype}/arphic-gkai00mp/gkai00mp.ttf`, 'fonts-arphic-gkai00mp'],
  'kai-uni': [`${truetype}/arphic/ukai.ttc`, 'fonts-arphic-ukai'],
  'title-bold': [`${noto}/NotoSerifCJK-Bold.ttc`, 'fonts-noto-cjk'],
  'title-black': [`${noto}/NotoSerifCJK-Black.ttc`, 'fonts-noto-cjk-extra'],
} as const

export type Font = keyof typeof files

/** What plays the part of 黑体, 仿宋 or 宋, 楷 and 小标宋 on a page. */
export const kinds = {
  hei: ['hei-noto', 'hei-medium', 'hei-bold', 'hei-zen', 'hei-micro'],
  song: ['song-gb', 'song-ming', 'song-noto', 'song-medium'],
  kai: ['kai-gb', 'kai-uni'],
  title: ['title-bold', 'title-black'],
  screen: ['hei-noto', 'hei-micro', 'hei-zen'],
} as const satisfies Record<string, readonly Font[]>

/** Null when every face is installed, otherwise what to do. */
export function missingFonts(): string | null {
  const packages = new Set<string>()
  for (const [file, debianPackage] of Object.values(files)) if (!existsSync(file)) packages.add(debianPackage)
  return packages.size === 0
    ? null
    : `fonts are missing, install them first: apt-get install ${[...packages].join(' ')}`
}

let registered = false
/** @throws {Error} when a face cannot be loaded. */
export function registerFonts(): void {
  if (registered) return
  for (const [name, [file, debianPackage]] of Object.entries(files)) {
    if (!GlobalFonts.registerFromPath(file, `eval-${name}`)) {
      throw new Error(`cannot load ${file}: apt-get install --reinstall ${debianPackage}`)
    }
  }
  registered = true
}

export const cssFont = (font: Font, pixels: number) => `${pixels}px "eval-${font}"`
