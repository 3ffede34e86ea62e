/** Words among the names of glyphs (`post`) and in the strings of PostScript outlines (`CFF `). */
import { decodeText } from '../encoding.ts'
import { Cursor } from './cursor.ts'
import { damaged } from './damaged.ts'

/** What a glyph may be called (Adobe Glyph List specification); whatever else is said is said to people. */
const glyphName = /^[\w.\-+*/:~]*$/

const postVersions = [0x10000, 0x20000, 0x25000, 0x28000, 0x30000, 0x40000]

/** Names in `post` that are no names of glyphs. @throws {ProblemError} `corrupt`. */
export function postWords(table: Uint8Array): string[] {
  const cursor = new Cursor(table)
  const version = cursor.u32()
  if (!postVersions.includes(version)) throw damaged('version of post')
  cursor.skip(28)
  // Only these have names of their own; what else may stand behind the header is padding.
  if (version !== 0x20000)
    return [textOf(table.subarray(cursor.at).filter(byte => byte !== 0))].filter(isWord)
  cursor.skip(2 * cursor.u16())
  const words: string[] = []
  while (cursor.at < table.length) {
    const length = cursor.u8()
    // Some programs pad the table with what would be the beginning of a name.
    words.push(textOf(cursor.bytes(Math.min(length, table.length - cursor.at))))
  }
  return words.filter(isWord)
}

/** Names, notices and copyrights of `CFF ` (Adobe Technical Note 5176). @throws {ProblemError} `corrupt`. */
export function cffWords(table: Uint8Array): string[] {
  const cursor = new Cursor(table)
  if (cursor.u8() !== 1) throw damaged('version of CFF')
  cursor.skip(1)
  cursor.at = cursor.u8()
  const names = readIndex(cursor)
  readIndex(cursor)
  return [...names, ...readIndex(cursor)].map(textOf).filter(isWord)
}

/** A list of pieces of bytes, behind which the cursor stands then. */
function readIndex(cursor: Cursor): Uint8Array[] {
  const count = cursor.u16()
  if (count === 0) return []
  const width = cursor.u8()
  if (width < 1 || width > 4) throw damaged('list in CFF')
  const offsets = Array.from({ length: count + 1 }, () => {
    let offset = 0
    for (let i = 0; i < width; i++) offset = offset * 256 + cursor.u8()
    return offset
  })
  let previous = offsets[0] ?? 1
  return offsets.slice(1).map(offset => {
    if (offset < previous) throw damaged('list in CFF')
    const piece = cursor.bytes(offset - previous)
    previous = offset
    return piece
  })
}

function textOf(bytes: Uint8Array): string {
  return decodeText(bytes)?.text ?? Buffer.from(bytes).toString('latin1')
}

function isWord(text: string): boolean {
  return !glyphName.test(text)
}
