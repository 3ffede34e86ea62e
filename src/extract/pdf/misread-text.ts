/**
 * Text strings written as GBK or UTF-8 without saying so, as older Chinese producers do: a reader of PDF takes them for
 * PDFDocEncoding (ISO 32000-1, annex D.3), and 机密 becomes »úÃÜ.
 */
import { chinese } from '../escapes.ts'

/** Characters of PDFDocEncoding from 0x80 and at 0xA0 that are others in Latin-1. */
const special = '•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€'
const bytesOf = new Map([...special].map((character, index) => [character, 0x80 + index]))

/** @returns what the bytes of the string say, or null when they were no Chinese. */
export function misreadChinese(text: string): string | null {
  if (!/[\u00a1-\u00ff]{2}|[\u00a1-\u00ff]./.test(text) || chinese.test(text)) return null
  const bytes: number[] = []
  for (const character of text) {
    const byte = bytesOf.get(character) ?? character.charCodeAt(0)
    if (byte > 0xff) return null
    bytes.push(byte)
  }
  const marked = text.startsWith('\u00fe\u00ff') ? ['utf-16be'] : ['utf-8', 'gb18030']
  for (const encoding of marked) {
    try {
      const read = new TextDecoder(encoding, { fatal: true }).decode(Uint8Array.from(bytes))
      if (chinese.test(read)) return read
    } catch {
      // Not this encoding.
    }
  }
  return null
}
