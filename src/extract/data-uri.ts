/** `data:` addresses (RFC 2397): content that is part of the file that names it. */

export interface DataUri {
  /** As stated; what the bytes are is sniffed. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** How a data URI begins. */
const start = /^data:([^,;]{0,200})((?:;[^,;]{0,200}){0,10}),/i

/** An address without what browsers drop from it before they read it (URL Living Standard §4.4). */
export function trimmedAddress(value: string): string {
  let end = value.length
  while (end > 0 && value.charCodeAt(end - 1) <= 0x20) end--
  return value
    .slice(0, end)
    .replace(/^[\0-\x20]+/, '')
    .replaceAll(/[\t\r\n]/g, '')
}

export function isDataUri(value: string): boolean {
  return /^data:/i.test(trimmedAddress(value.slice(0, 1000)))
}

/** @returns null when it is no data URI or its content cannot be decoded. */
export function parseDataUri(value: string): DataUri | null {
  const address = trimmedAddress(value)
  const match = start.exec(address)
  if (!match) return null
  const content = address.slice(match[0].length)
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

/** Data URIs inside a style or a script: in quotes to the other quote, past escaped ones, otherwise to the end of `url(…)`. */
export function* dataUrisIn(source: string): Generator<string> {
  for (const [bare, , quoted] of source.matchAll(
    /(["'`])(\s{0,20}data:(?:\\[\s\S]|(?!\1)[^\\])*)\1|data:[^"'`)\s]{1,}/gi,
  )) {
    yield (quoted ?? bare).replace(/&quot;$/, '')
  }
}

/** Data URIs in a `srcset`, which end where white space begins. */
export function* dataUrisInSet(srcset: string): Generator<string> {
  for (const [uri] of srcset.matchAll(/data:\S{1,}/gi)) yield uri.replace(/,$/, '')
}
