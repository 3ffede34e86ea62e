/** What a document is, by its content and never by its name. */
import { fileTypeFromBuffer } from 'file-type'
import { iconDirectoryBytes, isIcon } from '../raster/icon.ts'
import { decodeText } from './encoding.ts'
import { type Format, formatOfType } from './formats.ts'
import { typeOfCompoundFile } from './sniff/compound-file.ts'
import { kindOfText } from './sniff/markup.ts'
import { findZipEnd, typeOfZip } from './sniff/zip.ts'

export interface Sniffed {
  /** Media type. */
  readonly type: string
  /** Short name for messages: the format's label, or the usual extension of a format outside the table. */
  readonly label: string
  /** Row of the table; null for a format that is not even named there. */
  readonly format: Format | null
  /** HTML that shows by a few tags only; the name may know better that it is text, Markdown or CSV. */
  readonly fragment: boolean
}

const ascii = (text: string) => Array.from(text, character => character.charCodeAt(0))

/** Signatures at the start that no text begins with. `null` matches any byte. */
const signatures: readonly (readonly [bytes: readonly (number | null)[], type: string])[] = [
  [[0x89, ...ascii('PNG\r\n\x1a\n')], 'image/png'],
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
  [ascii('GIF87a'), 'image/gif'],
  [ascii('GIF89a'), 'image/gif'],
  [[...ascii('RIFF'), null, null, null, null, ...ascii('WEBP')], 'image/webp'],
  [[...ascii('II'), 42, 0], 'image/tiff'],
  [[...ascii('MM'), 0, 42], 'image/tiff'],
  [[...ascii('II'), 43, 0], 'image/tiff'],
  [[...ascii('MM'), 0, 43], 'image/tiff'],
  [ascii('PK\x03\x04'), 'application/zip'],
  [ascii('PK\x05\x06'), 'application/zip'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'application/x-ole-storage'],
  [ascii('Rar!\x1a\x07'), 'application/x-rar-compressed'],
  [ascii('7z\xbc\xaf\x27\x1c'), 'application/x-7z-compressed'],
  [[0x1f, 0x8b, 8], 'application/gzip'],
  [[...ascii('BZh'), null, ...ascii('1AY&SY')], 'application/x-bzip2'],
  [[0xfd, ...ascii('7zXZ'), 0], 'application/x-xz'],
  [[1, 0, 0, 0, ...Array<null>(36).fill(null), ...ascii(' EMF')], 'image/emf'],
  [[0xd7, 0xcd, 0xc6, 0x9a], 'image/wmf'],
  [[1, 0, 9, 0, 0, 3], 'image/wmf'],
  [[1, 0, 9, 0, 0, 1], 'image/wmf'],
  [[...Array<null>(257).fill(null), ...ascii('ustar')], 'application/x-tar'],
  // A number of tables follows, below 256: what begins with the word of a signature is no text then.
  [[0, 1, 0, 0, 0], 'font/ttf'],
  [[...ascii('true'), 0], 'font/ttf'],
  [[...ascii('OTTO'), 0], 'font/otf'],
  [[...ascii('ttcf'), 0], 'font/collection'],
  [[...ascii('wOFF'), 0, 1, 0, 0], 'font/woff'],
  [[...ascii('wOFF'), ...ascii('OTTO')], 'font/woff'],
  [[...ascii('wOFF'), ...ascii('true')], 'font/woff'],
  [[...ascii('wOF2'), 0, 1, 0, 0], 'font/woff2'],
  [[...ascii('wOF2'), ...ascii('OTTO')], 'font/woff2'],
  [[...ascii('wOF2'), ...ascii('true')], 'font/woff2'],
  [[...ascii('wOF2'), ...ascii('ttcf')], 'font/woff2'],
]

/** Readers accept a PDF header anywhere in the first 1024 bytes (ISO 32000-1, implementation note 13). */
const pdfReach = 1024

