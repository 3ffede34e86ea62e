/**
 * Encodes text as Chinese editors' programs save it. Node only decodes GB18030 and Big5, so their tables are
 * got by decoding every pair of bytes (for GB18030 that is all of GBK).
 */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'gb18030' | 'big5'

const tables = new Map<string, Map<string, readonly number[]>>()

function tableOf(encoding: 'gb18030' | 'big5'): Map<string, readonly number[]> {
  const known = tables.get(encoding)
  if (known) return known
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, readonly number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail))
      if ([...text].length === 1 && text !== '\u{FFFD}' && !table.has(text)) table.set(text, [lead, trail])
    }
  }
  tables.set(encoding, table)
  return table
}

/** Whether every character has a code in the encoding. */
export function canEncode(text: string, encoding: Encoding): boolean {
  if (encoding !== 'gb18030' && encoding !== 'big5') return true
  const table = tableOf(encoding)
  return [...text].every(character => character.charCodeAt(0) < 0x80 || table.has(character))
}

/** @throws {RangeError} when a character is not in the encoding. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text)
    case 'utf-8-bom':
      return Buffer.from(`\u{FEFF}${text}`)
    case 'utf-16le':
      return Buffer.from(`\u{FEFF}${text}`, 'utf16le')
    default: {
      const table = tableOf(encoding)
      const bytes = [...text].flatMap(character => {
        const code = character.charCodeAt(0)
        const found = code < 0x80 ? [code] : table.get(character)
        if (!found) throw new RangeError(`not in ${encoding}: ${character}`)
        return found
      })
      return Uint8Array.from(bytes)
    }
  }
}
