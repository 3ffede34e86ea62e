/** One sheet of a workbook stream (MS-XLS 2.1.7.20.5): cells, comments, text boxes, headers, links, charts. */
import type { Channel, Line } from '../../../document/document.ts'
import { stringsOf } from '../../ole/strings.ts'
import { plainLine } from '../../ooxml/line.ts'
import { headerFooterTexts } from '../../xlsx/header-footer.ts'
import { showNumber, showText } from '../../xlsx/number-format.ts'
import { Binary } from '../binary.ts'
import { hyperlinkTexts } from '../hyperlink.ts'
import { formulaTexts } from './formula-texts.ts'
import type { Look } from './looks.ts'
import { type BiffRecord, Cursor } from './records.ts'
import type { Workbook } from './workbook.ts'

/** Object types (MS-XLS 2.5.143 FtCmo). */
const commentObject = 0x19
const columns = 256

interface Place {
  readonly row: number
  readonly column: number
  readonly look: Look
}

export class Sheet {
  readonly lines: Line[] = []
  /** Data of the drawing records, in order. */
  readonly drawings: Uint8Array[] = []
  readonly #workbook: Workbook
  readonly #hidden: boolean
  readonly #hiddenRows = new Set<number>()
  readonly #hiddenColumns = new Uint8Array(columns)
  /** A formula whose text result follows in a record of its own. */
  #awaiting: (Place & { readonly texts: string[] }) | null = null
  #object = 0

  /** @param hidden whether the sheet as a whole is. */
  constructor(workbook: Workbook, hidden: boolean) {
    this.#workbook = workbook
    this.#hidden = hidden
  }

  /** @throws {ProblemError} `too-large`. */
  read(record: BiffRecord): void {
    const cursor = new Cursor(record)
    const first = record.segments[0] ?? new Uint8Array()
    const data = new Binary(first)
    switch (record.type) {
      case 0xfd:
        this.#text(place(this.#workbook, cursor), this.#workbook.string(cursor.u32()))
        break
      case 0x204:
      case 0xd6:
        this.#text(place(this.#workbook, cursor), this.#label(cursor))
        break
      case 0x203:
        this.#number(place(this.#workbook, cursor), data.f64(6))
        break
      case 0x27e:
        this.#number(place(this.#workbook, cursor), packedNumber(data.u32(6)))
        break
      case 0xbd:
        this.#numbers(data)
        break
      case 0x06:
      case 0x206:
      case 0x406:
        this.#formula(place(this.#workbook, cursor), data)
        break
      case 0x207:
        this.#result(cursor)
        break
      case 0x208:
        if ((data.u16(12) & 0x20) !== 0 || (data.u16(6) & 0x7fff) === 0) this.#hiddenRows.add(data.u16(0))
        break
      case 0x7d:
        if ((data.u16(8) & 1) !== 0 || data.u16(4) === 0) {
          this.#hiddenColumns.fill(1, data.u16(0), Math.min(columns, data.u16(2) + 1))
        }
        break
      default:
        this.#other(record, cursor, data, first)
    }
  }

