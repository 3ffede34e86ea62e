/**
 * RTF as tokens (RTF 1.9.1, "RTF syntax"): groups, control words, escaped bytes, runs of text. One pass over the
 * bytes, one token object that is filled anew, so that a file of 100 MB costs neither quadratic time nor memory.
 */
export type TokenKind = 'open' | 'close' | 'word' | 'symbol' | 'byte' | 'text' | 'binary' | 'end'

const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
/** Control words are at most 32 letters (RTF 1.9.1); longer ones are cut there as Word does. */
const maxWordLetters = 32
const maxDigits = 10

export class Tokens {
  kind: TokenKind = 'end'
  /** Of a control word, without the backslash; of a symbol, its one character. */
  word = ''
  /** Of a control word; null when it has none. */
  parameter: number | null = null
  /** Range of a run of text or of binary data; the value of an escaped byte stands in `byte`. */
  start = 0
  end = 0
  byte = 0
  readonly bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.#at = at
  }

  /** Where the next token begins. */
  get position(): number {
    return this.#at
  }

  next(): TokenKind {
    const { bytes } = this
    let at = this.#at
    while (bytes[at] === 0x0d || bytes[at] === 0x0a) at++
    this.#at = at
    const byte = bytes[at]
    if (byte === undefined) this.kind = 'end'
    else if (byte === openBrace || byte === closeBrace) {
      this.#at++
      this.kind = byte === openBrace ? 'open' : 'close'
    } else if (byte === backslash) this.kind = this.#control()
    else this.kind = this.#text()
    return this.kind
  }

  #text(): TokenKind {
    const { bytes } = this
    let at = this.#at
    this.start = at
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number
      if (byte === backslash || byte === openBrace || byte === closeBrace || byte === 0x0d || byte === 0x0a)
        break
    }
    this.end = at
    this.#at = at
    return 'text'
  }

  #control(): TokenKind {
    const { bytes } = this
    const first = bytes[this.#at + 1]
    if (first === undefined) {
      this.#at = bytes.length
      return 'end'
    }
    if (!isLetter(first)) {
      this.#at += 2
      this.word = String.fromCharCode(first)
      if (first !== 0x27) return 'symbol'
      const high = hexValue(bytes[this.#at])
      const low = hexValue(bytes[this.#at + 1])
      if (high < 0 || low < 0) return 'symbol'
      this.byte = high * 16 + low
      this.#at += 2
      return 'byte'
    }
    let at = this.#at + 1
    const start = at
    while (at - start < maxWordLetters && isLetter(bytes[at])) at++
    this.word = latin(bytes, start, at)
    this.parameter = null
    const negative = bytes[at] === 0x2d && isDigit(bytes[at + 1])
    if (negative) at++
    if (isDigit(bytes[at])) {
      let value = 0
      for (let digits = 0; digits < maxDigits && isDigit(bytes[at]); digits++, at++) {
        value = value * 10 + ((bytes[at] as number) - 0x30)
      }
      this.parameter = negative ? -value : value
    }
    if (bytes[at] === 0x20) at++
    this.#at = at
    if (this.word !== 'bin' || this.parameter === null || this.parameter <= 0) return 'word'
    this.start = at
    this.end = Math.min(bytes.length, at + this.parameter)
    this.#at = this.end
    return 'binary'
  }
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a))
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

/** 0 to 15; -1 for what is no hexadecimal digit. */
export function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] as number)
  return text
}