/** @returns null when the content is of no known format. The bytes must not be empty. */
export async function sniff(bytes: Uint8Array): Promise<Sniffed | null> {
  const signed = signatures.find(([signature]) =>
    signature.every((b, i) => b === null || bytes[i] === b),
  )?.[1]
  if (signed === 'application/zip') return sniffed(typeOfZip(bytes))
  if (signed === 'application/x-ole-storage') return sniffed(typeOfCompoundFile(bytes))
  if (signed) return sniffed(signed)
  if (isPdf(bytes)) return sniffed('application/pdf')
  if (isBmp(bytes)) return sniffed('image/bmp')
  if (isEot(bytes)) return sniffed('application/vnd.ms-fontobject')
  if (isIcon(bytes) && pointsBehindDirectory(bytes)) return sniffed('image/x-icon')
  const decoded = isTextLike(bytes) ? decodeText(bytes) : null
  if (decoded) {
    const { type, fragment } = kindOfText(decoded.text)
    return { ...sniffed(type), fragment }
  }
  const known = await fileTypeOf(bytes)
  if (known) return known
  if (findZipEnd(bytes) >= 0) return sniffed(typeOfZip(bytes))
  // Text that no encoding explains is still text: its extractor says what is wrong with it.
  return isTextLike(bytes) && !hasNul(bytes) ? sniffed('text/plain') : null
}

/** Whether an archive hangs on the end of a file that is something else: content no reader of that format sees. */
export function hasAppendedZip(bytes: Uint8Array, type: string): boolean {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return !isZip && type !== 'application/zip' && bytes.length >= 22 && findZipEnd(bytes) >= 0
}

/** Whether a picture or a font is a PDF as well, which readers open by a header that stands further behind. */
export function isPdfToo(bytes: Uint8Array, { format }: Sniffed): boolean {
  return (format?.family === 'picture' || format?.family === 'font') && isPdf(bytes)
}

function sniffed(type: string): Sniffed {
  const format = formatOfType(type) ?? null
  return { type, label: format?.label ?? type.replace(/^.*[/.]/, ''), format, fragment: false }
}

function isPdf(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = buffer.toString('latin1', 0, pdfReach + 8)
  const at = head.search(/%PDF-\d\.\d/)
  if (at === 0) return true
  // A text about PDF may quote the header: after junk, something of a PDF's body has to follow.
  return at > 0 && ['startxref', '%%EOF', ' obj'].some(word => buffer.indexOf(word, at, 'latin1') >= 0)
}

/** `BM`, and a header of a known length behind it (wingdi.h BITMAPCOREHEADER … BITMAPV5HEADER). */
function isBmp(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x42 || bytes[1] !== 0x4d || bytes.length < 26) return false
  const header = viewOf(bytes).getUint32(14, true)
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(header)
}

/** The magic number `LP`, behind a version of the format (EOT 1.0 §4). */
function isEot(bytes: Uint8Array): boolean {
  if (bytes[34] !== 0x4c || bytes[35] !== 0x50 || bytes.length < 82) return false
  return [0x10000, 0x20001, 0x20002].includes(viewOf(bytes).getUint32(8, true))
}

/** Other files begin with the same four bytes: the first entry of an icon leads to what stands behind them all. */
function pointsBehindDirectory(bytes: Uint8Array): boolean {
  return bytes.length >= 22 && viewOf(bytes).getUint32(18, true) >= iconDirectoryBytes(bytes)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function hasNul(bytes: Uint8Array): boolean {
  return bytes.includes(0)
}

/** Few control characters, and no NUL but in UTF-16. */
function isTextLike(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 65_536)
  let controls = 0
  for (const byte of head) {
    if ((byte < 0x20 && byte !== 0 && (byte < 0x09 || byte > 0x0d)) || byte === 0x7f) controls++
  }
  // UTF-16 text may hold any byte, and is judged by what it decodes to.
  return controls * 50 <= head.length || (bytes.length % 2 === 0 && controls * 4 <= head.length)
}

async function fileTypeOf(bytes: Uint8Array): Promise<Sniffed | null> {
  try {
    const found = await fileTypeFromBuffer(bytes)
    if (!found) return null
    const format = formatOfType(found.mime) ?? null
    return { type: found.mime, label: format?.label ?? found.ext, format, fragment: false }
  } catch {
    return null
  }
}