  /** Everything but cells. */
  #other(record: BiffRecord, cursor: Cursor, data: Binary, first: Uint8Array): void {
    switch (record.type) {
      case 0x14:
      case 0x15:
        this.#headerFooter(this.#workbook.text(cursor), record.type === 0x14 ? 'header' : 'footer')
        break
      case 0x89c:
        this.#moreHeaders(cursor)
        break
      case 0x5d:
        this.#object = data.u16(4)
        if (this.#workbook.codePage !== null) this.#all(stringsOf(first), 'textbox')
        break
      case 0x1b6:
        this.#all(
          textLines(new Cursor(record, first.length).characters(data.u16(10), false)),
          this.#object === commentObject ? 'comment' : 'textbox',
        )
        break
      case 0x1c:
        this.#note(cursor)
        break
      case 0x1b8:
        this.#all(hyperlinkTexts(first.subarray(24)), 'link')
        break
      case 0x800:
        this.#all([data.wide(10, (data.length - 10) >> 1).replaceAll('\0', '')], 'link')
        break
      case 0x1be:
        cursor.u32()
        for (let i = 0; i < 4; i++) this.#all(textLines(cursor.string()), 'hidden')
        this.#validation(cursor, first)
        break
      case 0x100d:
        cursor.u16()
        this.#all(
          textLines(
            this.#workbook.codePage === null
              ? cursor.string(true)
              : cursor.narrow(cursor.u8(), this.#workbook.codePage),
          ),
          'textbox',
        )
        break
      case 0xec:
        for (const segment of record.segments) this.drawings.push(segment)
        break
      case 0x5a:
      case 0x1ba:
      case 0x86b:
        this.#all(stringsOf(first), 'hidden')
        break
    }
  }

  #label(cursor: Cursor): string {
    const { codePage } = this.#workbook
    return codePage === null ? cursor.string() : cursor.narrow(cursor.u16(), codePage)
  }

  #text(cell: Place, text: string): void {
    const { text: shown, concealed } = showText(text, cell.look.format)
    this.#cell(cell, shown, concealed)
  }

  #number(cell: Place, value: number): void {
    if (!Number.isFinite(value)) return
    const raw = String(value)
    const { text, concealed } = showNumber(raw, cell.look.format, this.#workbook.epoch1904)
    this.#cell(cell, text, concealed)
  }

  /** A row of packed numbers, each with its format (2.4.175). */
  #numbers(data: Binary): void {
    const count = Math.floor((data.length - 6) / 6)
    for (let i = 0; i < count; i++) {
      const look = this.#workbook.looks.of(data.u16(4 + 6 * i))
      const cell = { row: data.u16(0), column: data.u16(2) + i, look }
      this.#number(cell, packedNumber(data.u32(6 + 6 * i)))
    }
  }

  #formula(cell: Place, data: Binary): void {
    const texts =
      this.#workbook.codePage === null
        ? formulaTexts(data.slice(22, 22 + data.u16(20)))
        : stringsOf(data.slice(18, data.length))
    this.#awaiting = null
    // Results that are no numbers say so in the bits a number never has (2.5.133).
    if (data.u16(12) !== 0xffff) this.#number(cell, data.f64(6))
    else if (data.u8(6) === 0) {
      this.#awaiting = { ...cell, texts }
      return
    }
    this.#all(texts, 'hidden')
  }

  #result(cursor: Cursor): void {
    const { codePage } = this.#workbook
    const text = codePage === null ? cursor.string() : cursor.narrow(cursor.u16(), codePage)
    const cell = this.#awaiting
    this.#awaiting = null
    if (!cell) {
      this.#all(textLines(text), 'hidden')
      return
    }
    this.#text(cell, text)
    this.#all(
      cell.texts.filter(each => !text.includes(each)),
      'hidden',
    )
  }

  #cell({ row, column, look }: Place, text: string, concealed: boolean): void {
    const hidden =
      concealed || look.concealed || this.#hiddenRows.has(row) || this.#hiddenColumns[column] === 1
    for (const line of textLines(text)) {
      const { size, color } = look
      this.#emit(line, hidden ? 'hidden' : 'table', {
        ...(size === undefined ? {} : { size }),
        ...(color === undefined ? {} : { color }),
      })
    }
  }

  #headerFooter(text: string, channel: Channel): void {
    this.#all(headerFooterTexts(text), channel)
  }

  /** Headers of even and first pages (2.4.137). */
  #moreHeaders(cursor: Cursor): void {
    cursor.skip(30)
    const counts = [cursor.u16(), cursor.u16(), cursor.u16(), cursor.u16()]
    for (const [index, count] of counts.entries()) {
      if (count > 0) this.#headerFooter(cursor.string(), index % 2 === 0 ? 'header' : 'footer')
    }
  }

  /** In BIFF8 the author of a comment, whose text stands in a text box; in BIFF5 the comment. */
  #note(cursor: Cursor): void {
    const { codePage } = this.#workbook
    cursor.skip(codePage === null ? 8 : 6)
    if (codePage === null) this.#all(textLines(cursor.string()), 'metadata')
    else this.#all(textLines(cursor.narrow(2048, codePage)), 'comment')
  }

  /** The list that a cell may be chosen from stands in a formula (2.4.96). */
  #validation(cursor: Cursor, bytes: Uint8Array): void {
    const size = cursor.u16()
    cursor.u16()
    const start = bytes.length - cursor.left
    for (const text of formulaTexts(bytes.subarray(start, start + size))) {
      this.#all(text.split('\0'), 'hidden')
    }
  }

  #all(texts: readonly string[], channel: Channel): void {
    for (const text of texts) this.#emit(text, channel)
  }

  #emit(raw: string, channel: Channel, look: Partial<Line> = {}): void {
    // An empty text of a setting is written as one zero.
    const text = raw.replaceAll('\0', '')
    if (text.trim() === '') return
    this.#workbook.budget.spend(text)
    this.lines.push({ ...plainLine(text.trim(), this.#hidden ? 'hidden' : channel), ...look })
  }
}

function place(workbook: Workbook, cursor: Cursor): Place {
  return { row: cursor.u16(), column: cursor.u16(), look: workbook.looks.of(cursor.u16()) }
}

function textLines(text: string): string[] {
  return text.split(/\r\n?|\n/)
}

/** RkNumber (2.5.217): 30 bits of an integer or of the upper half of a float, maybe a hundred times too large. */
function packedNumber(packed: number): number {
  let value: number
  if ((packed & 2) !== 0) value = (packed | 0) >> 2
  else {
    const view = new DataView(new ArrayBuffer(8))
    view.setUint32(4, (packed & 0xfffffffc) >>> 0, true)
    value = view.getFloat64(0, true)
  }
  return (packed & 1) !== 0 ? value / 100 : value
}
