/**
 * Fonts: what they say of themselves. Their glyphs are no document, but what only claims to be a font must not pass:
 * every table is one that fonts have, or is read as what it is, and so is every byte that belongs to no table.
 */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { decodeText } from '../encoding.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { TextBudget } from '../ooxml/text-budget.ts'
import { strayParts } from '../stray-bytes.ts'
import { linesOf } from '../text.ts'
import { xmlTree } from '../xml/tree.ts'
import { commentLines, treeLines } from '../xml-text.ts'
import { damaged } from './damaged.ts'
import { readEot } from './eot.ts'
import { cffWords, postWords } from './glyph-names.ts'
import type { FontLayout, FontTable } from './layout.ts'
import { marksAmongNumbers } from './marks-among-numbers.ts'
import { readNameTable } from './name-table.ts'
import { printable, readSfnt } from './sfnt.ts'
import { checkFont, glyphRanges, isForeign } from './tables.ts'
import { readWoff } from './woff.ts'
import { readWoff2 } from './woff2.ts'

/**
 * Yields `font` with its names as `metadata` and what lies unused among them as `hidden`, then what else is in it.
 * @throws {ProblemError} `corrupt`, `too-large`, `part-unread`.
 */
export const extractFont: Extractor = async function* (bytes, context) {
  const layout = layoutOf(bytes, context)
  const tables = [...new Set(layout.fonts.flat())]
  const budget = new TextBudget(context.limits.characters)
  const lines: Line[] = []
  let problem: ProblemError | null = null
  try {
    for (const text of layout.texts) for (const line of linesOf(text, 'metadata')) lines.push(line)
    for (const table of tables) for (const line of linesOfTable(table, budget, context)) lines.push(line)
    for (const font of layout.fonts) checkFont(font)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    problem = error
  }
  const said = uniqueLines(lines)
  if (said.length > 0) yield textPart('font', said)
  yield* extraParts(layout, context)
  for (const table of tables) {
    if (isForeign(table)) yield* context.nested(table.bytes, `table ${printable(table.tag)}`)
  }
  yield* strayParts(bytes, layout.covered, context)
  if (problem) throw problem
  yield* strayGlyphs(layout, context)
}

function layoutOf(bytes: Uint8Array, context: ExtractContext): FontLayout {
  const signature = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (signature === 'wOFF') return readWoff(bytes, context)
  if (signature === 'wOF2') return readWoff2(bytes, context)
  const isSfnt = ['\0\x01\0\0', 'true', 'OTTO', 'ttcf'].includes(signature)
  return isSfnt ? readSfnt(bytes) : readEot(bytes)
}

function linesOfTable(table: FontTable, budget: TextBudget, context: ExtractContext): Line[] {
  const { tag, bytes } = table
  const spend = (text: string) => budget.spend(text)
  if (tag === 'name') {
    const { names, unused, unread } = readNameTable(bytes, spend)
    if (unread > 0) {
      const part = { zh: '字体名称表中的多余数据', en: 'Data among the names of the font' }
      context.problem('part-unread', { part, reason: { zh: '不是文字', en: 'not text' } }, 'font')
    }
    return [
      ...names.flatMap(text => linesOf(text, 'metadata')),
      ...unused.flatMap(text => linesOf(text, 'hidden')),
    ]
  }
  const words =
    tag === 'post'
      ? postWords(bytes)
      : tag === 'CFF '
        ? cffWords(bytes)
        : tag === 'meta'
          ? metaTexts(bytes)
          : []
  for (const text of words) spend(text)
  const lines = words.flatMap(text => linesOf(text, 'metadata'))
  if (isForeign(table)) return lines
  for (const text of marksAmongNumbers(bytes)) {
    spend(text)
    if (!words.some(word => word.includes(text))) lines.push(...linesOf(text, 'hidden'))
  }
  return lines
}

/** Languages that a font is made for, and whatever else was put beside them. @throws {ProblemError} `corrupt`. */
function metaTexts(table: Uint8Array): string[] {
  const decoded = decodeText(table.filter(byte => byte === 10 || byte === 13 || byte >= 0x20))
  if (!decoded) throw damaged('meta')
  return [decoded.text]
}

/** The description of a web font in XML, and what its maker put beside it. */
async function* extraParts(
  { metadata, privateData }: FontLayout,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  if (metadata) {
    let problem: ProblemError | null = null
    const root = await xmlTree([metadata], error => {
      problem = error
    })
    const comments = commentLines(decodeText(metadata)?.text ?? '')
    const lines = [...(root ? treeLines(root, 'metadata') : []), ...comments]
    if (lines.length > 0) yield textPart('metadata', lines)
    if (!root || problem) {
      context.problem('part-unread', { part: 'metadata', reason: 'XML' }, 'metadata')
    }
  }
  if (privateData) yield* context.nested(privateData, 'private data')
}

/** What stands in the table of outlines and belongs to none of them. */
async function* strayGlyphs({ fonts }: FontLayout, context: ExtractContext): AsyncGenerator<ExtractedPart> {
  const seen = new Set<Uint8Array>()
  for (const font of fonts) {
    const glyphs = glyphRanges(font)
    if (!glyphs || seen.has(glyphs.glyf)) continue
    seen.add(glyphs.glyf)
    for await (const part of strayParts(glyphs.glyf, glyphs.covered, context)) {
      yield { ...part, label: `glyf › ${part.label}` }
    }
  }
}

/** Names are said again for every platform and language. */
function uniqueLines(lines: readonly Line[]): Line[] {
  const seen = new Set<string>()
  return lines.filter(({ channel, text }) => {
    const key = `${channel} ${text}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}
