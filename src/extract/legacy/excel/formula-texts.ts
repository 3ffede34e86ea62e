/** Texts inside parsed formulas (MS-XLS 2.5.198): `IF(A1,"机密","")`. */
import { stringsOf } from '../../ole/strings.ts'
import { Binary } from '../binary.ts'

const textToken = 0x17
const attributeToken = 0x19
/** Bytes behind a token without operands that vary; tokens of the three classes are the same. */
const sizes: Readonly<Record<number, number>> = {
  1: 4,
  2: 4,
  28: 1,
  29: 1,
  30: 2,
  31: 8,
  32: 7,
  33: 2,
  34: 3,
  35: 4,
  36: 4,
  37: 8,
  38: 6,
  39: 6,
  40: 6,
  41: 2,
  42: 4,
  43: 8,
  44: 4,
  45: 8,
  57: 6,
  58: 6,
  59: 10,
  60: 6,
  61: 10,
}
for (let operator = 3; operator <= 0x16; operator++) Object.assign(sizes, { [operator]: 0 })

/** @param tokens of BIFF8. From a token nobody knows on, whatever reads as text. */
export function formulaTexts(tokens: Uint8Array): string[] {
  const data = new Binary(tokens)
  const texts: string[] = []
  let at = 0
  while (at < data.length) {
    const token = data.u8(at)
    const base = token >= 0x60 ? token - 0x40 : token >= 0x40 ? token - 0x20 : token
    if (base === textToken) {
      const count = data.u8(at + 1)
      const wide = (data.u8(at + 2) & 1) === 1
      const end = at + 3 + count * (wide ? 2 : 1)
      texts.push(wide ? data.wide(at + 3, count) : Buffer.from(data.slice(at + 3, end)).toString('latin1'))
      at = end
    } else if (base === attributeToken) {
      const choices = (data.u8(at + 1) & 4) !== 0 ? 2 * (data.u16(at + 2) + 1) : 0
      at += 4 + choices
    } else {
      const size = sizes[base]
      if (size === undefined) {
        texts.push(...stringsOf(data.slice(at, data.length)))
        break
      }
      at += 1 + size
    }
  }
  return [...new Set(texts.map(text => text.trim()))].filter(text => /[\p{L}\p{N}]/u.test(text))
}
