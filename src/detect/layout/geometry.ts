/** Where on the page a line stands (GB/T 9704-2012 geometry; domain G1–G7). */
import type { Box, Line, Part } from '../../document/document.ts'
import { depthOf, pageBoxOf } from './page-box.ts'

/** The mark stands on line 2 of the type area, 0.16–0.19 of the page height; scanners and letter heads shift it. */
const markBoxBottom = 0.3
/** Formats without pages: this many lines count as the top of the document. */
const firstLines = 8

const notText = new Set([
  'filename',
  'metadata',
  'header',
  'footer',
  'watermark',
  'hidden',
  'outline',
  'alt',
  'link',
])

/** True when the line stands where a mark is put: the upper part of a page, or among the first lines. */
export function inMarkBox(part: Part, index: number): boolean {
  const line = part.lines[index]
  if (line === undefined) return false
  const page = pageBoxOf(part)
  if (line.box !== null && page !== null) return depthOf(line.box, page) <= markBoxBottom
  return rankOf(part, index) < firstLines
}

/** How many lines of text stand before this one, counted up to a small bound. */
function rankOf(part: Part, index: number): number {
  let rank = 0
  for (let at = index - 1; at >= 0 && rank < firstLines; at--) {
    const line = part.lines[at] as Line
    if (!notText.has(line.channel) && line.text.trim() !== '') rank++
    // A file name and properties may run to dozens of lines; more than that is not a top.
    if (index - at > 200) return firstLines
  }
  return rank
}

/**
 * True when the line goes on with the paragraph of the line above: that one is full, ends in no stop, and stands close
 * above at the same size. Only pages know; a format without boxes has whole paragraphs as lines.
 */
export function continuesParagraph(part: Part, index: number): boolean {
  const line = part.lines[index]
  const above = part.lines[index - 1]
  if (line?.box == null || above?.box == null || above.channel !== line.channel || part.width === null)
    return false
  const [x, y, , height] = line.box
  const [aboveX, aboveY, aboveWidth, aboveHeight] = above.box
  const full = aboveX + aboveWidth >= part.width * 0.8 && aboveWidth >= part.width * 0.5
  const close = y > aboveY && y - (aboveY + aboveHeight) < aboveHeight * 1.5
  const sameSize = Math.abs(height - aboveHeight) <= aboveHeight * 0.3
  return full && close && sameSize && x <= aboveX + height && !/[。：:；;！!？?]\s*$/.test(above.text)
}

/** Which part of the page, for a sentence that explains: null where there are no boxes. */
export function regionOf(part: Part, box: Box | null): { readonly zh: string; readonly en: string } | null {
  if (box === null || part.width === null || part.height === null) return null
  const [x, y, width, height] = box
  const down = (y + height / 2) / part.height
  const across = (x + width / 2) / part.width
  const row = down < 0.33 ? 0 : down < 0.67 ? 1 : 2
  const column = across < 0.4 ? 0 : across < 0.6 ? 1 : 2
  return {
    zh:
      [
        ['左上角', '上部', '右上角'],
        ['左侧', '中部', '右侧'],
        ['左下角', '下部', '右下角'],
      ][row]?.[column] ?? '',
    en:
      [
        ['at the top left', 'at the top', 'at the top right'],
        ['at the left', 'in the middle', 'at the right'],
        ['at the bottom left', 'at the bottom', 'at the bottom right'],
      ][row]?.[column] ?? '',
  }
}
