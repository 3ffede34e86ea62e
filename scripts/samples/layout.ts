/** Sets a paper on A4 pages by GB/T 9704-2012: type area 156 × 225 mm, 22 lines of 28 characters. */
import type { Face } from './fonts.ts'
import { isHeading, type Paper } from './paper.ts'

/** Text on a page. Millimetres from the top left corner, `y` is the baseline; `size` in points. */
export interface Run {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly face: Face
  readonly color: 'black' | 'red'
  readonly anchor: 'left' | 'center' | 'right'
}

export interface Rule {
  readonly y: number
  readonly thickness: number
  readonly color: 'black' | 'red'
}

export interface Page {
  readonly runs: Run[]
  readonly rules: Rule[]
  readonly seals: { readonly x: number; readonly y: number; readonly text: string }[]
}

export const sheet = { width: 210, height: 297 }
/** GB/T 9704 5.2 */
export const typeArea = { left: 28, top: 37, width: 156, height: 225, lines: 22, characters: 28 }
const pitch = typeArea.height / typeArea.lines
const em = typeArea.width / typeArea.characters
/** 3号 (16 pt), less the trifle that makes 28 characters fill the line. */
const bodySize = (em / 25.4) * 72
const centre = typeArea.left + typeArea.width / 2
const right = typeArea.left + typeArea.width

/** Breaks into lines of at most `characters` em; closing punctuation may hang over the edge. */
export function breakLines(text: string, characters: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const character of text) {
    const width = /[ -~]/.test(character) ? 0.5 : 1
    if (used + width > characters && !/[，。；：、）”》〕]/.test(character)) {
      // A Latin word or a number goes to the next line whole.
      const word = /\w/.test(character) ? (/\w{1,16}$/.exec(line)?.[0] ?? '') : ''
      lines.push(line.slice(0, line.length - word.length))
      line = word
      used = word.length / 2
    }
    line += character
    used += width
  }
  if (line) lines.push(line)
  return lines
}

export function layOut(paper: Paper): Page[] {
  const pages: Page[] = []
  let page: Page = { runs: [], rules: [], seals: [] }
  pages.push(page)
  /** The line of the grid that comes next, from 0; a paper with a red head leaves the grid for a while. */
  let line = 0

  const put = (text: string, run: Partial<Run> & { x: number; y: number }) =>
    page.runs.push({ text, size: bodySize, face: 'body', color: 'black', anchor: 'left', ...run })
  const baseline = (at: number) => typeArea.top + at * pitch + 7.4
  const next = () => {
    if (line >= typeArea.lines) {
      page = { runs: [], rules: [], seals: [] }
      pages.push(page)
      line = 0
    }
    return baseline(line++)
  }

  // 份号, 密级, 紧急程度 stack at the top left in this order (7.2.1 to 7.2.3).
  const corner: [string | undefined, Face][] = [
    [paper.copyNumber, 'body'],
    [paper.level, 'hei'],
    [paper.urgency, 'hei'],
  ]
  for (const [text, face] of corner) if (text) put(text, { x: typeArea.left, y: next(), face })
  if (paper.corner) put(paper.corner, { x: right, y: baseline(0), face: 'hei', anchor: 'right' })

  if (paper.head) {
    // The head's top edge stands 72 mm below the edge of the sheet (7.2.4), the rule 4 mm under the number (7.2.7).
    const size = Math.min(52, ((156 / paper.head.length / 25.4) * 72) | 0)
    put(paper.head, { x: centre, y: 89, size, face: 'title', color: 'red', anchor: 'center' })
    put(paper.number ?? '', { x: centre, y: 114, anchor: 'center' })
    page.rules.push({ y: 118, thickness: 0.7, color: 'red' })
    line = 10
  } else {
    line += 2
    if (paper.number) put(paper.number, { x: centre, y: next(), anchor: 'center' })
  }

  for (const row of paper.title) put(row, { x: centre, y: next(), size: 22, face: 'title', anchor: 'center' })
  line++
  if (paper.addressee) {
    for (const row of breakLines(paper.addressee, typeArea.characters))
      put(row, { x: typeArea.left, y: next() })
  }
  for (const paragraph of paper.body) {
    const face = isHeading(paragraph) ? 'hei' : 'body'
    // A heading does not stand alone at the foot of a page.
    if (face === 'hei' && line === typeArea.lines - 1) line++
    for (const row of breakLines(`　　${paragraph}`, typeArea.characters)) {
      put(row, { x: typeArea.left, y: next(), face })
    }
  }
  if (paper.issuer) {
    line++
    const y = next()
    put(paper.issuer, { x: right - 4 * em - (paper.date?.length ?? 0) * 0.2 * em, y, anchor: 'right' })
    if (paper.date) put(paper.date, { x: right - 4 * em, y: next(), anchor: 'right' })
    if (paper.seal) page.seals.push({ x: right - 8 * em, y: y + 2, text: paper.issuer })
  }
  if (paper.note) put(paper.note, { x: typeArea.left + 2 * em, y: next() })
  if (paper.imprint) {
    const y = typeArea.top + typeArea.height - 2.5
    if (paper.copiesTo) {
      put(`抄送：${paper.copiesTo}`, { x: typeArea.left + em, y: y - 8, size: 14 })
      page.rules.push({ y: y - 14, thickness: 0.35, color: 'black' })
    }
    page.rules.push({ y: y - 5.8, thickness: 0.25, color: 'black' })
    put(paper.imprint[0], { x: typeArea.left + em, y, size: 14 })
    put(`${paper.imprint[1]}印发`, { x: right - em, y, size: 14, anchor: 'right' })
    page.rules.push({ y: y + 2.5, thickness: 0.35, color: 'black' })
  }
  for (const [index, sheetPage] of pages.entries()) {
    const odd = index % 2 === 0
    sheetPage.runs.push({
      text: `— ${index + 1} —`,
      x: odd ? right - em : typeArea.left + em,
      y: 273,
      size: 14,
      face: 'body',
      color: 'black',
      anchor: odd ? 'right' : 'left',
    })
  }
  return pages
}
