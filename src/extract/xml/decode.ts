/** Which encoding an XML entity is in: byte order mark, then its first bytes, then its declaration. */
import { ProblemError } from '../../document/problem.ts'

const signatures: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x3c, 0x00], 'utf-16le'],
  [[0x00, 0x3c], 'utf-16be'],
]

/** XML 1.0, appendix F. @returns a label of the Encoding Standard, or what the declaration says. */
export function xmlEncoding(start: Uint8Array): string {
  for (const [bytes, encoding] of signatures) {
    if (bytes.every((byte, i) => start[i] === byte)) return encoding
  }
  const declaration = /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/
  return declaration.exec(Buffer.from(start.subarray(0, 256)).toString('latin1'))?.[1] ?? 'utf-8'
}

/**
 * Strict: bytes that do not belong to the encoding are an error, not U+FFFD.
 * @throws {ProblemError} `corrupt` when the declared encoding is unknown.
 */
export function xmlDecoder(start: Uint8Array): TextDecoder {
  const encoding = xmlEncoding(start)
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch (cause) {
    throw new ProblemError('corrupt', { reason: `XML: unknown encoding ${encoding}` }, { cause })
  }
}

/** Whether bytes look like the start of an XML entity, in any of the encodings above. */
export function looksLikeXml(start: Uint8Array): boolean {
  const encoding = xmlEncoding(start)
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be'
  const text = wide
    ? new TextDecoder(encoding).decode(start.subarray(0, start.byteLength & ~1))
    : Buffer.from(start)
        .toString('latin1')
        .replace(/^\u00ef\u00bb\u00bf/, '')
  return /^\s*<[?!A-Za-z_\u0080-\uffff]/.test(text)
}
