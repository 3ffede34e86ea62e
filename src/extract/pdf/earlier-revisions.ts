/**
 * Earlier revisions that incremental updates leave in a file (ISO 32000-1, 7.5.6): each is the file up to an
 * earlier end-of-file mark.
 */
import { damageOf } from './integrity.ts'

const endMark = Buffer.from('%%EOF')
const headBytes = 2048

/** @returns lengths of the file at its earlier revisions, oldest first; of equal ones only one. */
export function earlierRevisions(bytes: Uint8Array): number[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = new Map<string, number>()
  const linearizedEnd = endOfLinearized(file)
  for (let at = file.indexOf(endMark); at >= 0; at = file.indexOf(endMark, at + 1)) {
    const end = at + endMark.length
    // The first part of a linearised file ends like a file of its own, but is none.
    if (end < linearizedEnd - 16) continue
    const start = /startxref\s{1,8}(\d{1,12})\s{0,8}$/.exec(file.toString('latin1', Math.max(0, at - 64), at))
    if (start && !starts.has(start[1] as string)) starts.set(start[1] as string, end)
  }
  const ends = [...starts.values()].filter(end => damageOf(bytes.subarray(0, end)) === null)
  // The last is the file as it stands now.
  return ends.slice(0, -1)
}

/** `/L` of a linearised file is its length when it was written, before any update (annex F). */
function endOfLinearized(file: Buffer): number {
  const head = file.toString('latin1', 0, headBytes)
  if (!/\/Linearized\b/.test(head)) return 0
  return Number(/\/L\s+(\d{1,12})\b/.exec(head)?.[1] ?? 0)
}
