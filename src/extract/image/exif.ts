/**
 * Text fields of EXIF and TIFF: image file directories (TIFF 6.0 §2, Exif 2.32). Every directory is visited
 * once, and nothing outside the buffer is read.
 */
import { decodeText } from '../encoding.ts'

const asciiType = 2
const byteType = 1
const undefinedType = 7
const imageDescriptionFrom = 0x010d
const exifDirectory = 0x8769
const gpsDirectory = 0x8825
const userComment = 0x9286
/** XPTitle, XPComment, XPAuthor, XPKeywords, XPSubject: Windows writes UTF-16LE into BYTE fields. */
const windowsText = [0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f]
const directoryLimit = 1_000
const fieldLimit = 1_000
/** Characters of all fields: many fields may point at the same text. */
const textLimit = 1_000_000

/** @returns the texts of all fields, in the order of the file; empty when there is no TIFF structure. */
export function readTiffTexts(bytes: Uint8Array): string[] {
  const start = Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? 6 : 0
  const data = bytes.subarray(start)
  if (data.length < 8) return []
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return []
  const little = order === 0x4949
  if (view.getUint16(2, little) !== 42) return []

  const texts: string[] = []
  let characters = 0
  const visited = new Set<number>()
  const queue = [view.getUint32(4, little)]
  for (
    let at = queue.shift();
    at !== undefined && visited.size < directoryLimit && characters < textLimit;
    at = queue.shift()
  ) {
    if (at === 0 || at + 2 > data.length || visited.has(at)) continue
    visited.add(at)
    const count = Math.min(view.getUint16(at, little), fieldLimit)
    for (let i = 0; i < count; i++) {
      const field = at + 2 + 12 * i
      if (field + 12 > data.length) break
      const tag = view.getUint16(field, little)
      if (tag === exifDirectory || tag === gpsDirectory) queue.push(view.getUint32(field + 8, little))
      const text = fieldText(data, view, field, little, tag)
      if (text !== '') texts.push(text)
      characters += text.length
      if (characters > textLimit) break
    }
    const next = at + 2 + 12 * count
    if (next + 4 <= data.length) queue.push(view.getUint32(next, little))
  }
  return texts
}

function fieldText(data: Uint8Array, view: DataView, field: number, little: boolean, tag: number): string {
  const type = view.getUint16(field + 2, little)
  const length = view.getUint32(field + 4, little)
  if (![asciiType, byteType, undefinedType].includes(type) || length > textLimit) return ''
  const at = length <= 4 ? field + 8 : view.getUint32(field + 8, little)
  if (at + length > data.length) return ''
  const value = data.subarray(at, at + length)
  if (windowsText.includes(tag)) return clean(new TextDecoder('utf-16le').decode(value))
  if (tag === userComment) return clean(commentText(value, little))
  return type === asciiType && tag >= imageDescriptionFrom
    ? clean(decodeText(trimNul(value))?.text ?? '')
    : ''
}

/** The first 8 bytes of a user comment name its character code (Exif 2.32 §4.6.6). */
function commentText(value: Uint8Array, little: boolean): string {
  const code = Buffer.from(value.subarray(0, 8)).toString('latin1')
  const text = value.subarray(8)
  if (code.startsWith('UNICODE')) return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(text)
  return decodeText(trimNul(text))?.text ?? ''
}

function trimNul(value: Uint8Array): Uint8Array {
  const end = value.indexOf(0)
  return end < 0 ? value : value.subarray(0, end)
}

function clean(text: string): string {
  return text.replaceAll('\0', '').trim()
}
