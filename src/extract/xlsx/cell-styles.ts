/** The style sheet of a workbook: how a cell looks, as far as it decides whether its text can be seen. */
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'
import { builtInFormat } from './number-format.ts'

export interface CellStyle {
  /** Points. */
  readonly size?: number
  /** `#rrggbb` */
  readonly color?: string
  /** Code of the number format. */
  readonly format?: string
  /** Characters in the colour of their background, or too small to be seen. */
  readonly concealed: boolean
}

interface Font {
  size?: number
  color?: string
}

const white = '#ffffff'
/** Characters of up to this size are not seen on a page that is shown as it is. */
const tinyPoints = 2
/** Colours 0–7 and 8–15 of the default palette (18.8.27). */
const palette = ['#000000', white, '#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff', '#00ffff']

export class CellStyles implements XmlHandler {
  readonly #path: string[] = []
  readonly #fonts: Font[] = []
  /** Colours; null for a fill of unknown colour, undefined for none. */
  readonly #fills: (string | null | undefined)[] = []
  readonly #formats = new Map<number, string>()
  readonly #cells: { font: number; fill: number; format: number }[] = []
  readonly #resolved = new Map<number, CellStyle>()

  /** @param index the attribute `s` of a cell. */
  cell(index: number): CellStyle {
    let style = this.#resolved.get(index)
    if (!style) {
      style = this.#resolve(index)
      this.#resolved.set(index, style)
    }
    return style
  }

  #resolve(index: number): CellStyle {
    const cell = this.#cells[index]
    if (!cell) return { concealed: false }
    const { size, color } = this.#fonts[cell.font] ?? {}
    const fill = this.#fills[cell.fill]
    const format = this.#formats.get(cell.format) ?? builtInFormat(cell.format)
    const background = fill === undefined ? white : fill
    return {
      ...(size === undefined ? {} : { size }),
      ...(color === undefined ? {} : { color }),
      ...(format === undefined ? {} : { format }),
      concealed: (color !== undefined && color === background) || (size ?? tinyPoints + 1) <= tinyPoints,
    }
  }

  open(element: XmlElement): void {
    const name = qualifiedName(element)
    const parent = this.#path.at(-1) ?? ''
    this.#path.push(name)
    if (parent === 'x:fonts' && name === 'x:font') this.#fonts.push({})
    else if (parent === 'x:fills' && name === 'x:fill') this.#fills.push(undefined)
    else if (parent === 'x:cellXfs' && name === 'x:xf') this.#cells.push(cellOf(element))
    else if (name === 'x:numFmt') {
      this.#formats.set(numberOf(element, 'numFmtId'), attribute(element, 'formatCode') ?? '')
    } else if (this.#path.at(-3) === 'x:fonts') this.#fontProperty(name, element)
    else if (this.#path.at(-3) === 'x:fills') this.#openFill(name, element)
    // A solid fill has the foreground colour; patterns mix two.
    else if (this.#path.at(-4) === 'x:fills' && name === 'x:fgColor' && this.#fills.at(-1) === null) {
      this.#fill(colorOf(element))
    }
  }

  text(): void {}

  close(): void {
    this.#path.pop()
  }

  #fontProperty(name: string, element: XmlElement): void {
    const font = this.#fonts.at(-1)
    if (!font) return
    const size = Number(attribute(element, 'val'))
    if (name === 'x:sz' && size > 0) font.size = size
    const color = name === 'x:color' ? colorOf(element) : null
    if (color !== null) font.color = color
  }

  #openFill(name: string, element: XmlElement): void {
    const pattern = attribute(element, 'patternType') ?? 'none'
    if (name === 'x:gradientFill' || (name === 'x:patternFill' && pattern !== 'none')) this.#fill(null)
  }

  #fill(color: string | null): void {
    if (this.#fills.length > 0) this.#fills[this.#fills.length - 1] = color
  }
}

function cellOf(element: XmlElement): { font: number; fill: number; format: number } {
  return {
    font: numberOf(element, 'fontId'),
    fill: numberOf(element, 'fillId'),
    format: numberOf(element, 'numFmtId'),
  }
}

function numberOf(element: XmlElement, name: string): number {
  return Number(attribute(element, name) ?? 0)
}

/** @returns null where the theme or a tint decides: black and white of the theme are taken as what they are called. */
export function colorOf(element: XmlElement): string | null {
  const rgb = /^(?:[0-9a-f]{2})?([0-9a-f]{6})$/i.exec(attribute(element, 'rgb') ?? '')?.[1]
  if (rgb !== undefined) return `#${rgb.toLowerCase()}`
  if (Math.abs(Number(attribute(element, 'tint') ?? 0)) > 0.01) return null
  const indexed = attribute(element, 'indexed')
  if (indexed !== undefined) return Number(indexed) < 16 ? (palette[Number(indexed) % 8] ?? null) : null
  const theme = attribute(element, 'theme')
  return theme === '0' ? white : theme === '1' ? '#000000' : null
}
