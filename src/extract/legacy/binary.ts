/** Little-endian numbers out of hostile bytes: what lies outside is 0, never an exception. */
export class Binary {
  readonly bytes: Uint8Array
  readonly #view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.bytes.byteLength
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0
  }

  u16(at: number): number {
    return at >= 0 && at + 2 <= this.length ? this.#view.getUint16(at, true) : 0
  }

  u32(at: number): number {
    return at >= 0 && at + 4 <= this.length ? this.#view.getUint32(at, true) : 0
  }

  f64(at: number): number {
    return at >= 0 && at + 8 <= this.length ? this.#view.getFloat64(at, true) : 0
  }

  /** UTF-16 text of so many code units, as far as it goes. */
  wide(at: number, units: number): string {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.length).toString(
      'utf16le',
      Math.min(at, this.length),
      Math.min(this.length, at + 2 * units),
    )
  }

  /** A view, cut at the end of the bytes. */
  slice(start: number, end: number): Uint8Array {
    return this.bytes.subarray(Math.min(start, this.length), Math.min(end, this.length))
  }
}
