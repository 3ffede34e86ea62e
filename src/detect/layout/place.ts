/** In which places a match stands: on a line of its own, at the top, in a header … The rules choose among them. */
import type { Place } from '../../packs/schema.ts'
import type { View } from '../fold/view.ts'
import {
  after,
  before,
  firstLine,
  gapAt,
  lastLine,
  lineAt,
  lineLength,
  lineText,
  type Site,
  textOf,
  wideGapAt,
} from '../site.ts'
import { continuesParagraph, inMarkBox } from './geometry.ts'

export interface Places {
  readonly names: ReadonlySet<Place>
  /** The match stands in a mark's place: no context may lower it (rule zero). */
  readonly mark: boolean
  /** It has the line for itself, or stands in a channel that is a mark's place. */
  readonly own: boolean
}

/** Channels that are a mark's place whatever else stands in the line. */
const markChannels: ReadonlySet<string> = new Set([
  'header',
  'footer',
  'watermark',
  'annotation',
  'filename',
  'metadata',
])
/** Longer lines in those channels are prose: a description, a running text. */
const longestLabel = 60
const longestNotice = 40
const stops = /[，。；！？,;!?:“”"]/u
const longestClauses = 30
const shortestSentence = 16
/** An order to somebody is a sentence, not a label. */
const addressed = /请|各|应当|须|人员|单位|考生|会员|观众|旅客/u

const openers = '(\\[【〔<〈「『{"“《'
const closers = ')\\]】〕>〉」』}"”》'
/** What may share the line of a mark: urgency, copy number, field names (GB/T 9704 cl. 7.2.1–7.2.3). */
const companion =
  /^(?:特急|加急|平急|特提|急件|内部|№|No\.?|第|号|份号|编号|序号|等级|密级和保密期限|密级|保密期限|紧急程度|公文|公开|TOP SECRET|SECRET|CONFIDENTIAL|[\d :：;；·,，。.()[\]【】〔〕<>「」『』-])*$/iu
const onlyOpeners = new RegExp(`^[${openers.replace('《', '')}·*★☆※◆●■▲|=~_ -]*$`, 'u')
const onlyClosers = new RegExp(`^[${closers.replace('》', '')}·*★☆※◆●■▲|=~_ 。.,，;；:-]*$`, 'u')
/** A list of choices or a numbered example is not an own line. */
const choice = /^[(（]?(?:[A-Ha-h]|[①-⑩]|\d{1,2})[.、．)）]/u
/** The key of a YAML, JSON or metadata line before a Chinese value: `title: 机密★20年`. */
const key = /^[-{ ]*["']?[A-Za-z_][\w.-]{0,24}["']? ?[:=] ?["']?$/u
const leadIn =
  /(?:例如|比如|譬如|如下|如|即|示例|举例|样式|样例|式样|形式|格式|标注为|标为|写作|写法|分为|包括|字样|有)(?:所示)?[:：]$/u

/** Finds the places of a folded stretch. `core` is the whole match, brackets included. */
export function placesOf(site: Site): Places {
  const { view } = site
  const index = firstLine(site)
  const line = lineAt(view, index)
  const names = new Set<Place>(['anywhere', line.channel])
  const left = before(site, 50)
  const right = after(site, 50)
  const wideLeft = wideGapAt(view, site.start)
  const wideRight = right === '' || wideGapAt(view, site.end)
  const keyed = isHan(site.view.codes[site.start] ?? 0) && /[:="' ]$/.test(left) && key.test(left)
  const freeLeft =
    keyed || left === '' || wideLeft || onlyOpeners.test(left) || (companion.test(left) && !choice.test(left))
  const freeRight = wideRight || onlyClosers.test(right) || companion.test(right)
  const length = lineLength(site)
  const wraps = continuesParagraph(view.part, index) || wrapsOn(site)
  const introduced = leadIn.test(lineText(view, index - 1, 120).slice(-14))
  const top = inMarkBox(view.part, index)
  const starts = left === '' || onlyOpeners.test(left) || (companion.test(left) && !choice.test(left))
  // 样式如下： above it makes it an example, wherever it stands.
  if (freeLeft && freeRight && !wraps && !introduced) names.add('line')
  // 机密★20年，表示……: a sentence begins with it.
  const sentence = length > shortestSentence && /^[，,。；;、:：]/u.test(right)
  if (starts && top && !wraps && !introduced && !sentence) names.add('top')
  if (freeLeft && length <= longestNotice && !wraps) names.add('head')
  if (freeRight && gapAt(view, site.start) && length <= longestNotice && !stops.test(left)) names.add('end')
  if (right === '' && length <= longestNotice && !stops.test(left)) names.add('heading')
  const partedLeft = /(?:^|[;；,，|、])$/u.test(left) || isParted(view, site.start)
  const partedRight = /^(?:$|[;；,，|、])/u.test(right) || isParted(view, site.end)
  if (partedLeft && partedRight) names.add('item')
  if (isClause(left, right, length) && !isEnglishSentence(left, textOf(site), right) && !wraps)
    names.add('clause')
  if (isTail(left, right, length, textOf(site))) names.add('tail')
  if (/(?:文号|字号|编号|号)[:=]$/u.test(left)) names.add('field')
  const channel = markChannels.has(line.channel) && (length <= longestLabel || names.has('line'))
  const mark = channel || names.has('line') || names.has('top') || names.has('tail')
  if (mark || names.has('end')) names.add('mark')
  if (!channel && markChannels.has(line.channel)) names.delete(line.channel)
  return { names, mark, own: channel || names.has('line') }
}

/** The paragraph goes on below: the line's own text only begins it. */
function wrapsOn(site: Site): boolean {
  const last = lastLine(site)
  return after(site, 1) === '' && before(site, 1) !== '' && continuesParagraph(site.view.part, last + 1)
}

/** White space parts two items, unless it only parts two words of a spaced script. */
function isParted(view: View, position: number): boolean {
  return wideGapAt(view, position) || (gapAt(view, position) && view.codes[position] !== 0x20)
}

const isHan = (code: number) => code >= 0x4e00 && code < 0xa000

/** TOP SECRET, the report says.: running text goes on in small letters, a banner (TOP SECRET, Copy 3 of 5) does not. */
function isEnglishSentence(left: string, own: string, right: string): boolean {
  if (!/^[A-Z][A-Z /-]*$/.test(own)) return false
  const small = `${left} ${right}`.match(/(?<![A-Za-z])[a-z]{2,}/g)?.length ?? 0
  return small >= 3 && (left !== '' || right.endsWith('.'))
}

/** One of the clauses of a short line of nothing but such clauses: 内部资料，注意保存. */
function isClause(left: string, right: string, length: number): boolean {
  return (
    length <= longestClauses &&
    !addressed.test(left) &&
    /(?:^|[，,、；;(（])$/u.test(left) &&
    /^(?:$|[，,、；;。!！)）])/u.test(right)
  )
}

/** `安澜市应急水源布点图（秘密★长期）`: the mark of a map or drawing follows its title (domain M9b). */
function isTail(left: string, right: string, length: number, own: string): boolean {
  if (length > longestNotice || left.length < 3) return false
  const around = /[([【〔]$/u.test(left) && /^[)\]】〕]$/u.test(right)
  const bracketed = around || (right === '' && /^[([【〔]/u.test(own))
  return bracketed && !/[，。；！？,;!?:“”"]/u.test(left)
}
