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
/** Of the pixels of a row or column of cells; noise has a quarter of it, the smallest page number ten times as many. */
const inkShare = 1 / 2500
const leastInk = 4

/**
 * @param pixels RGB bytes; both sides whole multiples of 32.
 * @returns boxes with sides that are whole multiples of 32, from top to bottom, not overlapping; none when all is blank.
 */
export function inkBands(pixels: Uint8Array, width: number, height: number): Box[] {
  const [columns, rows] = [width / cell, height / cell]
  const ink = countInk(strongestInk(pixels, width * height), width, height)
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

/** The darkest channel: what ink of any colour takes from the paper. */
function strongestInk(pixels: Uint8Array, count: number): Uint8Array {
  const darkest = new Uint8Array(count)
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    const red = pixels[at] as number
    const green = pixels[at + 1] as number
    const blue = pixels[at + 2] as number
    darkest[i] = red < green ? (red < blue ? red : blue) : green < blue ? green : blue
  }
  return darkest
}

/** Pixels a cell that stand out from the pixels on both sides of them by more than the picture's noise. */
function countInk(tones: Uint8Array, width: number, height: number): Uint16Array {
  const least = Math.max(leastResponse, noiseReach * (medianResponse(tones, width) + 0.5))
  const columns = width / cell
  const ink = new Uint16Array((columns * height) / cell)
  const below = reach * width
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / cell) * columns
    const hasBoth = y >= reach && y < height - reach
    for (let x = reach, i = y * width + reach; x < width - reach; x++, i++) {
      const twice = 2 * (tones[i] as number)
      const across = twice - (tones[i - reach] as number) - (tones[i + reach] as number)
      if (across > least || -across > least) {
        ink[row + (x >> 4)] = (ink[row + (x >> 4)] as number) + 1
        continue
      }
      if (!hasBoth) continue
      const down = twice - (tones[i - below] as number) - (tones[i + below] as number)
      if (down > least || -down > least) ink[row + (x >> 4)] = (ink[row + (x >> 4)] as number) + 1
    }
  }
  return ink
}

function medianResponse(tones: Uint8Array, width: number): number {
  const counts = new Uint32Array(1024)
  let total = 0
  for (let i = reach * width + reach; i < tones.length - reach; i += 3, total++) {
    const response = Math.abs(
      2 * (tones[i] as number) - (tones[i - reach] as number) - (tones[i + reach] as number),
    )
    counts[response] = (counts[response] as number) + 1
  }
  let left = total / 2
  return counts.findIndex(count => {
    left -= count
    return left <= 0
  })
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
