/** Running text in two columns is read down the left one first; the cells of a table stay in their rows. */
import type { RecognisedLine } from './engine.ts'

/** Shorter lines are cells, headings, page numbers. */
const proseLength = 10
/** Lines of running text that make a column. */
const leastLines = 4
/** Of all lines of running text, at most this part may run across both columns: titles, summaries. */
const mostCrossing = 0.4
/** Places across the page at which a gutter is looked for. */
const places = 48

/** @param lines in rows from the top, each from the left. */
export function inColumns(lines: readonly RecognisedLine[]): RecognisedLine[] {
  const prose = lines.filter(({ text, turns }) => turns === 0 && text.length >= proseLength)
  if (prose.length < 2 * leastLines) return [...lines]
  const gutter = findGutter(prose)
  if (gutter === null) return [...lines]
  const ordered: RecognisedLine[] = []
  let [left, right]: [RecognisedLine[], RecognisedLine[]] = [[], []]
  const flush = () => {
    ordered.push(...left, ...right)
    left = []
    right = []
  }
  for (const line of lines) {
    const side = sideOf(line, gutter)
    if (side === 'left') left.push(line)
    else if (side === 'right') right.push(line)
    else {
      // A line across the page ends what stands above it in both columns.
      flush()
      ordered.push(line)
    }
  }
  flush()
  return ordered
}

function sideOf({ box }: RecognisedLine, gutter: number): 'left' | 'right' | 'across' {
  if (box[0] + box[2] <= gutter) return 'left'
  return box[0] >= gutter ? 'right' : 'across'
}

/** The place that fewest lines cross, with a column of running text on either side, both beginning at one edge. */
function findGutter(prose: readonly RecognisedLine[]): number | null {
  const start = Math.min(...prose.map(({ box }) => box[0]))
  const end = Math.max(...prose.map(({ box }) => box[0] + box[2]))
  let best: number | null = null
  let fewest = mostCrossing * prose.length
  for (let step = Math.ceil(places / 5); step < places * 0.8; step++) {
    const gutter = start + ((end - start) * step) / places
    const left = prose.filter(line => sideOf(line, gutter) === 'left')
    const right = prose.filter(line => sideOf(line, gutter) === 'right')
    const crossing = prose.length - left.length - right.length
    if (crossing >= fewest || left.length < leastLines || right.length < leastLines) continue
    if (!isFlush(right)) continue
    fewest = crossing
    best = gutter
  }
  return best
}

/** Most lines begin at one edge, as those of a column do. */
function isFlush(lines: readonly RecognisedLine[]): boolean {
  const starts = lines.map(({ box }) => box[0]).sort((a, b) => a - b)
  const edge = starts[Math.floor(starts.length * 0.25)] ?? 0
  const near = lines.filter(({ box, size }) => Math.abs(box[0] - edge) <= 2.5 * size)
  return near.length >= 0.7 * lines.length
}
