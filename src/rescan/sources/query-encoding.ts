/**
 * The query of a link is sent in the encoding of its page (URL Standard §4.3): `?name=通知` on a GB2312 page asks for
 * other bytes than on a UTF-8 page, and an old server knows only those. Node encodes nothing but UTF-8.
 */
import type { Encoding } from '../../extract/encoding.ts'

const tables = new Map<Encoding, ReadonlyMap<string, string>>()

/** The address with its query in percent escapes when the page's encoding needs it; the rest is left to `URL`. */
export function encodeQuery(address: string, encoding: Encoding): string {
  if (encoding !== 'gb18030' && encoding !== 'big5') return address
  const start = address.indexOf('?')
  if (start < 0 || !/[^\0-\x7f]/.test(address.slice(start))) return address
  const hash = address.indexOf('#', start)
  const end = hash < 0 ? address.length : hash
  const table = tableOf(encoding)
  const query = address.slice(start, end).replaceAll(/[^\0-\x7f]/gu, each => table.get(each) ?? each)
  return address.slice(0, start) + query + address.slice(end)
}

function tableOf(encoding: 'gb18030' | 'big5'): ReadonlyMap<string, string> {
  const known = tables.get(encoding)
  if (known) return known
  const table = new Map<string, string>()
  const decoder = new TextDecoder(encoding)
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      // Two bytes that are no character become several, or the one that stands for a mistake.
      if ([...character].length > 1 || character === '\uFFFD' || table.has(character)) continue
      table.set(character, `%${lead.toString(16)}%${trail.toString(16)}`.toUpperCase())
    }
  }
  tables.set(encoding, table)
  return table
}
