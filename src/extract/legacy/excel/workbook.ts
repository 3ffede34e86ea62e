/** The first part of a workbook stream (MS-XLS 2.1.7.20.3): sheets, shared strings, names, formats. */
import type { Channel, Line } from '../../../document/document.ts'
import { ProblemError } from '../../../document/problem.ts'
import { stringsOf } from '../../ole/strings.ts'
import { plainLine } from '../../ooxml/line.ts'
import type { TextBudget } from '../../ooxml/text-budget.ts'
import { formulaTexts } from './formula-texts.ts'
import { Looks } from './looks.ts'
import { type BiffRecord, Cursor } from './records.ts'

export interface SheetEntry {
  readonly name: string
  readonly hidden: boolean
}

export class Workbook {
  /** By the place of their first record. */
  readonly sheets = new Map<number, SheetEntry>()
  /** Names, users, other files: what belongs to no sheet. */
  readonly lines: Line[] = []
  readonly looks = new Looks()
  readonly budget: TextBudget
  epoch1904 = false
  /** Of BIFF5; null for BIFF8, which is Unicode. */
  codePage: number | null = null
  readonly #strings: string[] = []
  readonly #used = new Set<number>()

  constructor(budget: TextBudget) {
    this.budget = budget
  }

  /** A shared string, which counts as used from then on. */
  string(index: number): string {
    this.#used.add(index)
    return this.#strings[index] ?? ''
  }

  /** Shared strings that no cell shows: left behind by what was deleted. */
  unusedStrings(): string[] {
    return this.#strings.filter((_, index) => !this.#used.has(index))
  }

  /** Begins a stream; versions before BIFF8 have 8-bit text. */
  begin(record: BiffRecord): void {
    if (new Cursor(record).u16() < 0x0600) this.codePage ??= 936
  }

  /** @throws {ProblemError} `encrypted`, `too-large`. */
  read(record: BiffRecord): void {
    const cursor = new Cursor(record)
    const first = record.segments[0] ?? new Uint8Array()
    switch (record.type) {
      case 0x2f:
        throw new ProblemError('encrypted')
      case 0x42:
        if (this.codePage !== null) this.codePage = cursor.u16()
        break
      case 0x22:
        this.epoch1904 = cursor.u16() === 1
        break
      case 0x85:
        this.#sheet(cursor)
        break
      case 0xfc:
        this.#sharedStrings(cursor)
        break
      case 0x31:
        this.looks.font(first)
        break
      case 0x41e:
        this.looks.format(cursor.u16(), cursor, this.codePage)
        break
      case 0xe0:
        this.looks.cellFormat(first)
        break
      case 0x18:
        this.#name(cursor, first)
        break
      case 0x5c:
        this.emit(this.text(cursor), 'metadata')
        break
      case 0x1ae:
      case 0x23:
        // Other workbooks that formulas refer to, and names in them: paths.
        for (const text of stringsOf(first)) this.emit(text, 'link')
        break
      case 0x5a:
        // Values remembered from other workbooks.
        for (const text of stringsOf(first)) this.emit(text, 'hidden')
        break
    }
  }

  /** A text with a count before it: two bytes for BIFF8, one for BIFF5. */
  text(cursor: Cursor): string {
    return this.codePage === null ? cursor.string() : cursor.narrow(cursor.u8(), this.codePage)
  }

  /** @throws {ProblemError} `too-large`. */
  emit(text: string, channel: Channel): void {
    if (text.trim() === '') return
    this.budget.spend(text)
    this.lines.push(plainLine(text.trim(), channel))
  }

  #sheet(cursor: Cursor): void {
    const at = cursor.u32()
    const hidden = (cursor.u8() & 3) !== 0
    cursor.u8()
    const name = this.codePage === null ? cursor.string(true) : cursor.narrow(cursor.u8(), this.codePage)
    this.sheets.set(at, { name, hidden })
    this.emit(name, hidden ? 'hidden' : 'metadata')
  }

  #sharedStrings(cursor: Cursor): void {
    cursor.u32()
    const count = cursor.u32()
    for (let i = 0; i < count && !cursor.ended; i++) {
      const text = cursor.richString()
      this.budget.spend(text)
      this.#strings.push(text)
    }
  }

  /** A defined name and the texts in what it stands for (2.4.150). */
  #name(cursor: Cursor, bytes: Uint8Array): void {
    const hidden = (cursor.u16() & 1) !== 0
    cursor.u8()
    const count = cursor.u8()
    const formulaBytes = cursor.u16()
    cursor.skip(8)
    if (this.codePage !== null) {
      this.emit(cursor.narrow(count, this.codePage), hidden ? 'hidden' : 'metadata')
      for (const text of stringsOf(bytes.subarray(14 + count))) this.emit(text, 'hidden')
      return
    }
    const wide = (cursor.u8() & 1) === 1
    const name = cursor.characters(count, wide)
    const formula = 15 + count * (wide ? 2 : 1)
    const texts = formulaTexts(bytes.subarray(formula, formula + formulaBytes))
    // Names of one character are built-in: print area, titles.
    if (count > 1 || texts.length > 0) {
      this.emit([name, ...texts].join('='), hidden ? 'hidden' : 'metadata')
    }
  }
}
