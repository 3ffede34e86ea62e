/** Reads lines, blocks and counted bytes from a connection, however the network has cut it into packets. */
import { IcapError } from './icap-error.ts'

/** The next bytes of the connection; null when the other side has sent all it will. */
export type Pull = () => Promise<Uint8Array | null>

const nothing = Buffer.alloc(0)
const lineFeed = 0x0a

export class ByteReader {
  readonly #pull: Pull
  #buffer: Buffer = nothing
  #ended = false

  constructor(pull: Pull) {
    this.#pull = pull
  }

  /** Whether a byte is there to be read; false at the end. Waits for the one or the other. */
  async more(): Promise<boolean> {
    while (this.#buffer.length === 0 && !this.#ended) await this.#fill()
    return this.#buffer.length > 0
  }

  /**
   * One line without its CRLF, as Latin-1.
   * @param limit bytes that it may have.
   * @throws {IcapError} 400 when it is longer, ends in a bare line feed, or the connection ends before it does.
   */
  async line(limit: number): Promise<string> {
    let searched = 0
    for (;;) {
      const end = this.#buffer.indexOf(lineFeed, searched)
      if (end > limit + 1 || (end < 0 && this.#buffer.length > limit + 1)) {
        throw new IcapError(400, 'line too long')
      }
      if (end >= 0) {
        if (this.#buffer[end - 1] !== 0x0d) throw new IcapError(400, 'line without carriage return')
        const line = this.#buffer.toString('latin1', 0, end - 1)
        this.#buffer = this.#buffer.subarray(end + 1)
        return line
      }
      searched = this.#buffer.length
      await this.#need()
    }
  }

  /** @throws {IcapError} 400 when the connection ends before. */
  async exactly(count: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    for await (const piece of this.take(count)) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  /** The next `count` bytes, in the pieces in which they come. @throws {IcapError} 400 when it ends before. */
  async *take(count: number): AsyncGenerator<Buffer> {
    let left = count
    while (left > 0) {
      while (this.#buffer.length === 0) await this.#need()
      const piece = this.#buffer.subarray(0, left)
      this.#buffer = this.#buffer.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }

  async #need(): Promise<void> {
    await this.#fill()
    if (this.#ended) throw new IcapError(400, 'the connection ended inside a request')
  }

  async #fill(): Promise<void> {
    const piece = await this.#pull()
    if (piece === null) this.#ended = true
    else if (this.#buffer.length > 0) this.#buffer = Buffer.concat([this.#buffer, piece])
    else this.#buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
  }
}
