/** Tables of strings in the table stream of a Word file (MS-DOC 2.2.4 STTB, 2.9.286 SttbfFfn). */
import type { Binary } from '../binary.ts'
import type { Range } from './fib.ts'

const wideMark = 0xffff
const maxStrings = 10_000

/** The strings of an STTB with two bytes a character. */
export function readStrings(table: Binary, { at, length }: Range): string[] {
  const strings: string[] = []
  const end = Math.min(table.length, at + length)
  if (length < 6 || table.u16(at) !== wideMark) return strings
  const count = Math.min(table.u16(at + 2), maxStrings)
  const extra = table.u16(at + 4)
  let place = at + 6
  for (let i = 0; i < count && place + 2 <= end; i++) {
    const units = table.u16(place)
    strings.push(table.wide(place + 2, Math.min(units, (end - place - 2) >> 1)))
    place += 2 + 2 * units + extra
  }
  return strings
}

/** Names of the fonts, by number. */
export function readFonts(table: Binary, { at, length }: Range): string[] {
  const fonts: string[] = []
  const end = Math.min(table.length, at + length)
  const count = Math.min(length < 4 ? 0 : table.u16(at), maxStrings)
  let place = at + 4
  for (let i = 0; i < count && place < end; i++) {
    const size = 1 + table.u8(place)
    // The name stands behind what describes the font, and ends with a zero.
    const name = table.wide(place + 40, Math.max(0, size - 40) >> 1)
    fonts.push(name.split('\0')[0] ?? '')
    place += size
  }
  return fonts
}
