/**
 * Words that stand in a PDF's objects and that pdf.js does not hand over: the standard names of stamps, what a
 * passage is replaced by when it is copied, and where the XML of an XFA form is.
 */
import { stringsAfter } from './raw-strings.ts'

export interface RawWords {
  /** Name of each stamp (ISO 32000-1, 12.5.6.12) by object number: `TopSecret`, `NotForPublicRelease`. */
  readonly stamps: ReadonlyMap<string, string>
  /** Replacement texts (14.9.4) of passages of pages, and what signatures say of themselves. */
  readonly replacements: readonly string[]
  /** Object numbers of the streams that make up the XFA form, in order. */
  readonly xfa: readonly string[]
}

const most = 5_000

export class RawWordCollector {
  readonly #stamps = new Map<string, string>()
  readonly #replacements = new Set<string>()
  #xfa: string[] = []

  words(): RawWords {
    return { stamps: this.#stamps, replacements: [...this.#replacements], xfa: this.#xfa }
  }

  /** @param text a stretch of the file, or the objects of an object stream, as Latin-1; later ones replace earlier. */
  objects(text: string): void {
    if (!/\/(?:Stamp|XFA|ActualText|ByteRange|Sig)\b/.test(text)) return
    for (const piece of text.split('endobj')) {
      if (piece.includes('/Stamp')) this.#stamp(piece)
      if (piece.includes('/XFA')) this.#form(piece)
      if (/\/(?:ByteRange|Type\s*\/Sig)\b/.test(piece)) this.#signature(piece)
      // An element that has both gives pdf.js only the alternative.
      if (piece.includes('/ActualText') && piece.includes('/Alt')) this.#replacement(piece)
    }
  }

  /** @param data of a stream that may be the content of a page. */
  content(data: Buffer): void {
    if (data.includes('/ActualText')) this.#replacement(data.toString('latin1'))
  }

  #stamp(piece: string): void {
    if (!/\/Subtype\s*\/Stamp\b/.test(piece)) return
    const number = [...piece.matchAll(/(\d{1,10})\s+\d{1,5}\s+obj\b/g)].at(-1)?.[1]
    const name = /\/Name\s*\/([^\s/<>[\](){}%]{1,127})/.exec(piece)?.[1]
    if (number !== undefined && name !== undefined) this.#stamps.set(number, unescaped(name))
  }

  /** What a signature says of itself (12.8.1), which readers show beside the page. */
  #signature(piece: string): void {
    for (const key of ['/Reason', '/Location', '/ContactInfo'])
      for (const { words } of stringsAfter(key, piece, most))
        if (words.trim() !== '' && this.#replacements.size < most) this.#replacements.add(words.trim())
  }

  #form(piece: string): void {
    const value = /\/XFA\s*(?:\[([^\]]{0,20000})\]|(\d{1,10}\s+\d{1,5}\s+R))/.exec(piece)
    if (!value) return
    const references = (value[1] ?? value[2] ?? '').matchAll(/(\d{1,10})\s+\d{1,5}\s+R\b/g)
    this.#xfa = [...references].map(([, number]) => number as string)
  }

  /** Single characters one after the other, with no other text between, are pieces of one text. */
  #replacement(text: string): void {
    let pieces = ''
    let last = 0
    const flush = () => {
      if (pieces.trim().length > 1 && this.#replacements.size < most) this.#replacements.add(pieces.trim())
      pieces = ''
    }
    for (const { words, at } of stringsAfter('/ActualText', text, most)) {
      const single = [...words].length <= 1
      if (!single || textBetween(text, last, at)) flush()
      pieces += words
      if (!single) flush()
      last = at
    }
    flush()
  }
}

/** Whether a page paints text between the end of one marked passage and the beginning of the next. */
function textBetween(text: string, from: number, to: number): boolean {
  const end = text.indexOf('EMC', from)
  return end < 0 || end > to || /T[jJ]\b|['"]/.test(text.slice(end, to))
}

/** `#41` in a name stands for a byte; names are UTF-8 (7.3.5). */
function unescaped(name: string): string {
  const bytes = name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
