/** Bytes of a file that nothing in its own directory leads to: what was hung on its end or hidden between its parts. */
import type { ExtractedPart } from '../document/picture.ts'
import type { ExtractContext } from './extractor.ts'

/** Where something that was read stands, in bytes from the start: the first, and the one behind the last. */
export type Range = readonly [start: number, end: number]

/**
 * Reads what no range covers as documents of their own: an archive is unpacked, a text is read, and what is of no
 * known format is an error. Zeros, with which files are padded, say nothing.
 */
export async function* strayParts(
  bytes: Uint8Array,
  covered: readonly Range[],
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  for (const [start, end] of gapsBetween(covered, bytes.length)) {
    const stray = trimZeros(bytes.subarray(start, end))
    if (stray.length > 0) yield* context.nested(stray, `bytes from ${start}`)
  }
}

/** What of `0` to `length` no range covers, in order. */
export function gapsBetween(covered: readonly Range[], length: number): Range[] {
  const gaps: Range[] = []
  let at = 0
  for (const [start, end] of [...covered].sort(([a], [b]) => a - b)) {
    if (start >= length) break
    if (start > at) gaps.push([at, start])
    at = Math.max(at, end)
  }
  if (at < length) gaps.push([at, length])
  return gaps
}

/** Zeros at the end are padding of a text, but may belong to what has zeros inside it, as an archive does. */
function trimZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex(byte => byte !== 0)
  if (start < 0) return bytes.subarray(0, 0)
  const trimmed = bytes.subarray(start, bytes.findLastIndex(byte => byte !== 0) + 1)
  return trimmed.includes(0) ? bytes.subarray(start) : trimmed
}
