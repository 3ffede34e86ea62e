/** Text of mail headers: encoded words (RFC 2047), and bytes that were put there without any encoding. */
import { decodeMailText } from './charset.ts'

const encodedWord = /=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?]{0,20000})\?=/gi

/**
 * The text of a header as it is shown.
 * @param raw one character a byte, line breaks folded or not.
 */
export function headerText(raw: string): string {
  const unfolded = raw.replace(/\r?\n(?=[ \t])/g, '')
  const pieces: Piece[] = []
  let at = 0
  for (const word of unfolded.matchAll(encodedWord)) {
    const [whole, charset = '', encoding = '', data = ''] = word
    const between = unfolded.slice(at, word.index)
    at = word.index + whole.length
    // Blanks between two encoded words are no text.
    if (between.trim() !== '' || pieces.length === 0) pieces.push({ charset: null, bytes: latin1(between) })
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : quotedBytes(data)
    const last = pieces.at(-1)
    // A character may be cut between two words.
    if (last?.charset === charset) last.bytes = Buffer.concat([last.bytes, bytes])
    else pieces.push({ charset, bytes })
  }
  pieces.push({ charset: null, bytes: latin1(unfolded.slice(at)) })
  return pieces.map(textOf).join('').trim()
}

/** A run of a header; charset null for what is not encoded. */
interface Piece {
  readonly charset: string | null
  bytes: Buffer
}

function textOf({ charset, bytes }: Piece): string {
  if (charset === null) return decodeRaw(bytes.toString('latin1'))
  return decodeMailText(bytes, charset)?.text ?? bytes.toString('latin1')
}

const latin1 = (text: string) => Buffer.from(text, 'latin1')

/** The `Q` encoding: `_` is a blank, `=E6` a byte. */
function quotedBytes(data: string): Buffer {
  const plain = data
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return latin1(plain)
}

/** Bytes over 127 in a header are text in an encoding that is not stated. */
export function decodeRaw(raw: string): string {
  if (!/[\x80-\xff]/.test(raw) || /[^\0-\xff]/.test(raw)) return raw
  return decodeMailText(Buffer.from(raw, 'latin1'), '')?.text ?? raw
}
