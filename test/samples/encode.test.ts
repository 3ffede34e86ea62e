import { expect, test } from 'vitest'
import { canEncode, type Encoding, encode } from '../../scripts/samples/encode.ts'
import fc from '../fast-check.ts'

const encodings: [Encoding, string][] = [
  ['utf-8', 'utf-8'],
  ['utf-8-bom', 'utf-8'],
  ['utf-16le', 'utf-16le'],
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
]

test.each(encodings)('what is encoded as %s decodes to the same text', (encoding, label) => {
  const character = fc.constantFrom(...'关于通知関於國家機密秘密★〔2031〕号，。\nabc')
  fc.assert(
    fc.property(fc.string({ unit: character }), text => {
      fc.pre(canEncode(text, encoding))
      expect(new TextDecoder(label).decode(encode(text, encoding))).toBe(text)
    }),
  )
})

test('a character that the encoding lacks is refused, not replaced', () => {
  expect(canEncode('关于', 'big5')).toBe(false)
  expect(() => encode('关于', 'big5')).toThrow(RangeError)
})
