/** The fonts that a page uses, as pdf.js has loaded them. */
import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Font } from './graphics-state.ts'
import { argumentsAt, deepestPattern, fontSettings, type OperatorList, tileOf } from './operator-list.ts'

export interface PageFonts {
  readonly fonts: Map<string, Font>
  /** How many fonts could not be loaded: pdf.js leaves out what is set in them. */
  readonly missing: number
}

/** Waits until pdf.js has handed over every font that a list uses. */
export async function fontsOf(page: PDFPageProxy, list: OperatorList): Promise<PageFonts> {
  const fonts = new Map<string, Font>()
  const names = fontNames(list, 0)
  for (const name of names) {
    const font = await new Promise<unknown>(resolve => page.commonObjs.get(name, resolve))
    if (font !== null && typeof font === 'object') fonts.set(name, font as Font)
  }
  return { fonts, missing: names.size - fonts.size }
}

function fontNames(list: OperatorList, depth: number): Set<string> {
  const names = new Set<string>()
  for (const [index, fn] of list.fnArray.entries()) {
    const args = argumentsAt(list, index)
    if (fn === OPS.setFont) names.add(String(args[0]))
    if (fn === OPS.setGState) for (const [name] of fontSettings(args[0])) names.add(name)
    const tile = depth < deepestPattern ? tileOf(args) : null
    if (tile) for (const name of fontNames(tile.list, depth + 1)) names.add(name)
  }
  return names
}
