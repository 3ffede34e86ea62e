/**
 * Markdown, read line by line as it stands, without the decoration that would hide that a mark is alone
 * on its line: `## **机密★20年**` is the line `机密★20年`. Stars inside a line stay: they may belong to a mark.
 */
import type { Channel, Line } from '../document/document.ts'
import { parseDataUri } from './data-uri.ts'
import { isPlainPicture, picturePart } from './embedded-picture.ts'
import { chinese, decodeReferences } from './escapes.ts'
import type { Extractor } from './extractor.ts'
import { sniff } from './sniff.ts'
import { linesOf, readText, splitLines, textLine, textPart } from './text.ts'

/** Heading, quotation, list item or task at the start of a line (CommonMark 0.31 §4.2, §5.1, §5.2). */
const blockMarker = /^\s{0,20}(?:(?:#{1,6}|>|[-+*]|\d{1,9}[.)])(?:\s+|$)|>)(?:\[[ xX]\]\s+)?/
/** `|---|:--:|`, `***`, `====`: drawn, not read. */
const rule = /^[\s|:=*_~-]{3,}$/
const wrappings = ['***', '___', '**', '__', '~~', '*', '_', '``', '`'] as const
/** Emphasis, strike-through or code inside a line. */
const emphasis = /(\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)([^*_~`\n]{1,200})\1/g
/** `[text][label]`. */
const referenceLink = /\[([^[\]]{1,500})\]\[[^[\]]{0,200}\]/g
const tag = /<\/?[a-zA-Z][^<>\n]{0,4000}>/g
/** A backslash before ASCII punctuation, or at the end of a line, is not shown (CommonMark 0.31 §2.4, §6.7). */
const escaped = /\\([!-/:-@[-`{-~]|$)/g

/** @throws {ProblemError} `text-undecodable` */
export const extractMarkdown: Extractor = async function* (bytes, context) {
  const pictures: string[] = []
  const withoutPictures = readText(bytes, context).replaceAll(/data:[^\s"')>]{1,}/gi, uri => {
    pictures.push(uri)
    return ''
  })
  const { visible, comments } = splitComments(withoutPictures)
  const lines: Line[] = []
  for (const text of splitLines(visible)) for (const line of readLine(text)) lines.push(line)
  for (const line of linesOf(comments.join('\n'), 'hidden')) lines.push(line)
  yield textPart(lines)
  for (const [index, uri] of pictures.entries()) {
    const data = parseDataUri(uri)
    const format = data && data.bytes.length > 0 ? (await sniff(data.bytes))?.format : null
    if (data && format?.load && !isPlainPicture(format)) {
      yield* context.nested(data.bytes, `file ${index + 1}`)
      continue
    }
    const part = data && (await picturePart(data.bytes, `picture ${index + 1}`, context))
    if (part) yield part
  }
}

/** What one source line says: its text, or its cells; then what stands behind links and in tags. */
function readLine(source: string): Line[] {
  if (rule.test(source)) return []
  const aside: Line[] = []
  const note = (text: string, channel: Channel) => {
    if (text.trim() !== '') aside.push(textLine(text, channel))
  }
  const { shown, links } = splitLinks(source)
  for (const { text, target, picture } of links) {
    if (!target.startsWith('data:')) note(target, 'link')
    if (picture) note(text, 'alt')
  }
  const bare = shown.replace(tag, whole => {
    if (whole.includes('=')) note(whole, 'hidden')
    return ''
  })
  const text = decodeReferences(bare.replaceAll(referenceLink, '$1'))
  const cells = /^\s*\|/.test(text) ? text.split('|') : [text]
  const channel = cells.length > 1 ? 'table' : 'body'
  return [...cells.flatMap(cell => cellLines(undecorate(cell), channel)), ...aside]
}

/** A text as it stands, and below it without the emphasis inside: `机**密**★20年` shows 机密★20年. */
function cellLines(source: string, channel: Channel): Line[] {
  const text = source.replaceAll(escaped, '$1')
  const lines = linesOf(text, channel)
  const plain = text.replaceAll(emphasis, '$2').replaceAll(emphasis, '$2')
  return plain !== text && chinese.test(plain) ? [...lines, ...linesOf(plain, 'hidden')] : lines
}

interface Link {
  readonly text: string
  readonly target: string
  readonly picture: boolean
}

/** Longest text and target of a link that are looked for: this bounds the time of a hostile line. */
const linkReach = 2_000

/** Takes `[text](target "title")` apart: the text stays in its line, that of a picture does not. */
function splitLinks(source: string): { shown: string; links: Link[] } {
  const links: Link[] = []
  let shown = ''
  let done = 0
  for (let middle = source.indexOf(']('); middle >= 0; middle = source.indexOf('](', middle + 2)) {
    const before = source.slice(Math.max(done, middle - linkReach), middle)
    const after = source.slice(middle + 2, middle + 2 + linkReach)
    const opening = before.lastIndexOf('[')
    const closing = after.indexOf(')')
    if (opening < 0 || closing < 0) continue
    const start = middle - before.length + opening
    const picture = start > done && source[start - 1] === '!'
    const text = before.slice(opening + 1)
    const [target = '', ...title] = after
      .slice(0, closing)
      .trim()
      .split(/[\s<>]+/)
    links.push({ text, target, picture })
    if (title.length > 0)
      links.push({ text: title.join(' ').replaceAll(/^["'(]|["')]$/g, ''), target: '', picture: true })
    shown += source.slice(done, picture ? start - 1 : start) + (picture ? '' : text)
    done = middle + 2 + closing + 1
    middle = done - 2
  }
  return { shown: shown + source.slice(done), links }
}

function undecorate(source: string): string {
  let text = source
  for (let depth = 0; depth < 8; depth++) {
    const before = text
    text = text.replace(blockMarker, '').trim()
    const wrapping = wrappings.find(w => text.length > 2 * w.length && text.startsWith(w) && text.endsWith(w))
    if (wrapping) text = text.slice(wrapping.length, -wrapping.length)
    if (text === before) break
  }
  return text
}

/** HTML comments are not shown by any viewer, and may span lines. */
function splitComments(text: string): { visible: string; comments: string[] } {
  const comments: string[] = []
  let visible = ''
  let at = 0
  for (;;) {
    const open = text.indexOf('<!--', at)
    const close = open < 0 ? -1 : text.indexOf('-->', open + 4)
    if (close < 0) return { visible: visible + text.slice(at), comments }
    visible += text.slice(at, open)
    comments.push(text.slice(open + 4, close))
    at = close + 3
  }
}
