/** Reads one sheet: its cells row by row, headers and footers, and the words in its settings. */
import type { Channel, Line } from '../../document/document.ts'
import { formulaStrings } from '../formula-strings.ts'
import { plainLine } from '../ooxml/line.ts'
import { officeAttributes } from '../ooxml/office-attributes.ts'
import type { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'
import type { CellStyle, CellStyles } from './cell-styles.ts'
import { headerFooterTexts } from './header-footer.ts'
import { showNumber, showText } from './number-format.ts'
import type { SharedStrings } from './shared-strings.ts'

export interface Workbook {
  readonly styles: CellStyles
  readonly strings: SharedStrings
  readonly epoch1904: boolean
  readonly budget: TextBudget
}

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: CellStyle
  value: string
  formula: string
  inline: string
}

/** Columns of the largest sheet. */
const maxColumns = 16_384

export class SheetReader implements XmlHandler {
  readonly lines: Line[] = []
  readonly #workbook: Workbook
  readonly #sheetHidden: boolean
  readonly #path: string[] = []
  readonly #hiddenColumns = new Uint8Array(maxColumns + 1)
  #rowsHidden = false
  #rowHidden = false
  #column = 0
  #cell: Cell | null = null
  #text = ''
  #phonetic = 0
  /** Texts of all cells, once they are asked for. */
  #texts: Set<string> | null = null

  /** @param hidden whether the sheet as a whole is. */
  constructor(workbook: Workbook, hidden: boolean) {
    this.#workbook = workbook
    this.#sheetHidden = hidden
  }

  open(element: XmlElement): void {
    const name = qualifiedName(element)
    this.#path.push(name)
    this.#text = ''
    if (name === 'x:c') this.#openCell(element)
    else if (name === 'x:row') this.#openRow(element)
    else if (name === 'x:col') this.#openColumns(element)
    else if (name === 'x:sheetFormatPr') this.#rowsHidden = isOn(attribute(element, 'zeroHeight'))
    else if (name === 'x:rPh') this.#phonetic++
    else if (name === 'x:hyperlink') this.#openLink(element)
    else if (!this.#cell) {
      for (const { channel, text } of officeAttributes(element, 'hidden')) this.#emit(text, channel)
    }
  }

  text(text: string): void {
    this.#text += text
  }

  close(): void {
    const name = this.#path.pop() ?? ''
    const text = this.#text
    this.#text = ''
    if (name === 'x:rPh') this.#phonetic--
    else if (name === 'x:c') this.#closeCell()
    else if (this.#cell) this.#closeInCell(this.#cell, name, text)
    else if (/(?:Header|Footer)$/.test(name)) this.#headerFooter(name, text)
    else if (/[fF]ormula\d?$|:f$/.test(name))
      for (const each of formulaStrings(text)) this.#emit(each, 'hidden')
    else if (/\p{L}{2}/u.test(text)) this.#emit(text.trim(), 'hidden')
  }

  #openRow(element: XmlElement): void {
    this.#column = 0
    const height = attribute(element, 'ht')
    const stated = attribute(element, 'hidden')
    // A row without a height of its own is as the sheet says.
    const byDefault = this.#rowsHidden && height === undefined && stated === undefined
    this.#rowHidden = byDefault || isOn(stated) || (height !== undefined && Number(height) === 0)
  }

  #openColumns(element: XmlElement): void {
    const width = attribute(element, 'width')
    if (!isOn(attribute(element, 'hidden')) && !(width !== undefined && Number(width) === 0)) return
    const first = Number(attribute(element, 'min')) || 0
    const last = Number(attribute(element, 'max')) || 0
    this.#hiddenColumns.fill(1, Math.max(0, first), Math.min(maxColumns, last) + 1)
  }

  /** Programs repeat the text of the cell here. */
  #openLink(element: XmlElement): void {
    this.#texts ??= new Set(this.lines.map(line => line.text))
    const display = attribute(element, 'display') ?? ''
    if (!this.#texts.has(display)) for (const row of display.split(/\r\n?|\n/)) this.#emit(row, 'hidden')
    this.#emit(attribute(element, 'tooltip') ?? '', 'alt')
    this.#emit(attribute(element, 'location') ?? '', 'link')
  }

  #openCell(element: XmlElement): void {
    const reference = attribute(element, 'r')
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference)
    this.#cell = {
      column: this.#column,
      type: attribute(element, 't') ?? 'n',
      style: this.#workbook.styles.cell(Number(attribute(element, 's') ?? 0)),
      value: '',
      formula: '',
      inline: '',
    }
  }

  #closeInCell(cell: Cell, name: string, text: string): void {
    if (name === 'x:v') cell.value += text
    else if (name === 'x:f') cell.formula += text
    else if (name === 'x:t' && this.#phonetic === 0) cell.inline += text
  }

  #closeCell(): void {
    const cell = this.#cell
    this.#cell = null
    if (!cell) return
    const { text, concealed } = this.#shown(cell)
    const hidden =
      this.#sheetHidden ||
      this.#rowHidden ||
      this.#hiddenColumns[cell.column] === 1 ||
      cell.style.concealed ||
      concealed
    for (const row of text.split(/\r\n?|\n/)) this.#emit(row, hidden ? 'hidden' : 'table', cell.style)
    if (cell.type === 'n') this.#emitStored(cell.value.trim(), text)
    for (const each of formulaStrings(cell.formula)) if (!text.includes(each)) this.#emit(each, 'hidden')
  }

  /** What a format replaces by words of its own is still in the file; of days and small counts nothing is lost. */
  #emitStored(stored: string, text: string): void {
    if (stored === text || text.includes(stored) || /^\d{1,5}(?:\.\d*)?$/.test(stored)) return
    if (/\p{L}/u.test(text)) this.#emit(stored, 'hidden')
  }

  #shown({ type, value, inline, style }: Cell): { text: string; concealed: boolean } {
    const { strings, epoch1904 } = this.#workbook
    if (type === 's') return showText(strings.use(Number(value)) ?? '', style.format)
    if (type === 'inlineStr') return showText(inline, style.format)
    if (type === 'n') {
      return value.trim() === ''
        ? { text: inline, concealed: false }
        : showNumber(value, style.format, epoch1904)
    }
    return type === 'str' ? showText(value, style.format) : { text: value, concealed: false }
  }

  #headerFooter(name: string, text: string): void {
    const channel = this.#sheetHidden ? 'hidden' : /Header$/.test(name) ? 'header' : 'footer'
    for (const each of headerFooterTexts(text)) this.#emit(each, channel)
  }

  #emit(text: string, channel: Channel, style?: CellStyle): void {
    if (text.trim() === '') return
    this.#workbook.budget.spend(text)
    const { size, color } = style ?? {}
    this.lines.push({
      ...plainLine(text, channel),
      ...(size === undefined ? {} : { size }),
      ...(color === undefined ? {} : { color }),
    })
  }
}

/** `AB12` → 28; 0 for anything else. */
function columnOf(reference: string): number {
  const letters = /^\$?([A-Z]{1,3})/i.exec(reference)?.[1]?.toUpperCase() ?? ''
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(1|true|on)$/.test(value)
}
