/** Character formatting (MS-DOC 2.6.1, 2.8.5, 2.9.32): what is hidden, deleted, inserted; size, colour, font. */
import { Binary } from '../binary.ts'
import type { Range } from './fib.ts'

export interface CharacterFormat {
  readonly hidden?: boolean
  readonly deleted?: boolean
  readonly inserted?: boolean
  /** Points. */
  readonly size?: number
  /** `#rrggbb` */
  readonly color?: string
  /** Number of the font. */
  readonly font?: number
  /** A character of a symbol font that stands here as `(`. */
  readonly symbol?: { readonly font: number; readonly code: number }
}

/** Formatting of the bytes from `start` to `end` of the stream WordDocument. */
export interface FormatRun {
  readonly start: number
  readonly end: number
  readonly format: CharacterFormat
}

const pageBytes = 512
/** Colours by number (2.9.119 Ico); 0 is automatic. */
const palette =
  ' #000000 #0000ff #00ffff #00ff00 #ff00ff #ff0000 #ffff00 #ffffff #000080 #008080 #008000 #800080 #800000 #808000 #808080 #c0c0c0'.split(
    ' ',
  )

/** Bytes of an operand by the upper three bits of its sprm (2.2.5.1); 0 for those with a length before them. */
const operandBytes = [1, 1, 2, 4, 2, 2, 0, 3]

/** The runs of all formatted disk pages that the table names, in order of their places. */
export function readFormatRuns(document: Binary, table: Binary, place: Range): FormatRun[] {
  const count = Math.floor((Math.min(place.length, table.length - place.at) - 4) / 8)
  const pages = new Set<number>()
  for (let i = 0; i < count; i++) pages.add(table.u32(place.at + 4 * (count + 1) + 4 * i) & 0x3fffff)
  const runs: FormatRun[] = []
  for (const page of pages) {
    const start = page * pageBytes
    if (start + pageBytes > document.length) continue
    const runCount = document.u8(start + pageBytes - 1)
    for (let i = 0; i < runCount && 4 * (runCount + 1) + i < pageBytes - 1; i++) {
      const offset = 2 * document.u8(start + 4 * (runCount + 1) + i)
      const size = offset === 0 ? 0 : document.u8(start + offset)
      const properties = document.slice(start + offset + 1, Math.min(start + offset + 1 + size, start + 511))
      const from = document.u32(start + 4 * i)
      const to = document.u32(start + 4 * (i + 1))
      if (size > 0 && to > from) runs.push({ start: from, end: to, format: formatOf(properties) })
    }
  }
  return withoutOverlap(runs.sort((a, b) => a.start - b.start))
}

/** Runs that overlap an earlier one begin where it ends: they can then be searched by halves. */
function withoutOverlap(runs: readonly FormatRun[]): FormatRun[] {
  const clean: FormatRun[] = []
  let end = 0
  for (const run of runs) {
    if (run.end <= end) continue
    clean.push(run.start < end ? { ...run, start: end } : run)
    end = run.end
  }
  return clean
}

/** What a list of sprms says about characters. */
export function formatOf(properties: Uint8Array): CharacterFormat {
  const data = new Binary(properties)
  const format: { -readonly [K in keyof CharacterFormat]: CharacterFormat[K] } = {}
  let at = 0
  while (at + 2 < data.length) {
    const sprm = data.u16(at)
    const operand = at + 2
    const fixed = operandBytes[sprm >> 13] ?? 1
    // The one list whose length takes two bytes (sprmTDefTable).
    const wideLength = sprm === 0xd608
    at = operand + (fixed || (wideLength ? 1 + data.u16(operand) : 1 + data.u8(operand)))
    switch (sprm) {
      case 0x0800:
        format.deleted = data.u8(operand) !== 0
        break
      case 0x0801:
        format.inserted = data.u8(operand) !== 0
        break
      case 0x083c:
        format.hidden = data.u8(operand) === 1 || data.u8(operand) === 0x81
        break
      case 0x4a43:
        if (data.u16(operand) > 0) format.size = data.u16(operand) / 2
        break
      case 0x4a4f:
        format.font = data.u16(operand)
        break
      case 0x2a42: {
        const color = palette[data.u8(operand)]
        if (color) format.color = color
        break
      }
      case 0x6870:
        if (data.u8(operand + 3) === 0) format.color = hexColor(data, operand)
        break
      case 0x6a09:
        format.symbol = { font: data.u16(operand), code: data.u16(operand + 2) }
        break
    }
  }
  return format
}

/** COLORREF: red, green, blue. */
function hexColor(data: Binary, at: number): string {
  const parts = [0, 1, 2].map(i =>
    data
      .u8(at + i)
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${parts.join('')}`
}

/** Index of the first run that ends behind a place, among runs that do not overlap. */
export function runAt(runs: readonly FormatRun[], place: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runs[middle] as FormatRun).end > place) high = middle
    else low = middle + 1
  }
  return low
}
