/** Windows metafiles (MS-WMF). */
import { decodeText } from '../encoding.ts'
import { Binary } from '../legacy/binary.ts'
import { codePageOfCharset, decodeCodePage } from '../legacy/code-page.ts'
import { bitmapFile } from './bitmap.ts'
import { type Drawing, mostCurves } from './drawing.ts'
import { TextRows } from './text-rows.ts'

const placeableBytes = 22
const headerBytes = 18
const endFunction = 0x0000
const textOut = 0x0521
const extendedTextOut = 0x0a32
const createFont = 0x02fb
const glyphNumbers = 0x10
const hasRectangle = 0x06
/** Bytes before the bitmap in the functions that have one. */
const bitmapPlaces: Readonly<Record<number, number>> = { 3907: 22, 2881: 20, 2368: 16, 3379: 18 }
/** Polygons of polygons are how letters are drawn as outlines. */
const outlines = 0x0538

export function isWmf(bytes: Uint8Array): boolean {
  const data = new Binary(bytes)
  if (data.u32(0) === 0x9ac6cdd7) return true
  return (data.u16(0) === 1 || data.u16(0) === 2) && data.u16(2) === 9 && [0x100, 0x300].includes(data.u16(4))
}

export function readWmf(bytes: Uint8Array): Drawing {
  const data = new Binary(bytes)
  const rows = new TextRows()
  const bitmaps: Uint8Array[] = []
  let codePage: number | undefined
  let outlineCount = 0
  let ended = false
  let readable = true
  let at = headerBytes + (data.u32(0) === 0x9ac6cdd7 ? placeableBytes : 0)
  while (at + 6 <= data.length) {
    const size = data.u32(at) * 2
    const type = data.u16(at + 4)
    if (type === endFunction) {
      ended = true
      break
    }
    if (size < 6 || at + size > data.length) break
    const start = at + 6
    const end = at + size
    const place = bitmapPlaces[type]
    if (type === textOut) {
      const count = data.u16(start)
      const after = start + 2 + count + (count & 1)
      rows.add(
        decode(data.slice(start + 2, Math.min(end, start + 2 + count)), codePage),
        data.u16(after + 2),
        data.u16(after),
      )
    } else if (type === extendedTextOut) {
      const options = data.u16(start + 6)
      const from = start + 8 + ((options & hasRectangle) !== 0 ? 8 : 0)
      const text = data.slice(from, Math.min(end, from + data.u16(start + 4)))
      if ((options & glyphNumbers) === 0)
        rows.add(decode(text, codePage), data.u16(start + 2), data.u16(start))
      else if (text.length > 0) readable = false
    } else if (type === createFont) codePage = codePageOfCharset(data.u8(start + 13)) ?? codePage
    else if (type === outlines) outlineCount++
    else if (place !== undefined) {
      const bitmap = bitmapFile(data.slice(start + place, end))
      if (bitmap) bitmaps.push(bitmap)
    }
    at += size
  }
  return { texts: rows.texts(), bitmaps, complete: ended && readable && outlineCount <= mostCurves }
}

/** Text of a font whose character set is not known is mostly Chinese here. */
function decode(bytes: Uint8Array, codePage: number | undefined): string {
  const text = decodeCodePage(bytes, codePage ?? 936)
  if (!text.includes('\ufffd')) return text
  const guess = decodeText(bytes)
  return guess?.undecoded === 0 ? guess.text : text
}
