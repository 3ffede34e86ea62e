/** The workbook part: which sheets there are, and the names it defines. */
import type { Line } from '../../document/document.ts'
import { plainLine } from '../ooxml/line.ts'
import { officeAttributes } from '../ooxml/office-attributes.ts'
import type { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'

export interface SheetEntry {
  readonly name: string
  /** Identifier of the relationship to its part. */
  readonly id: string
  /** `hidden` and `veryHidden` alike. */
  readonly hidden: boolean
}

export class WorkbookReader implements XmlHandler {
  readonly sheets: SheetEntry[] = []
  /** Names of sheets, defined names with what they stand for, and other words. */
  readonly lines: Line[] = []
  epoch1904 = false
  readonly #budget: TextBudget
  readonly #path: XmlElement[] = []
  #text = ''

  constructor(budget: TextBudget) {
    this.#budget = budget
  }

  open(element: XmlElement): void {
    this.#path.push(element)
    this.#text = ''
    const name = qualifiedName(element)
    if (name === 'x:sheet') this.#sheet(element)
    else if (name === 'x:workbookPr') this.epoch1904 = /^(1|true)$/.test(attribute(element, 'date1904') ?? '')
    else if (name !== 'x:definedName') {
      for (const { channel, text } of officeAttributes(element, 'metadata')) this.#emit(text, channel)
    }
  }

  text(text: string): void {
    this.#text += text
  }

  close(): void {
    const element = this.#path.pop()
    const text = this.#text.trim()
    this.#text = ''
    if (!element) return
    if (qualifiedName(element) === 'x:definedName') {
      const hidden = attribute(element, 'hidden') === '1'
      const comment = attribute(element, 'comment') ?? ''
      this.#emit(`${attribute(element, 'name') ?? ''}=${text}`, hidden ? 'hidden' : 'metadata')
      if (comment !== '') this.#emit(comment, 'comment')
    } else if (/\p{L}/u.test(text)) this.#emit(text, 'metadata')
  }

  #sheet(element: XmlElement): void {
    const name = attribute(element, 'name') ?? ''
    const hidden = /hidden/i.test(attribute(element, 'state') ?? '')
    const id = element.attributes.find(each => each.local === 'id' && each.uri !== '')?.value ?? ''
    this.sheets.push({ name, id, hidden })
    this.#emit(name, hidden ? 'hidden' : 'metadata')
  }

  #emit(text: string, channel: Line['channel']): void {
    if (text.trim() === '') return
    this.#budget.spend(text)
    this.lines.push(plainLine(text, channel))
  }
}
