/** What a font says of itself: the table `name` (OpenType 1.9), in which copyright, description and sample text stand. */
import { decodeText } from '../encoding.ts'
import { gapsBetween, type Range } from '../stray-bytes.ts'
import { Cursor } from './cursor.ts'

/** How the strings of a platform are encoded. */
const [unicode, macintosh, windows] = [0, 1, 3]
/** Encodings of the Macintosh platform by their number; the first is Roman. */
const macintoshEncodings = ['macintosh', 'shift_jis', 'big5', 'euc-kr']
const macintoshSimplified = 25
/** Of the Windows platform: Shift JIS, PRC, Big5, Wansung, as their number is. */
const windowsEncodings = [null, null, 'shift_jis', 'gb18030', 'big5', 'euc-kr']

export interface NameTexts {
  readonly names: readonly string[]
  /** What lies among the strings and belongs to no name. */
  readonly unused: readonly string[]
  /** Stretches of at least four bytes that belong to no name and are no text. */
  readonly unread: number
}

/**
 * @param spend is told every text before it is kept.
 * @throws {ProblemError} `corrupt`; what `spend` throws.
 */
export function readNameTable(table: Uint8Array, spend: (text: string) => void): NameTexts {
  const cursor = new Cursor(table)
  const format = cursor.u16()
  const count = cursor.u16()
  const storage = cursor.u16()
  const strings = new Map<string, string[]>()
  const covered: Range[] = []
  const add = (length: number, at: number, readings: (bytes: Uint8Array) => string[], kind: string) => {
    const key = `${at} ${length} ${kind}`
    if (strings.has(key)) return
    const texts = readings(new Cursor(table, storage + at).bytes(length))
    for (const text of texts) spend(text)
    strings.set(key, texts)
    covered.push([storage + at, storage + at + length])
  }
  for (let i = 0; i < count; i++) {
    const [platform, encoding] = [cursor.u16(), cursor.u16()]
    cursor.skip(4)
    const [length, at] = [cursor.u16(), cursor.u16()]
    add(length, at, bytes => readingsOf(bytes, platform, encoding), `${platform} ${encoding}`)
  }
  if (format === 1) {
    // Names of languages that have no number.
    const tags = cursor.u16()
    for (let i = 0; i < tags; i++) {
      const [length, at] = [cursor.u16(), cursor.u16()]
      add(length, at, bytes => readingsOf(bytes, unicode, 0), 'language')
    }
  }
  covered.push([0, cursor.at])
  const leftovers = gapsBetween(covered, table.length).map(([start, end]) =>
    leftoverText(table.subarray(start, end)),
  )
  for (const text of leftovers) if (text) spend(text)
  return {
    names: [...strings.values()].flat(),
    unused: leftovers.filter(text => text !== null),
    unread: leftovers.filter(text => text === null).length,
  }
}

/** What the bytes say by the encoding that is stated, and by the one they seem to be in where programs get it wrong. */
function readingsOf(bytes: Uint8Array, platform: number, encoding: number): string[] {
  if (platform === unicode || platform === windows) {
    const old = platform === windows ? windowsEncodings[encoding] : null
    const wide = decode(bytes, 'utf-16be')
    // Characters of one byte stand behind a zero there.
    return old
      ? [
          wide,
          decode(
            bytes.filter(byte => byte !== 0),
            old,
          ),
        ]
      : [wide]
  }
  const stated = platform === macintosh ? macintoshName(encoding) : null
  const readings = stated ? [decode(bytes, stated)] : []
  if (stated === null || bytes.some(byte => byte >= 0x80)) {
    const guess = decodeText(bytes)?.text ?? decode(bytes, 'latin1')
    if (!readings.includes(guess)) readings.push(guess)
  }
  return readings
}

function macintoshName(encoding: number): string | null {
  return encoding === macintoshSimplified ? 'gb18030' : (macintoshEncodings[encoding] ?? null)
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes).replaceAll('\0', '')
}

/** Empty for padding and for stubs of a few bytes; null for what is no text. */
function leftoverText(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || bytes.every(byte => byte === 0)) return ''
  return decodeText(bytes)?.text.replaceAll('\0', '') ?? null
}
