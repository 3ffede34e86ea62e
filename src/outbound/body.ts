/** Reads an answer's body: decoded, and never more of it than the limit, packed or unpacked. */
import { Readable } from 'node:stream'
import { createBrotliDecompress, createInflateRaw, createUnzip, createZstdDecompress } from 'node:zlib'
import { OutboundError } from './failure.ts'

/** What is asked for; nothing else is understood. */
export const acceptedEncodings = 'gzip, deflate, br, zstd'

/** Encodings on top of each other: no honest server needs more, and each one multiplies. */
const mostEncodings = 2

/**
 * @param encoding the header `content-encoding`, undefined or empty when there is none
 * @param most bytes, of what came over the wire as well as of what it unpacks to
 * @throws {OutboundError} `too-large`, `encoding-unknown`; the stream's or zlib's own error when it is cut or broken
 */
export async function readBody(
  source: Readable,
  encoding: string | undefined,
  most: number,
  host: string,
): Promise<Buffer> {
  let bytes: AsyncIterable<Uint8Array> = bounded(source, most, host)
  const encodings = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '' && each !== 'identity')
  if (encodings.length > mostEncodings)
    throw new OutboundError('encoding-unknown', { host, encoding: encodings.join() })
  for (const each of encodings.reverse()) bytes = bounded(decoded(bytes, each, host), most, host)
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* bounded(
  source: AsyncIterable<Uint8Array>,
  most: number,
  host: string,
): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of source) {
    total += chunk.length
    if (total > most) throw new OutboundError('too-large', { host, limit: most })
    yield chunk
  }
}

async function* decoded(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
  host: string,
): AsyncGenerator<Uint8Array> {
  const packed = source[Symbol.asyncIterator]()
  const first = await packed.next()
  // A HEAD or an empty body has the header too.
  if (first.done) return
  const rest = (async function* () {
    try {
      for (let next: IteratorResult<Uint8Array> = first; !next.done; next = await packed.next())
        yield next.value
    } finally {
      await packed.return?.()
    }
  })()
  const input = Readable.from(rest, { objectMode: false })
  const decoder = decoderFor(encoding, first.value, host)
  input.on('error', error => decoder.destroy(error))
  try {
    yield* input.pipe(decoder) as AsyncIterable<Uint8Array>
  } finally {
    input.destroy()
    decoder.destroy()
  }
}

function decoderFor(encoding: string, first: Uint8Array, host: string) {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createUnzip()
    case 'deflate':
      // Meant is zlib (RFC 9110, 8.4.1.2); some servers send bare deflate.
      return ((first[0] ?? 0) & 0x0f) === 8 ? createUnzip() : createInflateRaw()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress()
    default:
      throw new OutboundError('encoding-unknown', { host, encoding })
  }
}
