/** The piece table (MS-DOC 2.8.35, 2.9.38): which bytes are the characters of the document, in order. */
import type { Binary } from '../binary.ts'
import { type CharacterFormat, formatOf } from './formats.ts'

export interface Piece {
  /** Position of its first character in the document. */
  readonly start: number
  readonly end: number
  /** Place of its first byte in the stream WordDocument. */
  readonly at: number
  /** 1 or 2. */
  readonly characterBytes: number
  /** Formatting of the whole piece, left there by a fast save. */
  readonly format: CharacterFormat | null
}

const textTable = 2
const formatEntry = 1

/**
 * Pieces in order, none overlapping another in the document.
 * @param table the bytes of the structure Clx. @param oldCharacterBytes of Word 6 and 95; 0 for later files.
 */
export function readPieces(table: Binary, oldCharacterBytes: number): Piece[] {
  const formats: CharacterFormat[] = []
  let at = 0
  while (at < table.length && table.u8(at) === formatEntry) {
    const size = table.u16(at + 1)
    formats.push(formatOf(table.slice(at + 3, at + 3 + size)))
    at += 3 + size
  }
  if (table.u8(at) !== textTable) return []
  const size = Math.min(table.u32(at + 1), table.length - at - 5)
  const count = Math.floor((size - 4) / 12)
  const first = at + 5
  const pieces: Piece[] = []
  let start = table.u32(first)
  for (let i = 0; i < count; i++) {
    const end = table.u32(first + 4 * (i + 1))
    const descriptor = first + 4 * (count + 1) + 8 * i
    const place = table.u32(descriptor + 2)
    const compressed = (place & 0x40000000) !== 0
    const offset = place & 0x3fffffff
    const modifier = table.u16(descriptor + 6)
    if (end <= start) continue
    pieces.push({
      start,
      end,
      at: oldCharacterBytes > 0 ? place : compressed ? offset >>> 1 : offset,
      characterBytes: oldCharacterBytes || (compressed ? 1 : 2),
      format: (modifier & 1) !== 0 ? (formats[modifier >> 1] ?? null) : null,
    })
    start = end
  }
  return pieces
}

/** Index of the first piece that ends behind a position. */
export function pieceAt(pieces: readonly Piece[], position: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle] as Piece).end > position) high = middle
    else low = middle + 1
  }
  return low
}
