/** Inflates one deflated entry piece by piece and stops at the ratio, whatever its headers claim. */
import { createInflateRaw } from 'node:zlib'
import { ProblemError } from '../../document/problem.ts'

export interface InflateLimits {
  readonly name: string
  /** Inflated size divided by compressed size, for entries over 1 MB. */
  readonly ratio: number
}

const pieceBytes = 64 * 1024
const ratioFrom = 2 ** 20

/** @throws {ProblemError} `corrupt`, `too-large`. */
export async function* inflate(data: Uint8Array, limits: InflateLimits): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: pieceBytes })
  let count = 0
  try {
    inflater.end(data)
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      count += chunk.byteLength
      if (count > ratioFrom && count > limits.ratio * data.byteLength) {
        const what = { zh: `${limits.name} 的压缩比`, en: `The compression ratio of ${limits.name}` }
        throw new ProblemError('too-large', { what, size: `> ${limits.ratio}`, limit: limits.ratio })
      }
      yield chunk
    }
    // Data after the end of the stream is never shown by a reader, but has no business there.
    if (inflater.bytesWritten !== data.byteLength) throw corrupt(limits.name, 'data after its end')
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw corrupt(limits.name, error instanceof Error ? error.message : String(error), error)
  } finally {
    inflater.destroy()
  }
}

function corrupt(name: string, reason: string, cause?: unknown): ProblemError {
  return new ProblemError('corrupt', { reason: `zip: ${name}: ${reason}` }, { cause })
}
