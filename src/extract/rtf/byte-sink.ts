/** Bytes that come in pieces, as hexadecimal digits or as they are. */
import { hexValue } from './tokens.ts'

export class ByteSink {
  #bytes = new Uint8Array(1024)
  #length = 0
  #high = -1
  readonly #spend: (bytes: number) => void

  /** @param spend is told of every growth before it happens, and may throw. */
  constructor(spend: (bytes: number) => void) {
    this.#spend = spend
  }

  get length(): number {
    return this.#length
  }

  /** Anything but digits is passed over, as readers do: line ends, blanks. */
  hex(source: Uint8Array, start: number, end: number): void {
    this.#reserve((end - start) / 2 + 1)
    for (let at = start; at < end; at++) {
      const digit = hexValue(source[at])
      if (digit < 0) continue
      if (this.#high < 0) this.#high = digit
      else {
        this.#bytes[this.#length++] = this.#high * 16 + digit
        this.#high = -1
      }
    }
  }

  push(byte: number): void {
    if (this.#length === this.#bytes.length) this.#reserve(1)
    this.#bytes[this.#length++] = byte
  }

  raw(source: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start)
    this.#bytes.set(source.subarray(start, end), this.#length)
    this.#length += end - start
  }

  /** A copy of what came in. */
  take(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.#length)
    this.#length = 0
    return bytes
  }

  #reserve(more: number): void {
    const needed = this.#length + Math.ceil(more)
    if (needed <= this.#bytes.length) return
    const size = Math.max(needed, this.#bytes.length * 2)
    this.#spend(size - this.#bytes.length)
    const larger = new Uint8Array(size)
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
