/** Strings as they stand in the bytes of a PDF (ISO 32000-1, 7.3.4 and 7.9.2). */

const longest = 100_000
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

export interface FoundString {
  readonly words: string
  /** Where the key before it stands. */
  readonly at: number
}

/** Every text string that follows a key such as `/ActualText`. @param text bytes as Latin-1. */
export function stringsAfter(key: string, text: string, most: number): FoundString[] {
  const found: FoundString[] = []
  for (let at = text.indexOf(key); at >= 0 && found.length < most; at = text.indexOf(key, at + 1)) {
    const bytes = stringAt(text, at + key.length)
    if (bytes !== null) found.push({ words: textOf(bytes), at })
  }
  return found
}

/** The string object that begins at an offset, white space before it allowed, as Latin-1; null when there is none. */
function stringAt(text: string, from: number): string | null {
  let at = from
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1
  if (text[at] === '<' && text[at + 1] !== '<') {
    const end = text.indexOf('>', at)
    return end < 0 || end - at > longest ? null : hexadecimal(text.slice(at + 1, end))
  }
  return text[at] === '(' ? literal(text, at + 1) : null
}

function hexadecimal(digits: string): string {
  return Buffer.from(digits.replaceAll(/\s/g, ''), 'hex').toString('latin1')
}

function literal(text: string, from: number): string | null {
  let [depth, bytes] = [1, '']
  for (let at = from; at < text.length && at - from < longest; at += 1) {
    const character = text.charAt(at)
    if (character === '\\') {
      const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0]
      const next = text.charAt(at + 1)
      at += octal?.length ?? 1
      if (octal) bytes += String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
      else if (next === '\r' && text[at + 1] === '\n') at += 1
      else if (next !== '\n' && next !== '\r') bytes += escapes[next] ?? next
      continue
    }
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth === 0) return bytes
    bytes += character
  }
  return null
}

/** UTF-16 or UTF-8 with a mark, otherwise PDFDocEncoding, of which the Latin-1 part is enough here. */
function textOf(bytes: string): string {
  const raw = Buffer.from(bytes, 'latin1')
  if (bytes.startsWith('\u00fe\u00ff')) return new TextDecoder('utf-16be').decode(raw)
  if (bytes.startsWith('\u00ff\u00fe')) return new TextDecoder('utf-16le').decode(raw)
  if (bytes.startsWith('\u00ef\u00bb\u00bf')) return new TextDecoder('utf-8').decode(raw)
  return bytes
}
