/** Enhanced metafiles (MS-EMF), and what they say in EMF+ (MS-EMFPLUS). */
import { Binary } from '../legacy/binary.ts'
import { decodeCodePage } from '../legacy/code-page.ts'
import { bitmapFile } from './bitmap.ts'
import { type Drawing, mostCurves } from './drawing.ts'
import { EmfPlusReader } from './emf-plus.ts'
import { TextRows } from './text-rows.ts'

const headerType = 1
const endType = 14
const commentType = 70
const narrowText = 83
const wideText = 84
const smallText = 108
const plusSignature = 0x2b464d45
/** Text in numbers of glyphs instead of characters. */
const glyphNumbers = 0x10
const noRectangle = 0x100
const smallCharacters = 0x200
/** Curves; letters without a font are made of them. */
const curves: readonly number[] = [2, 5, 85, 88]
/** Where the places of a bitmap stand in the records that have one. */
const bitmapPlaces: Readonly<Record<number, number>> = { 76: 84, 77: 84, 78: 84, 80: 48, 81: 48, 114: 84 }
/** Several texts in one record; no program in use writes them. */
const unreadTypes: readonly number[] = [79, 96, 97]

export function isEmf(bytes: Uint8Array): boolean {
  const data = new Binary(bytes)
  return data.u32(0) === headerType && data.u32(40) === 0x464d4520
}

export function readEmf(bytes: Uint8Array): Drawing {
  const data = new Binary(bytes)
  const rows = new TextRows()
  const bitmaps: Uint8Array[] = []
  const plus = new EmfPlusReader()
  let curveCount = 0
  let ended = false
  let readable = true
  for (let at = 0; at + 8 <= data.length && !ended; ) {
    const type = data.u32(at)
    const size = data.u32(at + 4)
    if (size < 8 || at + size > data.length) break
    if (type === endType) ended = true
    else if (type === commentType && data.u32(at + 12) === plusSignature) {
      plus.read(data.slice(at + 16, Math.min(at + size, at + 12 + data.u32(at + 8))))
    } else if (type === narrowText || type === wideText || type === smallText) {
      const text = textOf(data, at, size, type)
      if (text === null) readable = false
      else rows.add(text.text, text.x, text.y)
    } else if (bitmapPlaces[type] !== undefined) {
      const bitmap = bitmapOf(data, at, size, bitmapPlaces[type])
      if (bitmap) bitmaps.push(bitmap)
    } else if (curves.includes(type)) curveCount++
    else if (unreadTypes.includes(type)) readable = false
    at += size
  }
  return {
    texts: [...new Set([...rows.texts(), ...plus.texts()])],
    bitmaps: [...bitmaps, ...plus.pictures],
    complete: ended && readable && plus.readable && curveCount <= mostCurves,
  }
}

interface Text {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** @returns null for numbers of glyphs. */
function textOf(data: Binary, at: number, size: number, type: number): Text | null {
  const end = at + size
  if (type === smallText) {
    const options = data.u32(at + 20)
    if ((options & glyphNumbers) !== 0) return null
    const start = at + 36 + ((options & noRectangle) !== 0 ? 0 : 16)
    return {
      text: characters(data, start, data.u32(at + 16), end, (options & smallCharacters) !== 0),
      x: data.u32(at + 8),
      y: data.u32(at + 12),
    }
  }
  if ((data.u32(at + 52) & glyphNumbers) !== 0)
    return data.u32(at + 44) === 0 ? { text: '', x: 0, y: 0 } : null
  const start = at + data.u32(at + 48)
  return {
    text: characters(data, start, data.u32(at + 44), end, type === narrowText),
    x: data.u32(at + 36),
    y: data.u32(at + 40),
  }
}

function characters(data: Binary, start: number, count: number, end: number, narrow: boolean): string {
  if (start >= end) return ''
  const room = end - start
  return narrow
    ? decodeCodePage(data.slice(start, start + Math.min(count, room)), 936)
    : data.wide(start, Math.min(count, room >> 1))
}

function bitmapOf(data: Binary, at: number, size: number, place: number): Uint8Array | null {
  const inside = (offset: number, length: number) => offset >= 8 && offset + length <= size
  const [info, infoBytes, bits, bitBytes] = [0, 4, 8, 12].map(step => data.u32(at + place + step)) as [
    number,
    number,
    number,
    number,
  ]
  if (bitBytes === 0 || !inside(info, infoBytes) || !inside(bits, bitBytes)) return null
  const bitmap = Buffer.concat([
    data.slice(at + info, at + info + infoBytes),
    data.slice(at + bits, at + bits + bitBytes),
  ])
  return bitmapFile(bitmap, infoBytes)
}
