/** Where a picture holds dark, coloured and pale ink, on a coarse grid: tells where one look is not enough. */
import type { Raster } from '../../document/picture.ts'

export interface InkMap {
  readonly columns: number
  readonly rows: number
  /** Side of a cell in pixels of the raster. */
  readonly cell: number
  /** Shares (0 to 1) of each cell, row by row. */
  readonly dark: Float32Array
  readonly colored: Float32Array
  readonly pale: Float32Array
  /** Black ink, and the tones between it and faint ink: a red seal in a grey copy. Both overlap with the others. */
  readonly black: Float32Array
  readonly grey: Float32Array
  /** Brightness of the paper in each cell, 0 to 255. */
  readonly paper: Uint8Array
}

/** Cells along the long side: one of A4 is 2 mm high, a third of a line. */
const cellsAlong = 150
const leastCell = 4
/** Every second pixel each way tells as much as all of them. */
const step = 2
/** Ink lets through less than this part of the paper's light. */
const darkShare = 0.55
/** A red seal comes out of a grey copier at 0.35 to 0.6 of the paper, text at 0.1 to 0.3. */
const blackShare = 0.32
const greyShare = 0.68
/** Grey levels: faint print and watermarks differ from the paper by at least this much, and are lighter than ink. */
const paleLeast = 12
/** Difference between the strongest and the weakest channel above which ink is coloured; paper has up to 30. */
const leastChroma = 45

/** One pass over a quarter of the pixels for the paper, one for the ink: about 10 ms for A4 at 200 dpi. */
export function mapInk(raster: Raster): InkMap {
  const { width, height } = raster
  const cell = Math.max(leastCell, Math.round(Math.max(width, height) / cellsAlong))
  const columns = Math.ceil(width / cell)
  const rows = Math.ceil(height / cell)
  const { paper, chroma } = paperOf(raster, cell, columns, rows)
  const count = columns * rows
  const total = new Uint32Array(count)
  const dark = new Float32Array(count)
  const colored = new Float32Array(count)
  const pale = new Float32Array(count)
  const black = new Float32Array(count)
  const grey = new Float32Array(count)
  const { data, channels } = raster
  const isGrey = channels === 1
  const columnOf = Uint16Array.from({ length: width }, (_, x) => x / cell)
  for (let y = 0; y < height; y += step) {
    const row = Math.floor(y / cell) * columns
    for (let x = 0, at = y * width * channels; x < width; x += step, at += step * channels) {
      const index = row + (columnOf[x] as number)
      const red = data[at] as number
      const green = isGrey ? red : (data[at + 1] as number)
      const blue = isGrey ? red : (data[at + 2] as number)
      const strongest = Math.max(red, green, blue)
      const white = paper[index] as number
      const luminance = (red * 77 + green * 151 + blue * 28) >> 8
      total[index] = (total[index] as number) + 1
      if (luminance < blackShare * white) black[index] = (black[index] as number) + 1
      else if (luminance < greyShare * white) grey[index] = (grey[index] as number) + 1
      if (strongest < darkShare * white) dark[index] = (dark[index] as number) + 1
      else if (strongest - Math.min(red, green, blue) - (chroma[index] as number) > leastChroma)
        colored[index] = (colored[index] as number) + 1
      else if (white - luminance > paleLeast) pale[index] = (pale[index] as number) + 1
    }
  }
  for (const shares of [dark, colored, pale, black, grey]) {
    for (let i = 0; i < count; i++) shares[i] = (shares[i] as number) / Math.max(1, total[i] as number)
  }
  return { columns, rows, cell, dark, colored, pale, black, grey, paper }
}

/** The lightest pixel in and around a cell is its paper, unless all of it is ink. */
function paperOf(
  { width, height, channels, data }: Raster,
  cell: number,
  columns: number,
  rows: number,
): { paper: Uint8Array; chroma: Uint8Array } {
  const lightest = new Uint8Array(columns * rows)
  const itsChroma = new Uint8Array(columns * rows)
  const isGrey = channels === 1
  const columnOf = Uint16Array.from({ length: width }, (_, x) => x / cell)
  for (let y = 0; y < height; y += step) {
    const row = Math.floor(y / cell) * columns
    for (let x = 0, at = y * width * channels; x < width; x += step, at += step * channels) {
      const index = row + (columnOf[x] as number)
      const red = data[at] as number
      const green = isGrey ? red : (data[at + 1] as number)
      const blue = isGrey ? red : (data[at + 2] as number)
      const luminance = (red * 77 + green * 151 + blue * 28) >> 8
      if (luminance <= (lightest[index] as number)) continue
      lightest[index] = luminance
      itsChroma[index] = Math.max(red, green, blue) - Math.min(red, green, blue)
    }
  }
  const paper = new Uint8Array(columns * rows)
  const chroma = new Uint8Array(columns * rows)
  // Large characters fill whole cells: their paper is that of the cells two away.
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let from = row * columns + column
      for (const [down, across] of around) {
        const r = row + down
        const c = column + across
        if (r < 0 || c < 0 || r >= rows || c >= columns) continue
        const other = r * columns + c
        if ((lightest[other] as number) > (lightest[from] as number)) from = other
      }
      paper[row * columns + column] = lightest[from] as number
      chroma[row * columns + column] = itsChroma[from] as number
    }
  }
  return { paper, chroma }
}

const around = [-2, 0, 2].flatMap(down => [-2, 0, 2].map(across => [down, across] as const))
