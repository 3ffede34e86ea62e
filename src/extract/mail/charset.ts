/** Bytes of a mail to text: what the mail says of its encoding is a hint, since senders often state a wrong one. */
import { type DecodedText, decodeText, type Encoding } from '../encoding.ts'

/** Labels of the encodings that are told from each other by their content. */
const told: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  gb2312: 'gb18030',
  gb_2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  ms936: 'gb18030',
  'x-gbk': 'gb18030',
  gb18030: 'gb18030',
  big5: 'big5',
  'big5-hkscs': 'big5',
  'x-big5': 'big5',
}
/** Labels that stand before any text, whatever its encoding: what mail programs put when they do not know. */
const meaningless =
  /^(?:|us-ascii|ascii|iso-8859-\d+|windows-125\d|latin-?1|binary|8bit|default|unknown(?:-8bit)?|x-unknown)$/

/**
 * @param label what the mail states, in any case; empty when it states nothing.
 * @returns null when the bytes are no text in any encoding that is known.
 */
export function decodeMailText(
  bytes: Uint8Array,
  label: string,
): Pick<DecodedText, 'text' | 'undecoded'> | null {
  const name = label.trim().toLowerCase()
  const encoding = told[name]
  if (encoding) return decodeText(bytes, encoding)
  if (meaningless.test(name)) return decodeText(bytes) ?? decodeAs(bytes, 'windows-1252')
  return decodeAs(bytes, name)
}

function decodeAs(bytes: Uint8Array, label: string): Pick<DecodedText, 'text' | 'undecoded'> | null {
  try {
    const text = new TextDecoder(label).decode(bytes)
    return { text, undecoded: text.split('\ufffd').length - 1 }
  } catch {
    return null
  }
}
