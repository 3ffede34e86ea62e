/** The characters of one text of a Word document as lines: paragraphs, cells, fields, symbols. */
import type { Channel } from '../../../document/document.ts'
import type { PieceKind } from '../../docx/paragraph.ts'
import { isSymbolFont, symbol, symbolText } from '../../docx/symbols.ts'
import type { Stories, Story } from '../stories.ts'
import type { Characters } from './characters.ts'
import type { CharacterFormat } from './formats.ts'

/** Special characters (MS-DOC 2.4.1 and 2.9.42); pictures, references to notes and the like give nothing. */
const cell = 0x07
const lineBreak = 0x0b
const fieldBegin = 0x13
const fieldSeparator = 0x14
const fieldEnd = 0x15
const paragraphEnds: readonly number[] = [0x0a, 0x0c, 0x0d, 0x0e]
const shown: Readonly<Record<number, string>> = { 9: '\t', 30: '\u2011' }
const tab = 9
const symbolPlaceholder = 0x28

/** Fields inside fields; more are no fields. */
const maxFields = 1000
const maxInstruction = 10_000

export class StoryWriter {
  readonly #stories: Stories
  readonly #story: Story
  readonly #fonts: readonly string[]
  /** Of every open field: its code as far as it was read, and whether it has ended. */
  readonly #fields: { code: string; ended: boolean }[] = []

  constructor(stories: Stories, channel: Channel, part: string, fonts: readonly string[]) {
    this.#stories = stories
    this.#story = stories.begin(channel, part)
    this.#fonts = fonts
  }

  /** @throws {ProblemError} `too-large`. */
  write({ text, format }: Characters): void {
    let start = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      const isSymbol = code === symbolPlaceholder && format.symbol !== undefined
      if ((code >= 0x20 || code === tab) && !isSymbol) continue
      this.#text(text.slice(start, i), format)
      start = i + 1
      if (isSymbol) this.#symbol(format)
      else this.#control(code, format)
    }
    this.#text(text.slice(start), format)
  }

  /** Ends the last paragraph; a field that never ended is text like any other. */
  finish(): void {
    for (const field of this.#fields.splice(0)) if (!field.ended) this.#instruction(field.code)
    this.#stories.endParagraph(this.#story)
  }

  #control(code: number, format: CharacterFormat): void {
    if (paragraphEnds.includes(code)) this.#stories.endParagraph(this.#story)
    else if (code === cell) {
      this.#stories.endParagraph(this.#story, this.#story.channel === 'body' ? 'table' : this.#story.channel)
    } else if (code === lineBreak) this.#story.paragraph.break()
    else if (code === fieldBegin && this.#fields.length < maxFields)
      this.#fields.push({ code: '', ended: false })
    else if (code === fieldSeparator) this.#endCode()
    else if (code === fieldEnd) {
      this.#endCode()
      this.#fields.pop()
    } else if (shown[code] !== undefined) this.#text(shown[code], format)
  }

  #endCode(): void {
    const field = this.#fields.at(-1)
    if (!field || field.ended) return
    field.ended = true
    this.#instruction(field.code)
  }

  #instruction(code: string): void {
    const address = /\bHYPERLINK\b[^"]{0,200}"([^"]{1,4000})"/.exec(code)?.[1]
    if (address) this.#stories.line(this.#story.part, address, 'link')
    else this.#stories.add(this.#story, 'instruction', code, {})
  }

  #symbol(format: CharacterFormat): void {
    if (!format.symbol) return
    const { font, code } = format.symbol
    this.#add(symbol(this.#fonts[font] ?? '', code.toString(16)), format)
  }

  #text(text: string, format: CharacterFormat): void {
    if (text === '') return
    const font = this.#fonts[format.font ?? -1]
    this.#add(font !== undefined && isSymbolFont(font) ? symbolText(font, text) : text, format)
  }

  #add(text: string, format: CharacterFormat): void {
    const field = this.#fields.at(-1)
    if (field && !field.ended) {
      field.code += text
      if (field.code.length > maxInstruction) this.#endCode()
      return
    }
    const { deleted, hidden, inserted, size, color } = format
    const kind: PieceKind = deleted ? 'deleted' : hidden ? 'hidden' : inserted ? 'inserted' : 'text'
    this.#stories.add(this.#story, kind, text, { size, color })
  }
}
