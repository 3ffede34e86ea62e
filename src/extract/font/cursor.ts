/** Numbers one after the other out of hostile bytes: whatever lies behind the end is a damaged font. */
import { damaged } from './damaged.ts'

export class Cursor {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
  }

  u8(): number {
    return this.#view.getUint8(this.#step(1))
  }

  u16(): number {
    return this.#view.getUint16(this.#step(2))
  }

  u32(): number {
    return this.#view.getUint32(this.#step(4))
  }

  /** Little-endian, as in EOT. */
  u16le(): number {
    return this.#view.getUint16(this.#step(2), true)
  }

  u32le(): number {
    return this.#view.getUint32(this.#step(4), true)
  }

  /** Four characters. */
  tag(): string {
    return Buffer.from(this.bytes(4)).toString('latin1')
  }

  bytes(length: number): Uint8Array {
    const start = this.#step(length)
    return this.#bytes.subarray(start, start + length)
  }

  skip(length: number): void {
    this.#step(length)
  }

  /** UIntBase128 (WOFF2 §4.1): seven bits a byte, five bytes at most. */
  base128(): number {
    let value = 0
    for (let count = 0; count < 5; count++) {
      const byte = this.u8()
      if (count === 0 && byte === 0x80) break
      value = value * 128 + (byte & 0x7f)
      if (value > 0xffffffff) break
      if ((byte & 0x80) === 0) return value
    }
    throw damaged('number of a table')
  }

  /** 255UInt16 (WOFF2 §4.1). */
  short255(): number {
    const code = this.u8()
    if (code === 253) return this.u16()
    if (code === 254) return 506 + this.u8()
    return code === 255 ? 253 + this.u8() : code
  }

  #step(length: number): number {
    const start = this.at
    if (start + length > this.#bytes.length) throw damaged('cut short')
    this.at = start + length
    return start
  }
}
