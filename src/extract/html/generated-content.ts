/** Text that style sheets put on the page: `content: "机" "密"`, `--mark: "…"`, `content: attr(data-mark)`. */
import { opaquePieces, withoutComments } from './css.ts'

export interface GeneratedContent {
  /** What is shown before or after some element. */
  readonly texts: string[]
  /** Strings of custom properties and counters, which may be shown. */
  readonly possible: string[]
  /** Names of attributes whose values are shown. */
  readonly attributes: string[]
}

const property = /^\s{0,99}(-{0,2}[a-zA-Z][\w\u0080-\uffff-]{0,100})\s{0,9}:/
const shownProperty =
  /^(?:content|quotes|list-style|list-style-type|text-overflow|text-emphasis|text-emphasis-style)$/i
const possibleProperty = /^(?:--.*|symbols|additive-symbols|prefix|suffix|negative|pad|string-set)$/i
const attribute = /attr\(\s{0,9}([\w-]{1,100})/gi

/** @param css a style sheet, or the declarations of one element. */
export function generatedContent(css: string): GeneratedContent {
  const source = withoutComments(css)
  const content: GeneratedContent = { texts: [], possible: [], attributes: [] }
  let start = 0
  let last = 0
  let pending = ''
  const finish = () => {
    // Icon fonts live in the private use area and say nothing.
    if (!/[\p{L}\p{N}★☆]/u.test(pending)) return
    const name = property.exec(source.slice(start, start + 300))?.[1] ?? ''
    if (shownProperty.test(name)) content.texts.push(pending)
    else if (possibleProperty.test(name)) content.possible.push(pending)
  }
  for (const { kind, start: opening, end } of opaquePieces(source)) {
    if (kind !== 'string') continue
    const gap = source.slice(last, opening)
    const boundary = Math.max(gap.lastIndexOf(';'), gap.lastIndexOf('{'), gap.lastIndexOf('}'))
    if (boundary >= 0) {
      finish()
      pending = ''
      start = last + boundary + 1
    }
    pending += decodeCssEscapes(
      source.slice(opening + 1, source[end - 1] === source[opening] ? end - 1 : end),
    )
    last = end
  }
  finish()
  for (const [, name = ''] of source.matchAll(attribute)) content.attributes.push(name.toLowerCase())
  return content
}

/** `\26 05` and `\"` (CSS Syntax Level 3 §4.3.7). */
export function decodeCssEscapes(text: string): string {
  return text.replaceAll(
    /\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|\r?\n|([\s\S]))/g,
    (_, hex?: string, plain?: string) => {
      const code = hex ? Number.parseInt(hex, 16) : 0
      return hex ? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '') : (plain ?? '')
    },
  )
}
