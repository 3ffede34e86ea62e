/** The file information block of a Word file (MS-DOC 2.5): where everything else stands. */
import { ProblemError } from '../../../document/problem.ts'
import { Binary } from '../binary.ts'
import { codePageOfLanguage } from '../code-page.ts'

/** A place in a stream. */
export interface Range {
  readonly at: number
  readonly length: number
}

/** How many characters each text of the document has, in the order in which they follow one another. */
export interface TextLengths {
  readonly body: number
  readonly footnotes: number
  readonly headers: number
  readonly macros: number
  readonly comments: number
  readonly endnotes: number
  readonly textBoxes: number
  readonly headerTextBoxes: number
}

export interface Fib {
  /** Word 6 or 95: one stream, one byte a character. */
  readonly old: boolean
  /** Of old files. */
  readonly codePage: number
  /** Old files with two bytes a character. */
  readonly wide: boolean
  /** Fast-saved: replaced text may still be in the file. */
  readonly fastSaved: boolean
  readonly tableStream: '0Table' | '1Table' | 'WordDocument'
  /** Text of files without a piece table. */
  readonly textStart: number
  readonly lengths: TextLengths
  readonly pieces: Range
  readonly headerPlaces: Range
  readonly characterFormats: Range
  readonly fonts: Range
  readonly lists: Range
  readonly listOverrides: Range
  /** Tables of strings, by what they hold. */
  readonly strings: Readonly<Record<string, Range>>
}

/** wIdent of Word 97 and later, and of Word 6 and 95. */
const identifiers = [0xa5ec, 0xa5dc]
const firstUnicodeVersion = 0x00c0
const encryptedFlag = 0x0100

/** @throws {ProblemError} `encrypted`; `corrupt` when the stream does not begin with a FIB. */
export function readFib(stream: Uint8Array): Fib {
  const data = new Binary(stream)
  if (!identifiers.includes(data.u16(0))) throw new ProblemError('corrupt', { reason: 'DOC: FIB' })
  const flags = data.u16(10)
  if ((flags & encryptedFlag) !== 0) throw new ProblemError('encrypted')
  const old = data.u16(2) < firstUnicodeVersion
  const counts = old ? 0x34 : 0x4c
  const count = (index: number) => Math.min(data.u32(counts + 4 * index), 0x7fffffff)
  const lengths: TextLengths = {
    body: count(0),
    footnotes: count(1),
    headers: count(2),
    macros: count(3),
    comments: count(4),
    endnotes: count(5),
    textBoxes: count(6),
    headerTextBoxes: count(7),
  }
  /** FibRgFcLcb97 (2.5.6): pairs of place and length. */
  const place = (index: number): Range => ({
    at: data.u32(154 + 8 * index),
    length: data.u32(158 + 8 * index),
  })
  const none: Range = { at: 0, length: 0 }
  return {
    old,
    codePage: codePageOfLanguage(data.u16(6)),
    wide: (flags & 0x1000) !== 0,
    fastSaved: (flags & 0x0004) !== 0,
    tableStream: old ? 'WordDocument' : (flags & 0x0200) !== 0 ? '1Table' : '0Table',
    textStart: data.u32(0x18),
    lengths,
    pieces: old ? { at: data.u32(0x160), length: data.u32(0x164) } : place(33),
    headerPlaces: old ? { at: data.u32(0xb0), length: data.u32(0xb4) } : place(11),
    characterFormats: old ? none : place(12),
    fonts: old ? none : place(15),
    lists: old ? none : place(73),
    listOverrides: old ? none : place(74),
    strings: old
      ? {}
      : {
          bookmark: place(21),
          associated: place(32),
          reviser: place(51),
          variable: place(60),
          savedBy: place(71),
        },
  }
}
