/** Splits a multipart body into its parts. None is left out, named or not: what a server reads of it is not known here. */
import { Dicer } from '@fastify/busboy'
import type { Spool, SpoolRoom } from '../spool.ts'

export interface BodyPart {
  /** Lower-case names; the first value of each, Latin-1. */
  readonly header: (name: string) => string
  readonly body: Spool
}

/** Not every byte belongs to a part that was read: refuse. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError'
}

export interface SplitOptions {
  readonly room: SpoolRoom
  /** Bytes of one part. */
  readonly limit: number
  readonly parts: number
  readonly signal: AbortSignal
}

/** RFC 2046 §5.1.1 allows 70; some clients take more. */
const longestBoundary = 200

/** @throws {MultipartError} when it has no boundary, text around its parts, too many parts, or is cut short. */
export async function splitMultipart(
  body: Spool,
  boundary: string | undefined,
  { room, limit, parts: most, signal }: SplitOptions,
): Promise<BodyPart[]> {
  if (!boundary || boundary.length > longestBoundary) throw new MultipartError('no usable boundary')
  await checkEnds(body, boundary)
  const dicer = new Dicer({ boundary, maxHeaderPairs: 100 })
  const parts: Promise<BodyPart>[] = []
  dicer.on('part', stream => {
    if (parts.length >= most) {
      dicer.destroy(new MultipartError('too many parts'))
      return
    }
    const part = collect(stream, room.open(limit))
    // Looked at below; a part that fails must not end the process before.
    part.catch(() => undefined)
    parts.push(part)
  })
  const whole = allParts(dicer, signal)
  whole.catch(() => undefined)
  try {
    for await (const piece of body.read()) {
      if (!dicer.write(piece))
        await Promise.race([new Promise(resolve => dicer.once('drain', resolve)), whole])
    }
    dicer.end()
    await whole
    return await Promise.all(parts)
  } catch (error) {
    dicer.destroy()
    if (signal.aborted || error instanceof MultipartError) throw error
    throw new MultipartError('not a whole multipart body', { cause: error })
  }
}

/**
 * The parser says `finish` when the last part was read. As a stream it may never end: it does not take its last piece
 * when a part that ends in it was not read as fast as it came.
 */
function allParts(dicer: Dicer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    dicer.once('finish', () => resolve())
    dicer.on('error', reject)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    if (signal.aborted) reject(signal.reason)
  })
}

type PartStream = AsyncIterable<Buffer> & {
  on(event: 'header', listener: (header: object) => void): unknown
}

async function collect(stream: PartStream, body: Spool): Promise<BodyPart> {
  const known = new Map<string, unknown>()
  let isHeaderWhole = false
  stream.on('header', header => {
    isHeaderWhole = true
    for (const [name, values] of Object.entries(header)) known.set(name, values)
  })
  for await (const piece of stream) await body.write(piece)
  if (!isHeaderWhole) throw new MultipartError('a part without the end of its header')
  const header = (name: string) => {
    const values = known.get(name)
    const [first] = Array.isArray(values) ? values : []
    return typeof first === 'string' ? first : ''
  }
  return { header, body }
}

/** Before the first boundary and after the last one there is nothing: some servers would read it, this one would not. */
async function checkEnds(body: Spool, boundary: string): Promise<void> {
  const opening = Buffer.from(`--${boundary}`, 'latin1')
  const closing = Buffer.from(`--${boundary}--`, 'latin1')
  let head = Buffer.alloc(0)
  let tail = Buffer.alloc(0)
  for await (const piece of body.read()) {
    if (head.length < opening.length) head = Buffer.concat([head, piece.subarray(0, opening.length)])
    tail = Buffer.concat([tail, piece.subarray(-closing.length - 4)]).subarray(-closing.length - 4)
  }
  const end = tail.toString('latin1').replace(/(?:\r?\n){0,2}$/, '')
  if (!head.subarray(0, opening.length).equals(opening) || !end.endsWith(closing.toString('latin1'))) {
    throw new MultipartError('the first or the last boundary is not where it must be')
  }
}
