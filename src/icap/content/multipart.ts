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
  boundary: string | null,
  { room, limit, parts: most, signal }: SplitOptions,
): Promise<BodyPart[]> {
  if (!boundary || boundary.length > longestBoundary) throw new MultipartError('no usable boundary')
  await checkBoundaries(body, boundary)
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

/**
 * Every line that begins with the boundary is one that all servers take for one: a whole line, first in the body and
 * last, and the one that ends the form stands nowhere else. Where it is not so, they disagree about what is a part.
 */
async function checkBoundaries(body: Spool, boundary: string): Promise<void> {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  // As if a line had ended before: the first boundary then is like all others.
  let rest = Buffer.from('\r\n')
  let isFirst = true
  let isClosed = false
  for await (const piece of body.read()) {
    rest = Buffer.concat([rest, piece])
    while (!isClosed) {
      const at = rest.indexOf(delimiter)
      if (isFirst && at !== 2 && rest.length > delimiter.length + 2) throw disputed()
      const end = at + delimiter.length
      if (at < 0 || end + 2 > rest.length) break
      isFirst = false
      const follows = rest.toString('latin1', end, end + 2)
      isClosed = follows === '--'
      if (rest.toString('latin1', at - 2, at) !== '\r\n' || (!isClosed && follows !== '\r\n'))
        throw disputed()
      rest = rest.subarray(isClosed ? end + 2 : end)
    }
    if (!isClosed) rest = rest.subarray(-delimiter.length - 3)
    else if (rest.length > 4) throw disputed()
  }
  if (!isClosed || !/^(?:\r?\n){0,2}$/.test(rest.toString('latin1'))) throw disputed()
}

const disputed = () => new MultipartError('the boundaries can be read in more than one way')
