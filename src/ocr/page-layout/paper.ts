/** What the paper of a page is like, place by place, so that whatever differs from it can be seen. */
import type { Tiles } from './tiles.ts'

export interface Sheet {
  /** The paper within the picture, in tiles; right and bottom exclusive. */
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Tiles a millimetre, if the paper is 210 mm wide. */
  readonly unit: number
}

export interface Paper {
  readonly sheet: Sheet
  /** Brightness of the bare paper at each tile. */
  readonly tone: Float32Array
  /** Grain of bare paper, in sixteenths of a grey level. */
  readonly grain: number
  /** Difference of the darkest and brightest cell of a tile of bare paper. */
  readonly range: number
  /** How far the brightness of a tile of bare paper strays, as a standard deviation. */
  readonly stray: number
  /** Brightness of paper less that of the darkest ink. */
  readonly contrast: number
  /** Part of the sheet that is bare paper, 0 to 1. */
  readonly bare: number
}

/** Tiles a side of the blocks in which the tone of the paper is taken: larger than any cover is high. */
const block = 16
/** Brightness of the paper of one block as a part of that of the next, at least. */
const slowest = 0.94
const sideways = 210

export function paperOf(tiles: Tiles): Paper {
  const brightness = quantile(
    histogram(tiles.tone, () => true),
    0.75,
  )
  const sheet = sheetOf(tiles, brightness)
  const tone = toneOf(tiles, sheet)
  const near = (at: number) =>
    Math.abs((tiles.tone[at] as number) - (tone[at] as number)) < 10 &&
    (tiles.high[at] as number) - (tiles.low[at] as number) < 60
  const strays = new Float32Array(tiles.tone.length)
  const ranges = new Float32Array(tiles.tone.length)
  let bare = 0
  let all = 0
  for (let y = sheet.top; y < sheet.bottom; y++)
    for (let x = sheet.left; x < sheet.right; x++) {
      const at = y * tiles.width + x
      all++
      if (!near(at)) continue
      bare++
      strays[at] = Math.min(255, Math.abs((tiles.tone[at] as number) - (tone[at] as number)) * 16)
      ranges[at] = (tiles.high[at] as number) - (tiles.low[at] as number)
    }
  const inside = (at: number) => {
    const x = at % tiles.width
    const y = (at - x) / tiles.width
    return x >= sheet.left && x < sheet.right && y >= sheet.top && y < sheet.bottom && near(at)
  }
  // Even a page of one line has ink in one tile of five hundred.
  const ink = quantile(
    histogram(tiles.low, () => true),
    0.002,
  )
  return {
    sheet,
    tone,
    grain: quantile(histogram(tiles.grain, inside), 0.5),
    range: quantile(histogram(ranges, inside), 0.5),
    // The median of the deviations of a bell curve is 0.67 of its standard deviation.
    stray: quantile(histogram(strays, inside), 0.5) / 16 / 0.67,
    contrast: Math.max(1, brightness - ink),
    bare: all === 0 ? 0 : bare / all,
  }
}

/** The sheet ends where a whole row or column is much darker: a desk, a scanner's lid. */
function sheetOf({ width, height, tone }: Tiles, brightness: number): Sheet {
  const isBright = (x: number, y: number) => (tone[y * width + x] as number) > brightness * 0.7
  const bright = (count: number, test: (at: number) => boolean) => {
    let sum = 0
    for (let at = 0; at < count; at++) if (test(at)) sum++
    return sum > count * 0.5
  }
  const column = (x: number) => bright(height, y => isBright(x, y))
  const row = (y: number) => bright(width, x => isBright(x, y))
  let [left, right, top, bottom] = [0, width, 0, height]
  while (left < width && !column(left)) left++
  while (right > left && !column(right - 1)) right--
  while (top < height && !row(top)) top++
  while (bottom > top && !row(bottom - 1)) bottom--
  // Half of the picture or less is no sheet on a desk but a bright part of a picture.
  if (right - left < width * 0.6 || bottom - top < height * 0.6)
    [left, right, top, bottom] = [0, width, 0, height]
  return { left, top, right, bottom, unit: (right - left) / sideways }
}

