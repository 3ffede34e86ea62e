/** Brightness of the bare paper at every place: photos are lit unevenly, and scans are darker along the spine. */
import { Histogram } from './histogram.ts'
import type { Sheet } from './sheet.ts'
import type { Tiles } from './tiles.ts'

/** Tiles a side of the blocks in which the tone is taken: larger than any cover is high. */
const block = 16
/** Most of a page is paper, and what is printed on it is darker. */
const paperPart = 0.6
/** Brightness of the paper of one block as a part of that of the next, at least. */
const slowest = 0.94
/** Blocks over which the tone spreads under what is printed: half of a page. */
const passes = 8

interface Blocks {
  readonly across: number
  readonly down: number
  readonly values: Float32Array
}

/** @returns the tone at each tile, 0 to 255; outside the sheet that of the nearest paper. */
export function paperTone(tiles: Tiles, sheet: Sheet): Float32Array {
  const blocks = withoutCovers(blocksOf(tiles, sheet))
  riseToNeighbours(blocks)
  const tone = new Float32Array(tiles.tone.length)
  const columns = Array.from({ length: tiles.width }, (_, x) => between(x - sheet.left, blocks.across))
  for (let y = 0, at = 0; y < tiles.height; y++) {
    const row = between(y - sheet.top, blocks.down)
    const [upper, lower] = [row.first * blocks.across, row.second * blocks.across]
    for (let x = 0; x < tiles.width; x++, at++) {
      const { first, second, part } = columns[x] as Between
      const above = mixed(blocks.values[upper + first], blocks.values[upper + second], part)
      const below = mixed(blocks.values[lower + first], blocks.values[lower + second], part)
      tone[at] = mixed(above, below, row.part)
    }
  }
  return tone
}

interface Between {
  readonly first: number
  readonly second: number
  readonly part: number
}

/** Between the middles of which two blocks a tile lies. */
function between(tile: number, count: number): Between {
  const place = Math.max(0, Math.min(count - 1, tile / block - 0.5))
  const first = Math.floor(place)
  return { first, second: Math.min(count - 1, first + 1), part: place - first }
}

const mixed = (a: number | undefined, b: number | undefined, part: number) =>
  (a as number) + ((b as number) - (a as number)) * part

function blocksOf(tiles: Tiles, sheet: Sheet): Blocks {
  const across = Math.max(1, Math.ceil((sheet.right - sheet.left) / block))
  const down = Math.max(1, Math.ceil((sheet.bottom - sheet.top) / block))
  const values = new Float32Array(across * down)
  const tones = new Histogram()
  for (let by = 0; by < down; by++)
    for (let bx = 0; bx < across; bx++) {
      tones.clear()
      const bottom = Math.min(sheet.bottom, sheet.top + (by + 1) * block)
      const right = Math.min(sheet.right, sheet.left + (bx + 1) * block)
      for (let y = sheet.top + by * block; y < bottom; y++)
        for (let x = sheet.left + bx * block; x < right; x++)
          // Quarters of a grey level: noisy white paper and a white box on it differ by one or two.
          tones.add((tiles.tone[y * tiles.width + x] as number) * 4)
      values[by * across + bx] = tones.quantile(paperPart) / 4
    }
  return { across, down, values }
}

/** A block that a white cover fills is an exception among its neighbours. */
function withoutCovers({ across, down, values }: Blocks): Blocks {
  const medians = new Float32Array(values.length)
  for (let by = 0; by < down; by++)
    for (let bx = 0; bx < across; bx++) {
      const around: number[] = []
      for (let y = Math.max(0, by - 1); y <= Math.min(down - 1, by + 1); y++)
        for (let x = Math.max(0, bx - 1); x <= Math.min(across - 1, bx + 1); x++)
          around.push(values[y * across + x] as number)
      around.sort((a, b) => a - b)
      medians[by * across + bx] = around[around.length >> 1] as number
    }
  return { across, down, values: medians }
}

/** Light falls off slowly over paper; where it drops at once something is printed, and the paper is that around it. */
function riseToNeighbours({ across, down, values }: Blocks): void {
  for (let pass = 0; pass < passes; pass++)
    for (let y = 0; y < down; y++)
      for (let x = 0; x < across; x++) {
        const at = y * across + x
        const most = Math.max(
          x > 0 ? (values[at - 1] as number) : 0,
          x + 1 < across ? (values[at + 1] as number) : 0,
          y > 0 ? (values[at - across] as number) : 0,
          y + 1 < down ? (values[at + across] as number) : 0,
        )
        values[at] = Math.max(values[at] as number, most * slowest)
      }
}
