/** Marks in tables of numbers: what a text editor shows of a font, whatever table it stands in. */
import { stringsOf } from '../ole/strings.ts'

/** The character that every mark has, in UTF-8, GBK, UTF-16LE and UTF-16BE. */
const needles = ['e5af86', 'c3dc', 'c65b', '5bc6'] as const
/** How many bytes away from it the rest of a mark stands at most. */
const reach = 90
/** By chance the character occurs in every large font; a level of secrecy or a cipher telegram does not. */
const level = /[绝絕机機秘祕]\s{0,3}密|密\s{0,3}[电電传傳]/

/** @returns stretches of text with a mark's words in them, each once. */
export function marksAmongNumbers(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = new Set<string>()
  for (const needle of needles) {
    const pattern = Buffer.from(needle, 'hex')
    for (let at = buffer.indexOf(pattern); at >= 0; at = buffer.indexOf(pattern, at + reach)) {
      const isSwapped = needle === '5bc6'
      const around = buffer.subarray(Math.max(isSwapped ? at % 2 : 0, at - reach), at + 2 * reach)
      for (const text of stringsOf(isSwapped ? swapped(around) : around)) {
        if (level.test(text)) found.add(text)
      }
    }
  }
  return [...found]
}

function swapped(bytes: Uint8Array): Uint8Array {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()
}
