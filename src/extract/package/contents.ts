/** The contents of one entry of a zip, checked against what its directory claims of them. */
import { crc32 } from 'node:zlib'
import { ProblemError } from '../../document/problem.ts'
import type { StoredEntry } from './directory.ts'
import { inflate } from './inflate.ts'

/**
 * The contents of an entry, cut off where they exceed what the directory claims of them. As the claims together were
 * held against the limit when the package was opened, so are the bytes that really come out.
 * @param ratio inflated size divided by compressed size, for entries over 1 MB.
 * @throws {ProblemError} `encrypted`, `corrupt` (broken data, false size or checksum), `too-large` (bomb); what
 *   comes before a damaged spot is yielded first.
 */
export async function* readEntry(entry: StoredEntry, ratio: number): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) throw new ProblemError('encrypted')
  let sum = 0
  let reached = 0
  for await (const piece of contents(entry, ratio)) {
    reached += piece.byteLength
    if (reached > entry.declaredBytes) {
      // A reader that trusts the directory stops here: so far both see the same.
      yield piece.subarray(0, piece.byteLength - (reached - entry.declaredBytes))
      throw corrupt(`${entry.name}: longer than its declared size`)
    }
    sum = crc32(piece, sum)
    yield piece
  }
  if (reached !== entry.declaredBytes) throw corrupt(`${entry.name}: shorter than its declared size`)
  if (sum !== entry.crc32) throw corrupt(`${entry.name}: checksum differs`)
}

function contents(entry: StoredEntry, ratio: number): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (entry.method === 8) return inflate(entry.data, { name: entry.name, ratio })
  if (entry.method === 0) return [entry.data]
  throw corrupt(`${entry.name}: compression method ${entry.method}`)
}

function corrupt(reason: string): ProblemError {
  return new ProblemError('corrupt', { reason: `zip: ${reason}` })
}
