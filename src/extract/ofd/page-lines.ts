/** The lines of a page, read from top to bottom: writers of OFD paint in any order, one object a character even. */
import type { Line } from '../../document/document.ts'
import { overlap } from '../pdf/matrix.ts'
import { type ReadLine, textLines } from '../pdf/text-lines.ts'
import { linesOf } from '../text.ts'
import { concealed } from './concealment.ts'
import type { PageContent } from './page-content.ts'

export interface PageLines {
  readonly lines: Line[]
  readonly legible: number
  /** Characters of lines that are evidently not what a reader sees: their fonts say otherwise. */
  readonly garbled: number
}

/** @param page in millimetres. Text outside it is `hidden`. */
export function pageLines(content: PageContent, page: { width: number; height: number }): PageLines {
  const found = inReadingOrder(
    textLines(concealed(content, page), page).filter(line => line.text.trim() !== ''),
  )
  const lines: Line[] = found.map(({ order: _, legible: __, illegible: ___, ...line }) =>
    // Text of templates and annotations may stand outside the page just as well.
    line.channel !== 'hidden' && overlap(line.box, [0, 0, page.width, page.height]) === 0
      ? { ...line, channel: 'hidden' }
      : line,
  )
  for (const text of content.unplaced) lines.push(...linesOf(text, 'hidden'))
  for (const link of new Set(content.links)) lines.push(...linesOf(link, 'link'))
  const sum = (count: (line: ReadLine) => number) => found.reduce((total, line) => total + count(line), 0)
  // One character out of a private range is a bullet or a check box.
  const garbled = (line: ReadLine) => line.illegible > 1 && line.illegible >= line.legible
  return {
    lines,
    legible: sum(line => line.legible),
    garbled: sum(line => (garbled(line) ? line.illegible : 0)),
  }
}

/** In character sizes: what reaches further down is slanted or upright text, and makes no row. */
const levelHeight = 1.7

/** Rows from the top, each from the left; a line joins a row when its middle lies inside it. */
function inReadingOrder(lines: readonly ReadLine[]): ReadLine[] {
  const rows: ReadLine[][] = []
  let row: ReadLine[] = []
  let bottom = Number.NEGATIVE_INFINITY
  for (const line of lines.toSorted((a, b) => a.box[1] - b.box[1])) {
    const level = line.box[3] <= levelHeight * line.size
    if (level && line.box[1] + line.box[3] / 2 < bottom) {
      row.push(line)
      continue
    }
    rows.push([line])
    if (!level) continue
    row = rows.at(-1) ?? []
    bottom = line.box[1] + line.box[3]
  }
  return rows.flatMap(each => each.toSorted((a, b) => a.box[0] - b.box[0]))
}
