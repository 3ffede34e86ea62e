/** The fonts the samples are set in, all from Debian packages; nothing is downloaded. */
import { existsSync } from 'node:fs'

export interface Font {
  readonly file: string
  readonly debianPackage: string
}

const song = {
  file: '/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf',
  debianPackage: 'fonts-arphic-gbsn00lp',
}
const kai = {
  file: '/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf',
  debianPackage: 'fonts-arphic-gkai00mp',
}
const notoSans = {
  file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  debianPackage: 'fonts-noto-cjk',
}
const notoSerif = {
  file: '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc',
  debianPackage: 'fonts-noto-cjk',
}

/** The roles type plays on an official paper: body (仿宋), notes (楷体), marks and headings (黑体), heads and titles (小标宋). */
export type Face = 'body' | 'kai' | 'hei' | 'title'

/** For drawing pictures, where any outline format will do. */
export const rasterFonts: Record<Face, Font> = { body: song, kai, hei: notoSans, title: notoSerif }

/**
 * For embedding in PDF: TrueType only, because the subsets that fontkit cuts out of the CFF fonts (Noto CJK)
 * are refused by poppler. 黑体 and 小标宋 are the same outlines drawn with a stroke.
 */
export const pdfFonts: Record<Face, Font & { readonly stroke: number }> = {
  body: { ...song, stroke: 0 },
  kai: { ...kai, stroke: 0 },
  hei: { ...song, stroke: 0.035 },
  title: { ...song, stroke: 0.045 },
}

/** @throws {Error} naming the Debian packages to install when a font file is not there. */
export function requireFonts(): void {
  const missing = [song, kai, notoSans, notoSerif].filter(font => !existsSync(font.file))
  if (missing.length === 0) return
  const packages = [...new Set(missing.map(font => font.debianPackage))].join(' ')
  throw new Error(`缺少字体，请先安装 / fonts are missing, install them first: apt-get install ${packages}`)
}