/** Medians of blocks, smoothed by the medians of their neighbours, and between blocks in proportion. */
function toneOf(tiles: Tiles, sheet: Sheet): Float32Array {
  const across = Math.max(1, Math.ceil((sheet.right - sheet.left) / block))
  const down = Math.max(1, Math.ceil((sheet.bottom - sheet.top) / block))
  const blocks = new Float32Array(across * down)
  const bins = new Uint32Array(256)
  for (let by = 0; by < down; by++)
    for (let bx = 0; bx < across; bx++) {
      bins.fill(0)
      const bottom = Math.min(sheet.bottom, sheet.top + (by + 1) * block)
      const right = Math.min(sheet.right, sheet.left + (bx + 1) * block)
      for (let y = sheet.top + by * block; y < bottom; y++)
        for (let x = sheet.left + bx * block; x < right; x++)
          count(bins, tiles.tone[y * tiles.width + x] as number)
      // Most of a page is paper, and what is printed is darker.
      blocks[by * across + bx] = quantile(bins, 0.6)
    }
  const smooth = new Float32Array(blocks.length)
  for (let by = 0; by < down; by++)
    for (let bx = 0; bx < across; bx++) {
      const around: number[] = []
      for (let y = Math.max(0, by - 1); y <= Math.min(down - 1, by + 1); y++)
        for (let x = Math.max(0, bx - 1); x <= Math.min(across - 1, bx + 1); x++)
          around.push(blocks[y * across + x] as number)
      around.sort((a, b) => a - b)
      smooth[by * across + bx] = around[around.length >> 1] as number
    }
  riseToNeighbours(smooth, across, down)
  const tone = new Float32Array(tiles.tone.length)
  for (let y = 0; y < tiles.height; y++)
    for (let x = 0; x < tiles.width; x++) {
      const fx = Math.max(0, Math.min(across - 1, (x - sheet.left) / block - 0.5))
      const fy = Math.max(0, Math.min(down - 1, (y - sheet.top) / block - 0.5))
      const [x0, y0] = [Math.floor(fx), Math.floor(fy)]
      const [x1, y1] = [Math.min(across - 1, x0 + 1), Math.min(down - 1, y0 + 1)]
      const [u, v] = [fx - x0, fy - y0]
      const value = (bx: number, by: number) => smooth[by * across + bx] as number
      tone[y * tiles.width + x] =
        (value(x0, y0) * (1 - u) + value(x1, y0) * u) * (1 - v) +
        (value(x0, y1) * (1 - u) + value(x1, y1) * u) * v
    }
  return tone
}

/** Light falls off slowly over paper; where it drops at once something is printed, and the paper is that around it. */
function riseToNeighbours(blocks: Float32Array, across: number, down: number): void {
  for (let pass = 0; pass < 8; pass++)
    for (let y = 0; y < down; y++)
      for (let x = 0; x < across; x++) {
        let most = blocks[y * across + x] as number
        const rise = (value: number | undefined) => {
          if (value !== undefined && value * slowest > most) most = value * slowest
        }
        if (x > 0) rise(blocks[y * across + x - 1])
        if (x + 1 < across) rise(blocks[y * across + x + 1])
        if (y > 0) rise(blocks[(y - 1) * across + x])
        if (y + 1 < down) rise(blocks[(y + 1) * across + x])
        blocks[y * across + x] = most
      }
}

function count(bins: Uint32Array, value: number): void {
  const bin = Math.max(0, Math.min(bins.length - 1, Math.round(value)))
  bins[bin] = (bins[bin] as number) + 1
}

function histogram(values: ArrayLike<number>, isMeant: (at: number) => boolean): Uint32Array {
  const bins = new Uint32Array(1024)
  for (let at = 0; at < values.length; at++) if (isMeant(at)) count(bins, values[at] as number)
  return bins
}

/** The value below which a part of all lies, to the nearest whole number. */
function quantile(bins: Uint32Array, part: number): number {
  let all = 0
  for (const bin of bins) all += bin
  let sum = 0
  for (let value = 0; value < bins.length; value++) {
    sum += bins[value] as number
    if (sum > 0 && sum >= all * part) return value
  }
  return 0
}
