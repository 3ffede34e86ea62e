/** Bodies in ICAP are always chunked (RFC 3507 §4.4.2): reading and writing them. */
import type { ByteReader } from './byte-reader.ts'
import { IcapError } from './icap-error.ts'

/** Bytes of a chunk's size with its extensions; of all trailer lines together. */
const sizeLineLimit = 4096
const trailerLimit = 16_384

export interface BodyEnd {
  /** The preview is all there is: `0; ieof` (RFC 3507 §4.5). */
  readonly ieof: boolean
}

/**
 * Reads up to the zero chunk and past its trailer, which is dropped as a recipient may (RFC 9110 §6.5.1).
 * @param onPiece is given the content, in pieces; nothing is read while it works.
 * @throws {IcapError} 400 for what is not chunked, or whose last chunk does not come.
 */
export async function readChunked(
  reader: ByteReader,
  onPiece: (piece: Uint8Array) => Promise<void> | void,
): Promise<BodyEnd> {
  for (;;) {
    const [size = '', ...extensions] = (await reader.line(sizeLineLimit)).split(';')
    if (!/^[0-9a-f]{1,12}[ \t]*$/i.test(size)) throw new IcapError(400, 'a chunk without a size')
    const length = Number.parseInt(size, 16)
    if (length === 0) {
      await skipTrailer(reader)
      return { ieof: extensions.some(each => each.trim().toLowerCase() === 'ieof') }
    }
    for await (const piece of reader.take(length)) await onPiece(piece)
    if ((await reader.line(0)) !== '') throw new IcapError(400, 'a chunk longer than its size')
  }
}

async function skipTrailer(reader: ByteReader): Promise<void> {
  for (let left = trailerLimit; ; ) {
    const line = await reader.line(left)
    if (line === '') return
    left -= line.length + 2
    if (left < 0) throw new IcapError(400, 'the trailer is too long')
  }
}

/** One chunk. @param content must not be empty: that would be the end. */
export function chunk(content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from('\r\n')])
}

export const lastChunk = Buffer.from('0\r\n\r\n')
