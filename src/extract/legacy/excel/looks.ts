/** How cells look (MS-XLS 2.4.122 Font, 2.4.126 Format, 2.4.353 XF), as far as it decides whether they are seen. */
import { builtInFormat } from '../../xlsx/number-format.ts'
import { Binary } from '../binary.ts'
import type { Cursor } from './records.ts'

export interface Look {
  /** Points. */
  readonly size?: number
  /** `#rrggbb` */
  readonly color?: string
  /** Code of the number format. */
  readonly format?: string
  /** Characters in white on white, or too small to be seen. */
  readonly concealed: boolean
}

const white = '#ffffff'
const palette = ['#000000', white, '#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff', '#00ffff']
const tinyPoints = 2

export class Looks {
  readonly #fonts: { size: number; color: string | undefined }[] = []
  readonly #cells: { font: number; format: number; filled: boolean }[] = []
  /** Codes of number formats by their number. */
  readonly formats = new Map<number, string>()

  font(bytes: Uint8Array): void {
    const data = new Binary(bytes)
    const color = data.u16(4)
    this.#fonts.push({ size: data.u16(0) / 20, color: color < 16 ? palette[color % 8] : undefined })
  }

  format(id: number, cursor: Cursor, codePage: number | null): void {
    this.formats.set(id, codePage === null ? cursor.string() : cursor.narrow(cursor.u8(), codePage))
  }

  cellFormat(bytes: Uint8Array): void {
    const data = new Binary(bytes)
    const pattern = bytes.length >= 20 ? data.u32(14) >>> 26 : data.u16(12) & 0x3f
    this.#cells.push({ font: data.u16(0), format: data.u16(2), filled: pattern !== 0 })
  }

  of(index: number): Look {
    const cell = this.#cells[index]
    if (!cell) return { concealed: false }
    // There is no font number 4.
    const font = this.#fonts[cell.font > 4 ? cell.font - 1 : cell.font]
    const size = font && font.size > 0 ? font.size : undefined
    const color = font?.color
    const format = this.formats.get(cell.format) ?? builtInFormat(cell.format)
    return {
      ...(size === undefined ? {} : { size }),
      ...(color === undefined ? {} : { color }),
      ...(format === undefined ? {} : { format }),
      concealed: (color === white && !cell.filled) || (size !== undefined && size <= tinyPoints),
    }
  }
}
