/** Undoes `Content-Encoding`, within a bound of what may come out. */
import { pipeline } from 'node:stream/promises'
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'
import type { Spool, SpoolRoom } from '../spool.ts'
import type { Reason } from './reasons.ts'

/** `bytesWritten`: bytes of its input that it has read. */
type Decoder = NodeJS.ReadWriteStream & { readonly bytesWritten: number }

const decoders: Readonly<Record<string, () => Decoder>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}
/** More than this many, one upon the other, is no honest message. */
const mostLayers = 3

/** The body as a reader would get it, or why it cannot be had. */
export type Decoded = { readonly body: Spool } | { readonly reason: Reason }

/** @param header value of `Content-Encoding`. @param limit bytes that may come out. */
export async function decodeBody(
  body: Spool,
  header: string,
  rooms: { readonly room: SpoolRoom; readonly limit: number; readonly signal: AbortSignal },
): Promise<Decoded> {
  const layers = header
    .split(',')
    .map(each => each.trim().toLowerCase())
    .filter(each => each !== '' && each !== 'identity')
  if (layers.length > mostLayers) return { reason: { code: 'unknown-encoding' } }
  let current = body
  for (const layer of layers.toReversed()) {
    const decoded = await undo(current, layer, rooms)
    if ('reason' in decoded) return decoded
    current = decoded.body
  }
  return { body: current }
}

async function undo(
  body: Spool,
  layer: string,
  { room, limit, signal }: { readonly room: SpoolRoom; readonly limit: number; readonly signal: AbortSignal },
): Promise<Decoded> {
  const create = layer === 'deflate' ? await inflaterFor(body) : decoders[layer]
  if (!create) return { reason: { code: 'unknown-encoding' } }
  const target = room.open(limit)
  const decoder = create()
  const tooLarge: Reason = { code: 'too-large', details: { limit: Math.floor(limit / 2 ** 20) } }
  try {
    await pipeline(
      body.read(),
      decoder,
      async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) {
          await target.write(piece)
          if (target.isCut) throw new CutError()
        }
      },
      { signal },
    )
  } catch (error) {
    if (error instanceof CutError) return { reason: tooLarge }
    if (signal.aborted) throw error
    return { reason: { code: 'malformed' } }
  }
  // What follows the end is read by servers that keep the body as it came, and was not read here.
  if (decoder.bytesWritten !== body.size) return { reason: { code: 'malformed' } }
  return { body: target }
}

/** What comes out is over the limit: a bomb, or a large file. */
class CutError extends Error {}

/** `deflate` means the zlib format; some send the bare stream, which readers accept as well (RFC 9110 §8.4.1.2). */
async function inflaterFor(body: Spool): Promise<() => Decoder> {
  for await (const [first] of body.read()) {
    if (first !== undefined) return (first & 0x0f) === 8 ? createInflate : createInflateRaw
  }
  return createInflate
}
