/**
 * Which parts of a page hold ink at all: the detector takes its time by the pixels, and half of a page is margin or
 * empty. What it sees of the rest is the same.
 */
import type { Box } from '../../document/document.ts'

/** Side of the cells in which ink is counted, in pixels. */
const cell = 16
/** Blank cells left around ink: the network looks this far for what belongs together. */
const margin = 2
/** Blank rows of cells between two bands, both margins included, from which on they are looked at apart. */
const leastGap = 6
/** The network halves its input five times: sides are whole multiples, in cells. */
const strideCells = 2
/** How far, in pixels, a stroke is compared with the paper on both sides. */
const reach = 5
/** A difference that is ink whatever the noise, in grey levels; it counts both sides, so that half is the contrast. */
const leastResponse = 10
/** Greater than the median response by this factor: four standard deviations of even noise. */
const noiseReach = 6
/**
 * What would be taken for noise above this is no noise, but stripes, a texture, or a small picture full of strokes: ink
 * cannot be told from it, and all of the picture is looked at.
 */
const greatestNoise = 60
/** Of the pixels of a row or column of cells; noise has a quarter of it, the smallest page number ten times as many. */
const inkShare = 1 / 2500
const leastInk = 4

/**
 * @param pixels RGB bytes; both sides whole multiples of 32.
 * @returns boxes with sides that are whole multiples of 32, from top to bottom, not overlapping; none when all is blank,
 *   the whole picture when paper cannot be told from ink.
 */
export function inkBands(pixels: Uint8Array, width: number, height: number): Box[] {
  const [columns, rows] = [width / cell, height / cell]
  const least: Least = [leastInkResponse(pixels, 0), leastInkResponse(pixels, 1), leastInkResponse(pixels, 2)]
  if (Math.max(...least) > greatestNoise) return [[0, 0, width, height]]
  const ink = countInk(pixels, width, height, least)
  const isInked = (count: number, cells: number) =>
    count >= Math.max(leastInk, inkShare * cells * cell * cell)
  const inked: number[] = []
  for (let row = 0; row < rows; row++) {
    let count = 0
    for (let column = 0; column < columns; column++) count += ink[row * columns + column] as number
    if (isInked(count, columns)) inked.push(row)
  }
  return runs(inked).map(([first, last]) => {
    const [top, bottom] = widened(first, last, rows)
    const inkedColumns: number[] = []
    for (let column = 0; column < columns; column++) {
      let count = 0
      for (let row = first; row <= last; row++) count += ink[row * columns + column] as number
      if (isInked(count, last - first + 1)) inkedColumns.push(column)
    }
    const [left, right] = widened(inkedColumns[0] ?? 0, inkedColumns.at(-1) ?? columns - 1, columns)
    return [left * cell, top * cell, (right - left) * cell, (bottom - top) * cell]
  })
}

/** Of red, green and blue: responses above these are ink. */
type Least = readonly [number, number, number]

/**
 * Pixels a cell that stand out from the pixels on both sides of them by more than the picture's noise, in any channel:
 * gold on red is lighter in green only.
 */
function countInk(pixels: Uint8Array, width: number, height: number, [red, green, blue]: Least): Uint16Array {
  const columns = width / cell
  const ink = new Uint16Array((columns * height) / cell)
  const beside = 3 * reach
  const below = beside * width
  const standsOut = (at: number, distance: number, least: number) => {
    const response =
      2 * (pixels[at] as number) - (pixels[at - distance] as number) - (pixels[at + distance] as number)
    return response > least || -response > least
  }
  const isInk = (at: number, distance: number) =>
    standsOut(at + 1, distance, green) || standsOut(at, distance, red) || standsOut(at + 2, distance, blue)
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / cell) * columns
    const hasBoth = y >= reach && y < height - reach
    for (let x = reach, at = 3 * (y * width + reach); x < width - reach; x++, at += 3) {
      if (isInk(at, beside) || (hasBoth && isInk(at, below)))
        ink[row + (x >> 4)] = (ink[row + (x >> 4)] as number) + 1
    }
  }
  return ink
}

/** By the median response of one channel, which is noise: most of a page is paper. */
function leastInkResponse(pixels: Uint8Array, channel: 0 | 1 | 2): number {
  const counts = new Uint32Array(1024)
  const beside = 3 * reach
  let total = 0
  for (let at = beside + channel; at < pixels.length - beside; at += 9, total++) {
    const response = Math.abs(
      2 * (pixels[at] as number) - (pixels[at - beside] as number) - (pixels[at + beside] as number),
    )
    counts[response] = (counts[response] as number) + 1
  }
  let left = total / 2
  const median = counts.findIndex(count => {
    left -= count
    return left <= 0
  })
  return Math.max(leastResponse, noiseReach * (median + 0.5))
}

/** First and last of the rows that are nearer to each other than the least gap. */
function runs(rows: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (const row of rows) {
    const run = found.at(-1)
    if (run !== undefined && row - run[1] <= leastGap) run[1] = row
    else found.push([row, row])
  }
  return found
}

/** From the first cell to behind the last, with margins, inside the picture and whole multiples of the stride. */
function widened(first: number, last: number, length: number): [number, number] {
  const from = Math.max(0, first - margin)
  const to = Math.min(length, last + 1 + margin)
  return [from - (from % strideCells), Math.min(length, to + (to % strideCells))]
}
