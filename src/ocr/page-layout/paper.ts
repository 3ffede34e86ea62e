/** What the paper of a page is like, so that whatever differs from it can be seen. */
import { Histogram } from './histogram.ts'
import { paperTone } from './paper-tone.ts'
import { type Sheet, sheetOf } from './sheet.ts'
import type { Tiles } from './tiles.ts'

export interface Paper {
  readonly sheet: Sheet
  /** Brightness of the bare paper at each tile, 0 to 255. */
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

/** A tile is bare paper when it is this near to the paper's tone and this even, in grey levels. */
const nearTone = 10
const evenEnough = 60
/** Even a page of one line has ink in one tile of five hundred. */
const inkPart = 0.002
/** The median of the deviations of a bell curve is 0.67 of its standard deviation. */
const medianDeviation = 0.67

export function paperOf(tiles: Tiles): Paper {
  const tones = new Histogram()
  const darkest = new Histogram()
  for (let at = 0; at < tiles.tone.length; at++) {
    tones.add(tiles.tone[at] as number)
    darkest.add(tiles.low[at] as number)
  }
  const brightness = tones.quantile(0.75)
  const sheet = sheetOf(tiles, brightness)
  const tone = paperTone(tiles, sheet)
  const [grains, ranges, strays] = [new Histogram(), new Histogram(), new Histogram()]
  let bare = 0
  for (let y = sheet.top; y < sheet.bottom; y++)
    for (let at = y * tiles.width + sheet.left; at < y * tiles.width + sheet.right; at++) {
      const stray = Math.abs((tiles.tone[at] as number) - (tone[at] as number))
      const range = (tiles.high[at] as number) - (tiles.low[at] as number)
      if (stray >= nearTone || range >= evenEnough) continue
      bare++
      grains.add(tiles.grain[at] as number)
      ranges.add(range)
      strays.add(stray * 16)
    }
  return {
    sheet,
    tone,
    grain: grains.quantile(0.5),
    range: ranges.quantile(0.5),
    stray: strays.quantile(0.5) / 16 / medianDeviation,
    contrast: Math.max(1, brightness - darkest.quantile(inkPart)),
    bare: bare / Math.max(1, (sheet.right - sheet.left) * (sheet.bottom - sheet.top)),
  }
}
