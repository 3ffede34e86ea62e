/**
 * The classification mark: level, star, period, in all forms in which it is lawfully or carelessly written
 * (domain M1–M10, V1–V9). Which words are levels is the rule's business; this is only the grammar around them.
 */
import type { MarkForm } from '../../packs/schema.ts'
import { decode, lineOf, type View } from '../fold/view.ts'
import {
  after,
  atLineEnd,
  atLineStart,
  before,
  firstLine,
  gapAt,
  lineAt,
  lineText,
  type Site,
  wideGapAt,
} from '../site.ts'
import { type Period, readCondition, readFixedPeriod, readRomanPeriod } from './period.ts'

export interface MarkReading extends Site {
  readonly form: MarkForm
  readonly period: Period | null
  /** How well the writing fits, 0 to 1. */
  readonly certainty: number
}

/** Signs seen in the star's place; PUA, U+FFFD and boxes are stars that a font or a converter lost. */
const star = '[★*※▲△●○◆◇■·\u25a2□\ue000-\uf8ff\ufffd]'
/** The sign that parts the characters of a mark to slip through: 机-密-★-20-年. */
const parting = '[-_|/]? ?'
const starRun = new RegExp(`^级?[\\])】〕]? ?${parting}${star}{1,3} ?${parting}`)
const likelyStar = /^级?[\])】〕]? ?[-_|/]? ?[★*※▲]/
const closers = /[)\]】〕>〉」』;,，；、。]/u
const firmStar = /^级?[\])】〕]? ?[-_|/]? ?★/
/** What OCR engines read for ★ (measured: Tesseract 女, 妇; others by shape). */
const starMisread =
  /^级?[女妇文大太六食次又犬本木禾米安央夫交去会合天支丈攵女xX×tTkKyYrwWvV*+#%&¥￥$^~.。,、'’"“”:;-]{1,2}/
const lostSign = /^级? ?(?:[xX] ?|[^\p{Script=Han}\p{L}\p{N}]{0,3})/u
const open = '[(\\[【〔<〈「『{"“]'
const close = '[)\\]】〕>〉」』}"”]'
const quote = /[“"‘「『《]$/u
const openAtEnd = new RegExp(`${open}$`)
const closeAtStart = new RegExp(`^级?${close}`)
const label =
  /(?:(?:文件|材料|资料|本件|信息|事项|项目|图纸|档案|公文|载体|数据|拟定)?(?<![绝机秘])密级|(?<![绝机])秘级|密别|定密(?:级别|等级)?|涉密等级|涉密级别|保密等级|保密级别|秘密等级|机密等级|文件等级|classification)(?:和保密期限|及保密期限|及期限|\/期限)?(?:\([^()]{0,10}\))?(?<sign>[:=→】\])〕]|定?为|是:?|-{1,3}>?)?["“([【〔★*]*$/i
const noun = /^级?(?:文件|资料|材料|电报|档案|图纸|公文|刊物|图件|数据|件)/
const longestOther = 16
const notOther = /[，。；！？,;!?×_]|[xX]{2}/u
/** 秘密★花园 is a name. */
const ofPeriods = /[0-9期定日年月限]|附件|解密|另/u
/** What may stand beside a level without being text: rules, dots, the level in English. */
const ornament = /^(?:TOP SECRET|SECRET|CONFIDENTIAL|[-=~_*·|●■◆※! ]){0,16}$/iu
/** The star may stand before the level as well: 20年★机密. */
const leftOrnament = /^(?:[0-9]{1,2} ?年|长期)? ?★{1,3} ?$/u
/** The next field of a table whose cells were glued together. */
const nextField = /^(?:\d|长期|保密期限|期限|份号|编号|紧急程度|定密|公开)/
/** 绝密/机密/秘密: a list to choose from. */
const choices = /^级?[)\]】〕”"]?(?:[、/,|] ?[([【〔“"]?[绝机秘内公非无普一核商不国]|[或和及]|以[上下]|□)/
const ticked = /[☑√■●◉][(["“]?$/
const boxes = /(?:[□☑√■●◉○] ?[\p{Script=Han}]{1,6} ?)*[☑√■●◉][(["“]?$/u
const firstBox = /[□○◯]$/u
const moreBoxes = /^级?(?: ?[□☑√■●◉○] ?[\p{Script=Han}]{1,6})*/u
/** （已解密） after a level that stands alone. */
const note = /^\([^()]{1,12}\)/
const wordCharacter = /[\p{Script=Han}\p{L}]/u

/**
 * Reads the mark around a level word.
 * @param level the folded span of the level word
 * @param exact false when the word itself is an OCR look-alike (机宓): then only a star or period makes it a mark
 */
export function readMark(level: Site, exact: boolean): MarkReading | null {
  const { view } = level
  if (inProse(level)) return null
  const recognised = lineAt(view, firstLine(level)).channel === 'ocr'
  const reading = withStar(level, recognised) ?? (exact ? withoutStar(level) : null)
  return reading
}

/**
 * The quick no for running text: a Chinese character touches the word on its left, so only a star form is possible,
 * and what follows can begin none. OCR may have read that for a star, but then the word begins its line.
 */
function inProse({ view, start, end }: Site): boolean {
  const left = start > 0 ? (view.codes[start - 1] as number) : 0
  // 密级机密: the cells of a table, glued together.
  if (labelEnds.has(left)) return false
  // 密级为机密
  if (copulas.has(left) && start > 1 && labelEnds.has(view.codes[start - 2] as number)) return false
  if (!isHan(left) || view.gaps[start] !== 0 || atLineStart(view, start)) return false
  const right = end < view.length ? (view.codes[end] as number) : 0
  return (isHan(right) && !periodStarts.has(right)) || stops.has(right)
}

const isHan = (code: number) => code >= 0x4e00 && code < 0xa000
const codesOf = (text: string) => new Set([...text].map(character => character.charCodeAt(0)))
/** Chinese characters that may follow a level: 秘密级★, 秘密长期, 秘密十年. */
const periodStarts = codesOf('级长永至到〇零一二两三四五六七八九十百公启发会考评')
/** How field names end: 密级, 密别. */
const labelEnds = codesOf('级别')
const copulas = codesOf('为是')
const stops = codesOf('、，。；：！？,;:!?')

function withStar(level: Site, recognised: boolean): MarkReading | null {
  const { view, start, end } = level
  // Recognised and vertical text breaks a mark over lines, so this window does not stop at a line's end.
  const rest = decode(view.codes, end, Math.min(view.length, end + 32))
  const sign = starRun.exec(rest)?.[0]
  if (sign !== undefined) {
    // Beside a real star, O and l are digits that somebody mistyped: 机密★2O年.
    const misread = recognised || firmStar.test(rest)
    const period = periodAt(view, end + sign.length, rest.slice(sign.length), misread)
    // A dot or box is a star only when the mark ends there: 秘密·十年磨一剑 is a title.
    if (period !== null && (likelyStar.test(rest) || endsAt(view, end + sign.length + period.text.length)))
      return {
        view,
        start,
        end: end + sign.length + period.text.length,
        form: 'star-period',
        period,
        certainty: 1,
      }
    const stop = end + lengthInLine(view, end, sign.trimEnd().length)
    const ends = atLineEnd(view, stop) || closeAtStart.test(after({ view, start, end: stop }, 2))
    const certain = firmStar.test(rest)
    const other = ends && /[★*]{2}/.test(sign) ? 'star-other' : 'star-open'
    if (ends || (certain && wideGapAt(view, stop)))
      return { view, start, end: stop, form: other, period: null, certainty: certain ? 0.95 : 0.6 }
    if (certain) return otherAfterStar(level, stop)
  }
  // 密级：机密　保密期限：10年 is a field.
  if (label.test(before(level, 24))) return null
  const lost = (recognised ? starMisread.exec(rest)?.[0] : undefined) ?? lostSign.exec(rest)?.[0] ?? ''
  const period = readFixedPeriod(rest.slice(lost.length), recognised)
  if (period === null) return null
  const stop = end + lost.length + period.text.length
  if (!endsAt(view, stop)) return null
  return { view, start, end: stop, form: 'star-lost', period, certainty: recognised ? 0.85 : 0.8 }
}

/** 机密★不定期, 机密★自印发之日起5年: what no grammar knows, but the level begins a line that ends soon. */
function otherAfterStar({ view, start, end }: Site, stop: number): MarkReading | null {
  const rest = after({ view, start, end: stop }, longestOther + 1)
  if (!atLineStart(view, start) || rest.length > longestOther || notOther.test(rest)) return null
  if (!ofPeriods.test(rest)) return null
  return {
    view,
    start,
    end: Math.max(end, stop + rest.length),
    form: 'star-other',
    period: null,
    certainty: 0.6,
  }
}

/** A sign ends with its line: the dot that begins the next, ·某村 on a map, is not of the mark. */
function lengthInLine(view: View, start: number, length: number): number {
  for (let within = 1; within < length; within++) if (atLineEnd(view, start + within)) return within
  return length
}

/** A line, a cell, a bracket or white space ends here. */
function endsAt(view: View, position: number): boolean {
  return (
    atLineEnd(view, position) ||
    gapAt(view, position) ||
    closers.test(decode(view.codes, position, position + 1))
  )
}

function periodAt(view: View, at: number, rest: string, recognised: boolean): Period | null {
  const bracket = /^[([【〔]/.test(rest) ? 1 : 0
  const fixed = readFixedPeriod(rest.slice(bracket), recognised)
  if (fixed !== null) return bracket === 0 ? fixed : { ...fixed, text: rest.slice(0, 1 + fixed.text.length) }
  // 机密★　年, 机密★20: the number or its unit is not filled in yet, not seen, or on another line.
  const blank = /^ ?(?:年|个?月|[0-9]{1,2}(?![0-9]))/.exec(rest)?.[0]
  if (blank !== undefined && atLineEnd(view, at + blank.length)) return { text: blank, kind: 'fixed' }
  const roman = readRomanPeriod(rest)
  // XX年 is a blank to be filled, Ⅹ年 a number.
  if (
    roman !== null &&
    (romanNumeral.test(lineAt(view, lineOf(view, at)).text) || /^[^年月]*[IVL]/i.test(rest))
  )
    return roman
  const closes = /^[)\]】〕>〉」』”"'《。，,;；]/
  return readCondition(rest, length => {
    const next = at + length
    return atLineEnd(view, next) || gapAt(view, next) || closes.test(rest.slice(length))
  })
}

function withoutStar(level: Site): MarkReading | null {
  const { view, start, end } = level
  const left = before(level, 24)
  const right = after(level, 24)
  const starred = leftOrnament.exec(left)?.[0].length ?? 0
  const ornamented = (starred > 0 || ornament.test(left)) && ornament.test(right)
  const reading = (form: MarkForm, from = start, to = end, certainty = 0.9): MarkReading => ({
    view,
    start: from,
    end: to,
    form,
    period: null,
    certainty,
  })
  const graded = right.startsWith('级') ? 1 : 0
  if (ticked.test(left)) {
    // ☑机密 in a row of boxes: the row is the value of the field.
    const before = left.replace(boxes, '')
    const key = label.exec(before)?.[0].length ?? 0
    const row = moreBoxes.exec(right)?.[0].length ?? 0
    return key === 0 ? null : reading('field', start - (left.length - before.length) - key, end + row, 0.95)
  }
  const unticked = untickedRow(left, right)
  if (unticked !== null) return reading('unticked', start - unticked.before, end + unticked.after, 0.6)
  const key = labelBefore(level, left, graded)
  if (key !== null) return choices.test(right) ? null : reading('field', start - key, end + graded, 0.95)
  const bracketed = openAtEnd.test(left) && closeAtStart.test(right)
  const isQuoted = quote.test(left)
  const [from, to] = bracketed ? [start - 1, end + graded + 1] : [start, end + graded]
  const [outerLeft, outerRight] = [bracketed ? left.slice(0, -1) : left, right.slice(to - end)]
  if (ornamented) return reading('bare', start - starred, end + (/^!{1,3}$/.test(right) ? right.length : 0))
  const noted = left === '' ? (note.exec(outerRight)?.[0].length ?? 0) : 0
  if (outerLeft === '' && (noted === outerRight.length || (noted > 0 && wideGapAt(view, to + noted))))
    return /[“"‘《]$/u.test(left) ? null : reading('bare', from, to + noted)
  if (bracketed && !isQuoted && outerLeft === '' && !choices.test(outerRight))
    return reading('portion', from, to)
  if (wideGapAt(view, from) && (outerRight === '' || wideGapAt(view, to)))
    return reading('bare', from, to, 0.85)
  if (bracketed && !isQuoted) return reading('inline', from, to, 0.8)
  const thing = noun.exec(right)?.[0]
  if (thing !== undefined && left === '' && thing === right)
    return reading('labelled', start, end + thing.length, 0.8)
  if (outerLeft === '' && gapAt(view, to)) return reading('leading', from, to, 0.75)
  if (thing !== undefined && (left === '' || gapAt(view, start)))
    return reading('labelled', start, end + thing.length, 0.8)
  const freeLeft = left === '' || gapAt(view, start) || !wordCharacter.test(left.at(-1) ?? '')
  const freeRight = outerRight === '' || gapAt(view, to) || !wordCharacter.test(outerRight[0] ?? '')
  return freeLeft && freeRight ? reading('token', from, to, 0.7) : null
}

/** 密级：□绝密 □机密 □秘密 with no box ticked: which one holds cannot be told. Read once, at the first level. */
function untickedRow(left: string, right: string): { before: number; after: number } | null {
  const first = firstBox.exec(left)
  if (first === null || !label.test(left.slice(0, first.index))) return null
  const row = moreBoxes.exec(right)?.[0] ?? ''
  if (/[☑√■●◉]/u.test(right)) return null
  return { before: left.length - first.index, after: row.length }
}

const romanNumeral = /[Ⅰ-ⅿ]/u

/** 密级机密, 密级绝密 保密期限30年: label and value have no sign between them, but nothing else either. */
function isGlued({ view, start, end }: Site, key: number, graded: number): boolean {
  const stop = end + graded
  if (!gapAt(view, start - key)) return false
  return atLineEnd(view, stop) || gapAt(view, stop) || nextField.test(after({ view, start, end: stop }, 4))
}

/** Length of a label such as 密级： right before the level, in this line or as the line or cell before it. */
function labelBefore(level: Site, left: string, graded: number): number | null {
  const here = label.exec(left)
  if (here !== null) {
    const parted = here.groups?.sign !== undefined || gapAt(level.view, level.start)
    return parted || isGlued(level, here[0].length, graded) ? here[0].length : null
  }
  if (left.replace(openAtEnd, '') !== '' || !endsAt(level.view, level.end + graded)) return null
  const previous = lineText(level.view, firstLine(level) - 1, 20)
  return previous.length <= 14 && label.test(previous) ? left.length : null
}
