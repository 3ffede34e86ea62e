/**
 * Joins runs of glyphs into visual lines. Everything is decided by where glyphs stand, not by the order in
 * which they were painted: a mark whose characters are painted one by one, or out of order, is still one line.
 */
import type { Box, Channel, Line } from '../../document/document.ts'
import { mayHoldMark } from '../mark-signs.ts'
import { alignedRuns, type Frame, type Row } from './aligned-runs.ts'
import type { Glyph, Run } from './content.ts'
import { apply, boxAround, overlap, round, roundBox } from './matrix.ts'
import { joinStacks } from './stacked-text.ts'
import { isWide } from './wide-character.ts'

/** A line that still knows how it was made. */
export interface ReadLine extends Line {
  readonly box: Box
  readonly size: number
  /** Place of its first glyph in painting order. */
  readonly order: number
  readonly legible: number
  readonly illegible: number
  readonly glyphs: readonly LineGlyph[]
}

export type LineGlyph = Pick<Glyph, 'text' | 'outline'>

interface Cell {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly run: Run
  readonly order: number
  readonly legible: boolean
  readonly outline?: string
  readonly covered?: true
}

/** In character sizes: a gap that separates words, lines, and letters spread out as in a heading. */
const latinGap = 0.2
const wordGap = 1
const lineGap = 2.5
const spreadGap = 4.5

/** @param page width and height of the visible page: body text outside it is `hidden`. */
export function textLines(runs: readonly Run[], page: Page): ReadLine[] {
  const lines = [...linesOf(runs, page), ...mixedLines(runs, page)]
  return joinStacks(lines).sort((a, b) => a.order - b.order)
}

interface Page {
  readonly width: number
  readonly height: number
}

/** Lines of which some is shown and some is not, if they may hold a mark: only the whole says what was written. */
function mixedLines(runs: readonly Run[], page: Page): ReadLine[] {
  const hidden = runs.filter(run => run.channel === 'hidden').length
  if (hidden === 0 || hidden === runs.length) return []
  const shown = new Set<Run>()
  const all: Run[] = []
  for (const run of runs) {
    if (run.channel !== 'hidden' && run.channel !== 'body') continue
    const copy: Run = { ...run, channel: 'hidden' }
    if (run.channel === 'body') shown.add(copy)
    all.push(copy)
  }
  const lines: ReadLine[] = []
  for (const row of alignedRuns(all)) {
    for (const piece of separate(words(cellsOf(row)))) {
      const cells = piece.flatMap(word => word.cells)
      if (!cells.some(cell => shown.has(cell.run)) || cells.every(cell => shown.has(cell.run))) continue
      const line = lineOf(piece, row.frame, page)
      if (mayHoldMark(line.text)) lines.push(line)
    }
  }
  return lines
}

function cellsOf(row: Row): Cell[] {
  const cells = row.runs.flatMap(({ run, order }) => run.glyphs.map(glyph => ({ ...glyph, run, order })))
  return cells.sort((a, b) => a.start - b.start)
}

function linesOf(runs: readonly Run[], page: Page): ReadLine[] {
  const lines: ReadLine[] = []
  for (const row of alignedRuns(runs)) {
    for (const piece of separate(words(cellsOf(row)))) {
      const covered = coveredStretches(piece)
      const hidden = covered.length === 1 && isWhole(covered[0] as Word[], piece)
      if (!hidden) lines.push(lineOf(piece, row.frame, page))
      for (const stretch of covered) {
        const line = lineOf(stretch, row.frame, page)
        lines.push(line.channel === 'hidden' ? line : { ...line, channel: 'covered' })
      }
    }
  }
  return lines
}

/** A stretch without a gap; `gap` is what stands before it, in characters, `painted` whether a space was painted. */
interface Word {
  readonly cells: Cell[]
  readonly gap: number
  readonly painted: boolean
}

function words(cells: readonly Cell[]): Word[] {
  const found: Word[] = []
  const pitch = usualPitch(cells)
  let previous: Cell | null = null
  let painted = false
  for (const cell of cells) {
    if (isBlank(cell.text)) {
      painted = true
      continue
    }
    const last = found.at(-1)
    const size = previous ? Math.max(1e-6, Math.min(cell.run.size, previous.run.size)) : 1
    const gap = previous ? (cell.start - previous.end) / size : 0
    const even =
      previous !== null && gap < wordGap && Math.abs(cell.start - previous.start - pitch) < 0.15 * pitch
    const separated = previous !== null && (painted || (!even && gap > gapBetween(previous.text, cell.text)))
    if (last && !separated) last.cells.push(cell)
    else found.push({ cells: [cell], gap, painted })
    previous = cell
    painted = false
  }
  return found
}

