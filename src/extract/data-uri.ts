/** `data:` addresses (RFC 2397): content that is part of the file that names it. */

export interface DataUri {
  /** As stated; what the bytes are is sniffed. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** How a data URI begins; white space and letter case as browsers tolerate them. */
const start = /^\s{0,20}data:([^,;]{0,200})((?:;[^,;]{0,200}){0,10}),/i

export function isDataUri(value: string): boolean {
  return /^\s{0,20}data:/i.test(value)
}

/** @returns null when it is no data URI or its content cannot be decoded. */
export function parseDataUri(value: string): DataUri | null {
  const match = start.exec(value)
  if (!match) return null
  const content = value.slice(match[0].length)
  const type = (match[1] || 'text/plain').trim().toLowerCase()
  const base64 = /;\s*base64\s*$/i.test(match[2] ?? '')
  return {
    type,
    bytes: base64
      ? Buffer.from(percentDecoded(content).toString('latin1'), 'base64')
      : percentDecoded(content),
  }
}

/** Percent-decoding to bytes; everything else stands for itself in UTF-8. */
function percentDecoded(text: string): Buffer {
  if (!text.includes('%')) return Buffer.from(text, 'utf8')
  const pieces: Buffer[] = []
  let at = 0
  for (const match of text.matchAll(/(?:%[0-9a-fA-F]{2}){1,10000}/g)) {
    pieces.push(Buffer.from(text.slice(at, match.index), 'utf8'))
    pieces.push(Buffer.from(match[0].replaceAll('%', ''), 'hex'))
    at = match.index + match[0].length
  }
  pieces.push(Buffer.from(text.slice(at), 'utf8'))
  return Buffer.concat(pieces)
}

/** Data URIs inside `url(…)` of a style, or in a `srcset`. */
export function* dataUrisIn(text: string): Generator<string> {
  for (const [uri] of text.matchAll(/data:[^"')\s]{1,}/gi)) yield uri.replace(/&quot;$/, '')
}
