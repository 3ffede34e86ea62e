/**
 * Pictures that cannot hold a legible character, told in milliseconds where looking for text takes hundreds: specks,
 * plain areas, gradients, blank scans with the noise of the scanner, rules and stripes.
 *
 * A picture is skipped only when it is smooth or striped, both measured on its own pixels, unscaled and in every
 * channel. Measured over drawn marks from 7 px and 2 grey levels up: nothing that PP-OCR could read was skipped.
 */
import type { Raster } from '../document/picture.ts'

/** Smaller than this, in pixels, no character is legible: rules, bullets, spacers, tracking pixels. */
const legibleSide = 8
/** A picture with fewer pixels a side may be all text: there is no paper to compare with, and little to gain. */
const smallSide = 32
/** Grey levels, of 255, by which pixels of one colour differ after rounding. */
const sameColor = 1

/** Whether a picture holds no text that anybody could read. */
export function isBlank(raster: Raster): boolean {
  const { width, height, channels, data } = raster
  const side = Math.min(width, height)
  if (side < legibleSide) return true
  if (side < smallSide) return isPlain(data, 0, data.length, channels)
  return isSmooth(raster) || isStriped(raster)
}

/** Pixels a side of the cells that are compared. Their mean has a quarter of the pixels' noise. */
const cell = 4
/** How far apart, in cells, ink and paper are looked for: strokes of small characters, soft edges of large ones. */
const reaches = [1, 3] as const
/** A response is twice a cell's sum less its two neighbours' sums; so many make a grey level. */
const unit = 2 * cell * cell
/** What rounding leaves between the cells of a gradient, in grey levels. */
const evenness = 0.6
/** From here on a cell is ink, however noisy the picture: no text that PP-OCR could read stayed below 5.9. */
const certainInk = 3
/** The greatest of a million samples of noise is four times its upper quartile; JPEG makes it up to five. */
const noiseReach = 6
/** Pixels from which on noise is told from ink: in less, the ink itself would pass for noise. */
const noisyFrom = 100_000

/**
 * Whether no cell stands out from the cells on both sides of it, along or across, by more than the picture's own
 * noise. What changes evenly, however much, does not stand out. Ends at the first cell that is ink for certain: on a
 * page of text in its first line.
 */
function isSmooth(raster: Raster): boolean {
  const { width, height, channels } = raster
  const tally = new Uint32Array(certainInk * unit)
  const rows: Uint16Array[] = []
  for (let y = 0; y + cell <= height; y += cell) {
    const row = cellSums(raster, y)
    rows.push(row)
    if (rows.length > 2 * Math.max(...reaches) + 1) rows.shift()
    for (const reach of reaches) {
      const across = reach * channels
      if (!count(row.subarray(across), row, row.subarray(2 * across), tally)) return false
      const [above, middle] = [rows.at(-1 - 2 * reach), rows.at(-1 - reach)]
      if (above !== undefined && middle !== undefined && !count(middle, above, row, tally)) return false
    }
  }
  const greatest = tally.findLastIndex(times => times > 0)
  const noise = width * height < noisyFrom ? 0 : upperQuartile(tally)
  return greatest < Math.max(evenness * unit, noiseReach * noise)
}

/** Sums of the cells in one row of cells, channels side by side as in the raster; a sum is at most 4,080. */
function cellSums({ width, channels, data }: Raster, top: number): Uint16Array {
  const columns = Math.floor(width / cell)
  const sums = new Uint16Array(columns * channels)
  for (let y = top; y < top + cell; y++) {
    let from = y * width * channels
    for (let column = 0; column < sums.length; column += channels) {
      for (let to = column; to < column + channels; to++, from++) {
        sums[to] =
          (sums[to] as number) +
          (data[from] as number) +
          (data[from + channels] as number) +
          (data[from + 2 * channels] as number) +
          (data[from + 3 * channels] as number)
      }
      from += (cell - 1) * channels
    }
  }
  return sums
}

/** Tallies the responses of the cells that have both neighbours, until one is ink for certain: then false. */
function count(middle: Uint16Array, before: Uint16Array, after: Uint16Array, tally: Uint32Array): boolean {
  let even = 0
  for (let i = 0; i < after.length; i++) {
    const response = Math.abs(2 * (middle[i] as number) - (before[i] as number) - (after[i] as number))
    if (response >= tally.length) return false
    // Most of a clean picture is 0: adding those up once a row is twice as fast.
    if (response > 0) tally[response] = (tally[response] as number) + 1
    else even++
  }
  tally[0] = (tally[0] as number) + even
  return true
}

function upperQuartile(tally: Uint32Array): number {
  let left = tally.reduce((sum, times) => sum + times, 0) / 4
  return tally.findLastIndex(times => {
    left -= times
    return left <= 0
  })
}

/** Whether all rows, or all columns, are of one colour from end to end: rules, frames' sides, flags, bars. */
function isStriped({ width, height, channels, data }: Raster): boolean {
  const stride = width * channels
  let [rows, columns] = [true, true]
  for (let start = 0; start < height * stride && (rows || columns); start += stride) {
    rows &&= isPlain(data, start, start + stride, channels)
    columns &&= isFirstRow(data, start, stride)
  }
  return rows || columns
}

/** Whether pixels show what the first of them shows. */
function isPlain(data: Uint8Array, start: number, end: number, channels: number): boolean {
  for (let channel = 0; channel < channels; channel++) {
    const first = data[start + channel] as number
    for (let i = start + channel; i < end; i += channels) {
      if (Math.abs((data[i] as number) - first) > sameColor) return false
    }
  }
  return true
}

/** Whether a row shows what the first row shows. */
function isFirstRow(data: Uint8Array, start: number, stride: number): boolean {
  for (let i = 0; i < stride; i++) {
    if (Math.abs((data[start + i] as number) - (data[i] as number)) > sameColor) return false
  }
  return true
}
