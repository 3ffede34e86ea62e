/** A page drawn without fonts, so that it is the same on every machine: characters are little grids of strokes. */
import { cover, type Manner } from '../../../scripts/fixtures/covered/cover.ts'
import type { Box } from '../../../src/document/document.ts'
import type { Raster } from '../../../src/document/picture.ts'
import type { ReadLine } from '../../../src/ocr/page-layout/scan.ts'

/** A4 at 100 dpi. */
export const size = { width: 827, height: 1169 }
const millimetre = size.width / 210

export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) / 2 ** 24
  }
}

type Color = readonly [number, number, number]
const black: Color = [25, 25, 25]
export const red: Color = [213, 32, 28]

export class Page {
  readonly raster: Raster
  readonly lines: ReadLine[] = []
  readonly random = dice(7)

  constructor(paper = 255) {
    const data = new Uint8Array(size.width * size.height * 3).fill(paper)
    this.raster = { ...size, channels: 3, data }
  }

  /** Fills a box, in pixels. */
  fill([x, y, width, height]: Box, [r, g, b]: Color): this {
    const { data } = this.raster
    for (let row = Math.round(y); row < Math.round(y + height); row++)
      for (let column = Math.round(x); column < Math.round(x + width); column++) {
        if (row < 0 || column < 0 || row >= size.height || column >= size.width) continue
        data.set([r, g, b], (row * size.width + column) * 3)
      }
    return this
  }

  /** A line of characters, millimetres; it is read unless `text` is empty. */
  write(text: string, x: number, y: number, high = 5.6, color = black): this {
    const em = high * millimetre
    const count = Math.max(1, text.length)
    for (let at = 0; at < count; at++) {
      const left = x * millimetre + at * em * 1.05
      const top = y * millimetre
      for (let stroke = 0; stroke < 3; stroke++) {
        this.fill(
          [left + em * (0.1 + 0.28 * stroke + 0.06 * this.random()), top, em * 0.09, em * 0.95],
          color,
        )
        this.fill([left, top + em * (0.08 + 0.3 * stroke + 0.1 * this.random()), em * 0.95, em * 0.06], color)
      }
    }
    const box: Box = [x * millimetre, y * millimetre, count * em * 1.05, em]
    this.lines.push({ text, box, confidence: 0.98 })
    return this
  }

  body(from = 110, count = 14): this {
    for (let line = 0; line < count; line++)
      this.write('为做好相关工作现将有关事项通知如下请认真贯彻落实', 28, from + line * 9.8)
    return this
  }

  /** Grain of a scanner, as a standard deviation in grey levels. */
  grain(deviation: number): this {
    const { data } = this.raster
    for (let at = 0; at < data.length; at += 3) {
      const noise = (this.random() + this.random() + this.random() - 1.5) * 2 * deviation
      for (let channel = 0; channel < 3; channel++)
        data[at + channel] = Math.max(0, Math.min(255, (data[at + channel] as number) + noise))
    }
    return this
  }

  cover(box: Box, manner: Manner): Raster {
    return cover(this.raster, box, manner, dice(3))
  }
}

/** Where the level of `marked` pages stands, in pixels. */
export const markPlace: Box = [28 * millimetre, 48 * millimetre, 36 * millimetre, 5.6 * millimetre]

/** An official page with a level that is not read: whether it is covered is for the test to say. */
export function marked(paper: number, deviation: number): Page {
  const page = new Page(paper)
    .write('安澜市人民政府文件', 45, 72, 13, red)
    .fill([28 * millimetre, 100 * millimetre, 156 * millimetre, 0.8 * millimetre], red)
    .body(112)
  const lines = [...page.lines]
  page.write('机密★二十年', 28, 48)
  page.lines.splice(0, page.lines.length, ...lines)
  return page.grain(deviation)
}
