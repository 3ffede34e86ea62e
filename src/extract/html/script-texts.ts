/**
 * What a script says: the Chinese in its strings, which it may put on the page. A bundle is full of labels
 * (`{ level: '秘密' }`, lists of levels, comparisons), and a label is no mark: only what the script writes to the
 * page, what is a mark by itself, and what is a text rather than a label become lines of their own. All other
 * strings share lines that begin with `script:`, where a bare level stands in no mark's place.
 */
import { base64Text } from '../base64-text.ts'
import { chinese, decodeEscapes, decodePercents, decodeReferences } from '../escapes.ts'
import { jsonTexts } from '../json.ts'
import { looksLikeMark } from '../mark-signs.ts'
import { literalsOf, type StringLiteral } from '../string-literals.ts'
import { splitLines } from '../text.ts'

export interface ScriptTexts {
  readonly lines: string[]
  /** Strings with markup in them, to be read as pages. */
  readonly pages: string[]
}

/** Code just before a string that is written to the page. */
const written =
  /(?:\b(?:write|writeln|alert|createTextNode|createContextualFragment|fillText|strokeText)|\.(?:html|text|append|prepend|before|after|replaceWith))\s{0,9}\(\s{0,9}$|\binsertAdjacent(?:HTML|Text)\s{0,9}\([^()]{1,30},\s{0,9}$|\b(?:innerHTML|outerHTML|textContent|innerText|nodeValue|document\.title)\s{0,9}\+?=\s{0,9}$/
const writtenReach = 80
/** Code between two strings that become one: `+`, `.concat(`. */
const joins = /^\s{0,20}\+\s{0,20}(?:\d{1,4}\s{0,20}\+\s{0,20})?$|^\s{0,20}\)?\.concat\(\s{0,20}$/
const joinsReach = 84
const comma = /^\s{0,20},\s{0,20}$/
const colon = /^\s{0,20}:\s{0,20}$/
/** A field whose name and value say together what neither says alone: {"密级": "机密"}. */
const levelField = /(?:密级|涉密等级|涉密级别|保密等级|保密级别)$/
const level = /^\s{0,9}(?:绝密|机密|秘密)(?![\u4e00-\u9fff、,，/|])/
const joinCall = /^\s{0,20},?\s{0,20}\]\s{0,20}\.\s{0,20}join\s{0,9}\(/
const codePoints = /from(?:CharCode|CodePoint)\s{0,9}\(([\s\dxXa-fA-F,]{4,20000})\)/g

const markup = /<[a-zA-Z!/][^<>]{0,4000}>/
/** What a bundle in English writes is not worth a line unless it is set like a foreign banner. */
const banner = /[A-Z]{5}/
/** Longer strings are texts and not labels. */
const longestLabel = 80
const joinedLength = 400

/** Whether a text in code or data is a line of its own and not a label among others. */
export function standsAlone(text: string): boolean {
  return looksLikeMark(text) || text.length > longestLabel || /\S\s{0,9}\n\s{0,9}\S/.test(text)
}

/** @returns what the strings and comments of a script say, its escapes decoded. */
export function scriptTexts(script: string): ScriptTexts {
  const result: ScriptTexts = { lines: [], pages: [] }
  const texts = textsOf(script)
  let joined = ''
  for (const [index, { text, shown }] of texts.entries()) {
    if (markup.test(text) && (chinese.test(decodeReferences(text)) || (shown && banner.test(text)))) {
      result.pages.push(text)
      continue
    }
    const plain = decodeReferences(base64Text(text) ?? text)
    if (isData(plain)) {
      const inner = jsonTexts(plain).filter(each => chinese.test(each))
      result.lines.push(...inner.map(each => (standsAlone(each) ? each : `script: ${each}`)))
      continue
    }
    if (!chinese.test(plain)) {
      if (shown && banner.test(plain)) result.lines.push(...splitLines(plain))
      continue
    }
    if (shown || standsAlone(plain)) {
      result.lines.push(...splitLines(withNeighbours(plain, texts[index - 1]?.text, texts[index + 1]?.text)))
      for (const inner of quotedMarks(plain)) result.lines.push(inner)
      continue
    }
    joined += joined === '' ? `script: ${plain}` : `, ${plain}`
    if (joined.length > joinedLength) {
      result.lines.push(joined)
      joined = ''
    }
  }
  if (joined !== '') result.lines.push(joined)
  return result
}

/** Marks in a style sheet, comments included: there is no other reason for them to stand there than to be read. */
export function cssMarks(css: string): string[] {
  // The end of a comment is no star of a mark.
  return splitLines(css.replaceAll('*/', ' ')).filter(looksLikeMark)
}

interface ScriptText {
  readonly text: string
  /** Whether the script writes it to the page as it stands. */
  readonly shown: boolean
}

/** The strings that the script puts together are one text. */
function textsOf(script: string): ScriptText[] {
  const texts: ScriptText[] = []
  const between = (a: number, b: number, reach: number) => (b - a > reach ? '-' : script.slice(a, b))
  let run: StringLiteral[] = []
  let commas = false
  // Pieces of a template take the `${` and the `}` around an expression with them.
  const inTemplate = (before: StringLiteral, after: StringLiteral) =>
    script.startsWith('${', before.end - 2) || script[after.start] === '}'
  const finish = () => {
    const [first] = run
    const last = run.at(-1)
    if (!first || !last) return
    const shown = written.test(script.slice(Math.max(0, first.start - writtenReach), first.start))
    const pieces = run.map((literal, i) => {
      const next = run[i + 1]
      const text = decodedLiteral(literal)
      return next && !commas ? text + valueBetween(text, script.slice(literal.end, next.start)) : text
    })
    const array = joinCall.test(script.slice(last.end, last.end + 80))
    // ['机', '密', '★'].forEach(…)
    const spelled = pieces.length >= 3 && pieces.every(piece => /^(?:.|\d{1,4})$/u.test(piece))
    if (!commas || array || spelled) texts.push({ text: pieces.join(''), shown })
    else for (const text of pieces) texts.push({ text, shown: false })
    run = []
  }
  for (const literal of literalsOf(script)) {
    const last = run.at(-1)
    if (last && last.kind === 'string' && literal.kind === 'string') {
      const isComma = comma.test(between(last.end, literal.start, joinsReach))
      const value = decodedLiteral(literal)
      const named = levelField.test(decodedLiteral(last)) && level.test(value)
      if (named && colon.test(between(last.end, literal.start, joinsReach)))
        texts.push({ text: `${decodedLiteral(last)}：${value}`, shown: true })
      const isJoin = inTemplate(last, literal) || joins.test(between(last.end, literal.start, joinsReach))
      if ((isComma && (commas || run.length === 1)) || (isJoin && !commas)) commas = isComma
      else finish()
    } else finish()
    if (run.length === 0) commas = false
    run.push(literal)
  }
  finish()
  for (const [, codes = ''] of script.matchAll(codePoints)) {
    const text = codes
      .split(',')
      .map(code => Number(code))
      .filter(code => Number.isInteger(code) && code >= 0 && code <= 0x10ffff)
    texts.push({ text: text.map(code => String.fromCodePoint(code)).join(''), shown: true })
  }
  return texts
}

/** JSON in a string, for `JSON.parse`. */
const isData = (text: string) =>
  /^\s{0,9}(?:\{\s{0,9}"|\[\s{0,9}["{[])/.test(text) && /[}\]]\s{0,9}$/.test(text)

/** What an expression in a template adds: a number, or something unknown that may end a mark. */
function valueBetween(before: string, code: string): string {
  const number = /^[\s+]{0,40}(\d{1,4})[\s+]{0,40}$/.exec(code)?.[1]
  return number ?? (/[★☆⭐]\s{0,9}$/.test(before) && /^\s{0,9}[\w$.]/.test(code) ? '\n' : '')
}

function decodedLiteral({ source, kind }: StringLiteral): string {
  return kind === 'comment' ? source : decodePercents(decodeEscapes(source))
}

/** `'机密', '★20年'`: a text that begins or ends with a star lacks the rest of its mark. */
function withNeighbours(text: string, before = '', after = ''): string {
  const start = /^\s{0,9}[★☆⭐]/.test(text) ? before.slice(-longestLabel) : ''
  const end = /[★☆⭐]\s{0,9}$/.test(text) ? after.slice(0, longestLabel) : ''
  return `${start}${text}${end}`
}

/** Marks in quotes inside a string: code or JSON that is itself in a string. */
function quotedMarks(text: string): string[] {
  if (!/["'`]/.test(text)) return []
  return text.split(/["'`\\]/).filter(piece => looksLikeMark(piece) && piece.length <= longestLabel)
}
