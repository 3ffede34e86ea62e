/**
 * Characters that a text spells out instead of holding them: `&#26426;` or `&starf;` of HTML, `\u673a` of JSON,
 * YAML and programs, `%u673a` and `%E6%9C%BA` of addresses. What shows such a text may show the characters.
 */
import { Parser } from 'htmlparser2'

export const reference = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31};)/
export const unicodeEscape = /\\u(?:[0-9a-fA-F]{4}|\{[0-9a-fA-F]{1,6}\})/
const stringEscape =
  /\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(\r\n|[\n\r\u2028\u2029])|([\s\S]))/g
const control: Record<string, string> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f', b: '', '0': '' }
const percentRun = /(?:%[0-9a-fA-F]{2}){2,}/g

/** Characters of Chinese text and the stars of its marks: what has none of them is not worth a second reading. */
export const chinese = /[\u2605\u2606\u2b50\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\ud840-\ud888]/

/** Replaces character references (HTML Living Standard §13.5) in a text; markup in it stays as it is. */
export function decodeReferences(text: string): string {
  if (!reference.test(text)) return text
  const pieces: string[] = []
  const parser = new Parser({ ontext: piece => pieces.push(piece) }, { decodeEntities: true })
  parser.end(text.replaceAll('<', '&lt;'))
  return pieces.join('')
}

/** Replaces the escapes of a string literal (ECMA-262 §12.9.4); JSON and YAML share those for characters. */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text
  return text.replaceAll(
    stringEscape,
    (whole, four?: string, braced?: string, two?: string, lineEnd?: string, other?: string) => {
      const hex = four ?? braced ?? two
      if (hex === undefined) return lineEnd === undefined ? (control[other ?? ''] ?? other ?? '') : ''
      const code = Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

/** Replaces `%u673a` (the old `escape` of scripts) and percent-encoded UTF-8. */
export function decodePercents(text: string): string {
  if (!text.includes('%')) return text
  return text
    .replaceAll(/%u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(percentRun, run => {
      try {
        return decodeURIComponent(run)
      } catch {
        return run
      }
    })
}
