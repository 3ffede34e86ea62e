/** The font and colour tables of an RTF file: fonts decide which encoding a byte is in. */
import { isSymbolFont } from '../docx/symbols.ts'
import { codePageOfCharset } from '../legacy/code-page.ts'

/** Bytes of symbol fonts are codes of their own. */
export const symbolCodePage = 2
const maxName = 64

export class Fonts {
  readonly #names = new Map<number, string>()
  readonly #symbols = new Map<number, string>()
  readonly #pages = new Map<number, number>()
  #font = 0
  /** Of bytes in fonts without a character set (`\ansicpg`). */
  ansi = 1252

  /** A control word inside the font table. */
  word(word: string, parameter: number): void {
    if (word === 'f') this.#font = parameter
    else if (word === 'fcharset') {
      const page = codePageOfCharset(parameter)
      if (page !== undefined) this.#pages.set(this.#font, page)
      else if (parameter === symbolCodePage) this.#pages.set(this.#font, symbolCodePage)
    } else if (word === 'cpg') this.#pages.set(this.#font, parameter)
  }

  /** Text inside the font table: the name of a font, up to a semicolon. */
  text(text: string): void {
    const name = (this.#names.get(this.#font) ?? '') + text
    this.#names.set(this.#font, name.slice(0, maxName))
    const [complete = ''] = name.split(';')
    if (isSymbolFont(complete)) this.#symbols.set(this.#font, complete)
    else this.#symbols.delete(this.#font)
  }

  /** The name of a font whose characters are symbols; undefined for every other font. */
  symbolFont(font: number): string | undefined {
    return this.#symbols.get(font)
  }

  /** The code page of text in a font. */
  codePage(font: number): number {
    if (this.#symbols.has(font)) return symbolCodePage
    return this.#pages.get(font) ?? this.ansi
  }
}

export class Colors {
  /** `#rrggbb`; undefined for the automatic colour. */
  readonly #colors: (string | undefined)[] = []
  #red = 0
  #green = 0
  #blue = 0
  #set = false

  word(word: string, parameter: number): void {
    const value = Math.max(0, Math.min(255, parameter))
    if (word === 'red') this.#red = value
    else if (word === 'green') this.#green = value
    else if (word === 'blue') this.#blue = value
    else return
    this.#set = true
  }

  /** A colour ends at its semicolon. */
  end(): void {
    const hex = [this.#red, this.#green, this.#blue].map(value => value.toString(16).padStart(2, '0'))
    this.#colors.push(this.#set ? `#${hex.join('')}` : undefined)
    this.#red = this.#green = this.#blue = 0
    this.#set = false
  }

  of(index: number): string | undefined {
    return this.#colors[index]
  }
}
