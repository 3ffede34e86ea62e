/** TrueType and OpenType fonts, and collections of them (OpenType 1.9, “Organization of an OpenType Font”). */
import type { Range } from '../stray-bytes.ts'
import { Cursor } from './cursor.ts'
import { damaged } from './damaged.ts'
import type { FontLayout, FontTable } from './layout.ts'

/** Real collections hold some tens. */
const mostFonts = 1_000
/** One font has some twenty; all fonts of a collection together. */
const mostTables = 20_000

/** @throws {ProblemError} `corrupt`. */
export function readSfnt(bytes: Uint8Array): FontLayout {
  const covered: Range[] = []
  const known = new Map<string, FontTable>()
  const starts = fontStarts(bytes, covered)
  let count = 0
  const fonts = starts.map(start => {
    const cursor = new Cursor(bytes, start + 4)
    const tableCount = cursor.u16()
    count += tableCount
    if (tableCount === 0 || count > mostTables) throw damaged('number of tables')
    cursor.skip(6)
    const tables: FontTable[] = []
    for (let i = 0; i < tableCount; i++) {
      const tag = cursor.tag()
      cursor.skip(4)
      const [at, length] = [cursor.u32(), cursor.u32()]
      if (at + length > bytes.length) throw damaged(`table ${printable(tag)} cut short`)
      const key = `${tag} ${at} ${length}`
      const table = known.get(key) ?? { tag, bytes: bytes.subarray(at, at + length), isTransformed: false }
      known.set(key, table)
      tables.push(table)
      covered.push([at, at + length])
    }
    covered.push([start, cursor.at])
    return tables
  })
  return { fonts, covered, texts: [] }
}

/** Where each font's directory begins. */
function fontStarts(bytes: Uint8Array, covered: Range[]): number[] {
  const cursor = new Cursor(bytes)
  if (cursor.tag() !== 'ttcf') return [0]
  const version = cursor.u16()
  cursor.skip(2)
  const count = cursor.u32()
  if (count === 0 || count > mostFonts) throw damaged('number of fonts')
  const starts = Array.from({ length: count }, () => cursor.u32())
  if (version >= 2) {
    // A signature of the whole file.
    cursor.skip(4)
    const [length, at] = [cursor.u32(), cursor.u32()]
    if (at + length <= bytes.length) covered.push([at, at + length])
  }
  covered.push([0, cursor.at])
  return starts
}

/** A tag as people may be shown it. */
export function printable(tag: string): string {
  return tag.replaceAll(/[^\x20-\x7e]/g, '?').trim() || '?'
}
