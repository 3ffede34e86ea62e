/** Compressed pieces of web fonts, whose size the font states: never more than that is inflated. */
import { brotliDecompressSync, inflateSync } from 'node:zlib'
import { ProblemError } from '../../document/problem.ts'
import { ratioTooLarge } from '../archive/bounded-bytes.ts'
import type { ExtractContext } from '../extractor.ts'
import { damaged } from './damaged.ts'

const ratioFrom = 2 ** 20

/**
 * @param size how many bytes the piece is stated to inflate to.
 * @throws {ProblemError} `too-large`; `corrupt` when the piece does not inflate to exactly that, or goes on behind
 *   the end of its stream.
 */
export function inflatePiece(
  method: 'zlib' | 'brotli',
  piece: Uint8Array,
  size: number,
  context: ExtractContext,
): Uint8Array {
  const { limits } = context
  if (size > ratioFrom && size > limits.ratio * piece.length) throw ratioTooLarge(limits)
  context.spend(size)
  const options = { maxOutputLength: Math.max(1, size), info: true }
  let inflated: { buffer: Uint8Array; used: number }
  try {
    // With `info` the result comes with the engine, which knows how far it read.
    const result = method === 'zlib' ? inflateSync(piece, options) : brotliDecompressSync(piece, options)
    inflated = withEngine(result)
  } catch (cause) {
    throw damaged(`${method} stream`, cause)
  }
  if (inflated.buffer.length !== size) throw damaged(`${method} stream of another size`)
  if (inflated.used < piece.length) throw damaged(`bytes behind a ${method} stream`)
  return inflated.buffer
}

function withEngine(result: unknown): { buffer: Uint8Array; used: number } {
  if (typeof result === 'object' && result !== null && 'buffer' in result && 'engine' in result) {
    const { buffer, engine } = result
    const used =
      typeof engine === 'object' && engine !== null && 'bytesWritten' in engine ? engine.bytesWritten : null
    if (buffer instanceof Uint8Array && typeof used === 'number') return { buffer, used }
  }
  throw new ProblemError('crashed', { reason: 'zlib' })
}
