/** What an entry of a package holds, by its first bytes: names and content types are only claims. */
import { looksLikeXml } from '../xml/decode.ts'
import { isCompoundFile } from './compound-file.ts'

export type ContentKind =
  | 'empty'
  | 'xml'
  | 'html'
  | 'picture'
  | 'metafile'
  | 'compound'
  | 'zip'
  | 'font'
  | 'other'

/** How many bytes `contentKind` wants to see. */
export const contentKindBytes = 4096

/** Bytes as text, `?` for any byte; the first row that fits wins. */
const signatures: readonly (readonly [kind: ContentKind, offset: number, bytes: string])[] = [
  ['picture', 0, '\x89PNG\r\n\x1a\n'],
  ['picture', 0, '\xff\xd8\xff'],
  ['picture', 0, 'GIF8'],
  ['picture', 0, 'II*\0'],
  ['picture', 0, 'MM\0*'],
  ['picture', 0, 'RIFF????WEBP'],
  ['picture', 0, 'BM????\0\0\0\0'],
  ['picture', 0, 'II\xbc\x01'],
  ['picture', 4, 'ftyp'],
  ['metafile', 40, ' EMF'],
  ['metafile', 0, '\xd7\xcd\xc6\x9a'],
  ['metafile', 0, '\x01\0\x09\0\0\x03'],
  ['metafile', 0, '\x1f\x8b'],
  ['zip', 0, 'PK\x03\x04'],
  ['font', 0, '\0\x01\0\0'],
  ['font', 0, 'OTTO'],
  ['font', 0, 'ttcf'],
  ['font', 0, 'wOFF'],
  ['font', 0, 'wOF2'],
]

/** HTML that does not claim to be XML; the byte order mark of UTF-8 may come before it. */
const htmlStart = /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype\s+html|html|head|body)[\s>]/i

export function contentKind(start: Uint8Array): ContentKind {
  if (start.byteLength === 0) return 'empty'
  if (isCompoundFile(start)) return 'compound'
  for (const [kind, offset, bytes] of signatures) {
    if (fits(start, offset, bytes)) return kind
  }
  if (htmlStart.test(Buffer.from(start).toString('latin1'))) return 'html'
  return looksLikeXml(start) ? 'xml' : 'other'
}

function fits(start: Uint8Array, offset: number, bytes: string): boolean {
  if (start.byteLength < offset + bytes.length) return false
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== '?' && start[offset + i] !== bytes.charCodeAt(i)) return false
  }
  return true
}
