/** Records of a workbook stream (MS-XLS 2.1.4), with the CONTINUE records that carry on what did not fit. */
import { Binary } from '../binary.ts'
import { decodeCodePage } from '../code-page.ts'

export interface BiffRecord {
  readonly type: number
  /** Place of the record in the stream. */
  readonly at: number
  /** Its data, then those of its CONTINUE records. */
  readonly segments: readonly Uint8Array[]
}

const continueType = 0x3c

/** @returns all records up to the end, or up to where the stream makes no sense. */
export function* records(stream: Uint8Array): Generator<BiffRecord> {
  const data = new Binary(stream)
  let at = 0
  while (at + 4 <= data.length) {
    const start = at
    const type = data.u16(at)
    const segments: Uint8Array[] = []
    do {
      const size = data.u16(at + 2)
      segments.push(data.slice(at + 4, at + 4 + size))
      at += 4 + size
    } while (at + 4 <= data.length && data.u16(at) === continueType)
    // Sectors behind the last record are filled with zeros.
    if (type !== 0 || segments[0]?.length !== 0) yield { type, at: start, segments }
  }
}

/** Reads on from one segment into the next. */
export class Cursor {
  readonly #segments: readonly Uint8Array[]
  #index = 0
  #at: number
  #data: Binary

  constructor({ segments }: Pick<BiffRecord, 'segments'>, at = 0) {
    this.#segments = segments
    this.#data = new Binary(segments[0] ?? new Uint8Array())
    this.#at = at
  }

  get ended(): boolean {
    return this.#at >= this.#data.length && this.#index + 1 >= this.#segments.length
  }

  /** Bytes of the current segment that were not read. */
  get left(): number {
    return Math.max(0, this.#data.length - this.#at)
  }

  u8(): number {
    this.#enter()
    return this.#data.u8(this.#at++)
  }

  u16(): number {
    const low = this.u8()
    return low | (this.u8() << 8)
  }

  u32(): number {
    const low = this.u16()
    return low + this.u16() * 0x10000
  }

  skip(count: number): void {
    let left = count
    while (left > 0 && !this.ended) {
      this.#enter()
      const step = Math.min(left, this.#data.length - this.#at)
      this.#at += step
      left -= step
    }
  }

  /** Text of so many characters; every segment it goes on in says anew how wide they are (2.5.293). */
  characters(count: number, wide: boolean): string {
    let text = ''
    let left = count
    let isWide = wide
    while (left > 0) {
      if (this.#at >= this.#data.length) {
        if (this.ended) break
        this.#enter()
        isWide = (this.#data.u8(this.#at++) & 1) === 1
      }
      const room = Math.floor((this.#data.length - this.#at) / (isWide ? 2 : 1))
      const units = Math.min(left, room)
      if (units === 0) {
        // Half a character at the end of a segment.
        this.#at = this.#data.length
        continue
      }
      text += isWide
        ? this.#data.wide(this.#at, units)
        : Buffer.from(this.#data.slice(this.#at, this.#at + units)).toString('latin1')
      this.#at += units * (isWide ? 2 : 1)
      left -= units
    }
    return text
  }

  /** XLUnicodeString (2.5.294), or its short form with one byte for the count. */
  string(short = false): string {
    const count = short ? this.u8() : this.u16()
    if (count === 0) {
      if (!this.ended) this.u8()
      return ''
    }
    return this.characters(count, (this.u8() & 1) === 1)
  }

  /** XLUnicodeRichExtendedString (2.5.296). */
  richString(): string {
    const count = this.u16()
    const flags = this.u8()
    const runs = (flags & 8) !== 0 ? this.u16() : 0
    const extension = (flags & 4) !== 0 ? this.u32() : 0
    const text = this.characters(count, (flags & 1) === 1)
    this.skip(4 * runs + extension)
    return text
  }

  /** Text of BIFF5, in the code page of the workbook. */
  narrow(count: number, codePage: number): string {
    const bytes = this.#data.slice(this.#at, this.#at + count)
    this.#at += bytes.length
    return decodeCodePage(bytes, codePage)
  }

  #enter(): void {
    while (this.#at >= this.#data.length && this.#index + 1 < this.#segments.length) {
      this.#index++
      this.#data = new Binary(this.#segments[this.#index] ?? new Uint8Array())
      this.#at = 0
    }
  }
}
