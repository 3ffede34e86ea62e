/** Hyperlink objects (MS-OSHARED 2.3.7.1): shown text, address, place in the target. */
import { Binary } from './binary.ts'
import { decodeCodePage } from './code-page.ts'

const urlMoniker = 'e0c9ea79f9bace118c8200aa004ba90b'
const fileMoniker = '0303000000000000c000000000000046'
const hasDisplayName = 0x10
const hasFrame = 0x80
const hasMoniker = 0x01
const isText = 0x100
const hasLocation = 0x08

/** @param bytes beginning with the stream version. @returns every text of the link that is not empty. */
export function hyperlinkTexts(bytes: Uint8Array): string[] {
  const data = new Binary(bytes)
  const flags = data.u32(4)
  const texts: string[] = []
  let at = 8
  const text = () => {
    const units = data.u32(at)
    texts.push(data.wide(at + 4, Math.min(units, data.length)))
    at += 4 + 2 * units
  }
  if ((flags & hasDisplayName) !== 0) text()
  if ((flags & hasFrame) !== 0) text()
  if ((flags & hasMoniker) !== 0 && (flags & isText) !== 0) text()
  else if ((flags & hasMoniker) !== 0) {
    const kind = Buffer.from(data.slice(at, at + 16)).toString('hex')
    at += 16
    if (kind === urlMoniker) {
      const size = data.u32(at)
      texts.push(data.wide(at + 4, Math.min(size, data.length) >> 1))
      at += 4 + size
    } else if (kind === fileMoniker) {
      const narrow = data.u32(at + 2)
      texts.push(decodeCodePage(data.slice(at + 6, at + 6 + narrow), 936))
      at += 6 + narrow + 24
      const size = data.u32(at)
      if (size > 6) texts.push(data.wide(at + 10, (Math.min(size, data.length) - 6) >> 1))
      at += 4 + size
    }
  }
  if ((flags & hasLocation) !== 0) text()
  return texts.map(each => each.replace(/\0.*$/s, '').trim()).filter(each => each !== '')
}
