/** Files that macOS adds to folders and archives unasked: no documents, but names and comments may stand in them. */
import type { Line } from '../../document/document.ts'
import { stringsOf } from '../ole/strings.ts'
import { linesOf } from '../text.ts'

/** AppleDouble (RFC 1740): attributes of the file of the same name. `.DS_Store`: how a folder is shown. */
const signatures = [Buffer.from([0, 5, 0x16, 7]), Buffer.from('\0\0\0\x01Bud1', 'latin1')]
/** They hold a few kilobytes; what is larger is something else under their signature. */
const mostBytes = 2 ** 18

/** @returns null when it is no such file. */
export function systemFileLines(bytes: Uint8Array): Line[] | null {
  const head = Buffer.from(bytes.subarray(0, 16))
  if (bytes.length > mostBytes || !signatures.some(each => head.subarray(0, each.length).equals(each))) {
    return null
  }
  // Text is UTF-16 with the high byte first, at odd offsets as well.
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2))
  const odd = bytes.subarray(1, bytes.length - ((bytes.length + 1) % 2))
  const texts = [bytes, Buffer.from(even).swap16(), Buffer.from(odd).swap16()].flatMap(stringsOf)
  return [...new Set(texts)].flatMap(text => linesOf(text, 'metadata'))
}