/** Distance from one character to the next where letters are spread evenly; 0 where there are too few to tell. */
function usualPitch(cells: readonly Cell[]): number {
  const ink = cells.filter(cell => !isBlank(cell.text))
  if (ink.length < 4) return 0
  const pitches = ink.slice(1).map((cell, index) => cell.start - (ink[index] as Cell).start)
  return pitches.sort((a, b) => a - b)[pitches.length >> 1] as number
}

function gapBetween(before: string, after: string): number {
  return isWide(before) || isWide(after) ? wordGap : latinGap
}

/** Cuts where the gap is too wide for one line. */
function separate(all: readonly Word[]): Word[][] {
  const pieces: Word[][] = []
  for (const [index, word] of all.entries()) {
    const before = all[index - 1]
    const spread = before?.cells.length === 1 && word.cells.length === 1 && isWide(word.cells[0]?.text ?? '')
    if (before && word.gap <= (spread ? spreadGap : lineGap)) pieces.at(-1)?.push(word)
    else pieces.push([word])
  }
  return pieces
}

/**
 * Stretches of a line that are covered, each a line of its own. Of a line that is partly covered the whole stays
 * as well: what it says is only understood together.
 */
function coveredStretches(piece: readonly Word[]): Word[][] {
  const stretches: Word[][] = []
  let follows = false
  for (const word of piece) {
    let cells: Cell[] | null = null
    for (const cell of word.cells) {
      if (!cell.covered) {
        cells = null
        follows = false
        continue
      }
      if (cells) {
        cells.push(cell)
        continue
      }
      cells = [cell]
      if (follows) stretches.at(-1)?.push({ ...word, cells })
      else stretches.push([{ ...word, cells }])
      follows = true
    }
  }
  return stretches
}

function isWhole(stretch: readonly Word[], piece: readonly Word[]): boolean {
  const count = (words: readonly Word[]) => words.reduce((sum, word) => sum + word.cells.length, 0)
  return count(stretch) === count(piece)
}

function lineOf(piece: readonly Word[], frame: Frame, page: Page): ReadLine {
  const cells = piece.flatMap(word => word.cells)
  const text = piece.map((word, index) => spaceBefore(piece[index - 1], word) + textOf(word)).join('')
  const first = cells[0] as Cell
  const start = least(cells, cell => cell.start)
  const end = -least(cells, cell => -cell.end)
  const from = least(cells, cell => cell.run.across + cell.run.from)
  const to = -least(cells, cell => -(cell.run.across + cell.run.to))
  const corners = [start, end].flatMap(along => [from, to].map(across => [along, across] as const))
  const box = roundBox(boxAround(corners.map(([along, across]) => apply(frame.toPage, along, across))))
  const color = mostFrequent(cells.map(cell => cell.run.color))
  const legible = cells.filter(cell => cell.legible).length
  return {
    text,
    channel: visibleChannel(first.run.channel, box, page),
    box,
    confidence: 1,
    size: round(mostFrequent(cells.map(cell => cell.run.size)) ?? first.run.size),
    ...(color === undefined ? {} : { color }),
    order: least(cells, cell => cell.order),
    legible,
    illegible: cells.length - legible,
    glyphs: cells,
  }
}

function textOf(word: Word): string {
  return word.cells.map(cell => cell.text).join('')
}

/** Single Chinese characters that stand apart are a heading spread out, not words. */
function spaceBefore(before: Word | undefined, word: Word): string {
  if (!before) return ''
  const spread = !word.painted && before.cells.length === 1 && word.cells.length === 1
  return spread && isWide(textOf(before)) && isWide(textOf(word)) ? '' : ' '
}

/** Text outside the visible page can be brought back by anyone who removes the crop. */
function visibleChannel(channel: Channel, box: Box, page: Page): Channel {
  if (channel !== 'body') return channel
  const shown = overlap(box, [0, 0, page.width, page.height])
  return shown < (box[2] * box[3]) / 2 ? 'hidden' : channel
}

function least(cells: readonly Cell[], value: (cell: Cell) => number): number {
  return cells.reduce((smallest, cell) => Math.min(smallest, value(cell)), Infinity)
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: T | undefined
  let most = 0
  for (const [value, count] of counts) {
    if (count > most) [best, most] = [value, count]
  }
  return best
}

function isBlank(text: string): boolean {
  return /^[\s\u200b]*$/.test(text)
}
