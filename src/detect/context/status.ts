/** Facts about a mark that lower it to review even in its place: past exams, released archives, expired periods. */
import type { Status } from '../../packs/schema.ts'
import type { MarkReading } from '../grammar/mark.ts'
import { endAfter, endDate } from '../grammar/period.ts'
import { inMarkBox } from '../layout/geometry.ts'
import { firstLine, lineAt, lineText, textOf } from '../site.ts'

const examWords = /试卷|试题|考生|准考证|考试|满分|答题卡/u
const mockWords = /模拟|月考|期中|期末|押题|联考|摸底|练习/u
const released = /已解密|解密|开放档案|开放利用|公开利用/u
const dates = /((?:19|20)\d\d)(?:年(?:(\d{1,2})月(?:(\d{1,2})日)?)?|(?=[^\d年]|$))/gu

function around(mark: MarkReading, above: number, below: number): string {
  const line = firstLine(mark)
  const texts: string[] = []
  for (let at = Math.max(0, line - above); at <= line + below; at++) texts.push(lineText(mark.view, at))
  // What the mark itself says (工程竣工时解密) is no sign that it happened.
  return texts.join('\n').replace(mark.period?.text ?? '', '')
}

/** The latest date in a text, the end of the year or month where no day is given. */
function latestDate(text: string): string | null {
  let latest: string | null = null
  for (const [, year, month, day] of text.matchAll(dates)) {
    const date = `${year}-${(month ?? '12').padStart(2, '0')}-${(day ?? '31').padStart(2, '0')}`
    if (latest === null || date > latest) latest = date
  }
  return latest
}

/** Lines above or below that belong to one enumeration. */
const longestRun = 8
const enumerated =
  /^[(（“"「]?(?:\d{1,2}|[A-Ha-h①-⑩一二三四五六])?[.、．:)]?[“"「]?(绝密|机密|秘密|内部|工作秘密|公开|非密)(?:级|★.{0,14})?[”"」)。，,;；]?$/u
const introduces =
  /(?:(?:例如|比如|如下|示例|样例|样式|形式为|格式为|标注为|分为)(?:所示)?[:：]?|(?:如|即|举例|式样|形式|格式|写作|写法|包括|有|是)[:：])$/u

/**
 * Marks of different levels one a line, after 例如： or as a bare list 绝密, 机密, 秘密: they are being explained.
 * A paper bears one level, so two levels with a star but nothing to introduce them are marks.
 */
function isEnumeration(mark: MarkReading): boolean {
  const line = firstLine(mark)
  const own = lineAt(mark.view, line).channel
  const levelAt = (at: number) =>
    lineAt(mark.view, at).channel === own ? (enumerated.exec(lineText(mark.view, at, 24))?.[1] ?? null) : null
  if (line < 0 || levelAt(line) === null) return false
  const levels = new Set<string>()
  let first = line
  while (first > 0 && line - first < longestRun && levelAt(first - 1) !== null) first--
  let last = line
  while (last - line < longestRun && levelAt(last + 1) !== null) last++
  for (let at = first; at <= last; at++) levels.add(levelAt(at) as string)
  if (levels.size < 2) return false
  if (mark.period === null && !textOf(mark).includes('★') && levels.size >= 3) return true
  const above = first > 0 ? lineText(mark.view, first - 1, 120) : ''
  return introduces.test(above) || firstExample.test(above)
}

/** 绝密, and below it: 绝密级国家秘密是最重要的国家秘密. The heading of a definition. */
function isDefined(mark: MarkReading): boolean {
  const below = lineText(mark.view, firstLine(mark) + 1, 24)
  return mark.form === 'bare' && below.startsWith(`${textOf(mark)}级`)
}

/** Rows of a list whose first column happens to be a level, each another one: titles of films or books. */
function isRowOfList(mark: MarkReading, levels: readonly string[]): boolean {
  if (mark.form !== 'leading') return false
  const line = firstLine(mark)
  for (let at = Math.max(0, line - 8); at <= line + 8; at++) {
    const text = lineText(mark.view, at, 12)
    if (levels.some(level => text.startsWith(level) && text !== level && !textOf(mark).includes(level)))
      return true
  }
  return false
}

/** 如：机密★20年: the first example stands in the line that introduces it. */
const firstExample = /^(?:例如|比如|譬如|如|即)[:：]?[“"「]?(?:绝密|机密|秘密)★[^。；]{0,14}$/u

const work = /^[(（《]?(?:作品|小说|故事|导演|主演|编剧|作者|作词|作曲|演唱|出版社|长篇|短篇)/u
/** In the middle of a list of titles: the next line tells who made the work. */
function isWorkTitle(mark: MarkReading): boolean {
  const line = firstLine(mark)
  return (
    mark.form === 'bare' &&
    lineAt(mark.view, line).channel !== 'ocr' &&
    (!inMarkBox(mark.view.part, line) || isNamedAbove(mark)) &&
    work.test(lineText(mark.view, line + 1, 20))
  )
}

/** 悦读：《秘密》 above it: the page is about a work of that name. */
function isNamedAbove(mark: MarkReading): boolean {
  const line = firstLine(mark)
  for (let at = Math.max(0, line - 3); at < line; at++)
    if (lineText(mark.view, at, 80).includes(`《${textOf(mark)}》`)) return true
  return false
}

/** Below the top of a paper, or in a table: another level has a line or cell for itself nearby. */
function isListed(mark: MarkReading, levels: readonly string[]): boolean {
  const line = firstLine(mark)
  const { part } = mark.view
  if (lineAt(mark.view, line).channel !== 'table' && inMarkBox(part, line)) return false
  for (let at = Math.max(0, line - 8); at <= line + 8; at++) {
    const text = lineText(mark.view, at, 12).replace(/级$/u, '')
    if (levels.includes(text) && !textOf(mark).includes(text)) return true
  }
  return false
}

/** What a status is judged by. */
export interface Facts {
  /** `YYYY-MM-DD`; without it nothing is past. */
  readonly today: string | undefined
  /** Folded levels of the rule. */
  readonly levels: readonly string[]
  /** Date of the paper, looked for when needed. */
  readonly issued: () => string | null
}

/** Whether a status holds. */
export function holds(status: Status, mark: MarkReading, { today, levels, issued }: Facts): boolean {
  if (status === 'odd') return false
  if (status === 'declassified')
    return released.test(around(mark, 2, 2).replaceAll(/(?:附件抽存后|公布时)解密|日解密/gu, ''))
  if (status === 'work-title') return isWorkTitle(mark)
  if (status === 'listed')
    return (
      isEnumeration(mark) ||
      isDefined(mark) ||
      isRowOfList(mark, levels) ||
      (mark.period === null && mark.form !== 'star-open' && isListed(mark, levels))
    )
  if (status === 'expired') {
    const end = mark.period === null ? null : (endDate(mark.period) ?? endAfter(issued(), mark.period))
    return end !== null && today !== undefined && end < today
  }
  if (mark.period?.kind !== 'condition' || !/启用|考试/u.test(mark.period.text)) return false
  const text = around(mark, 2, 15)
  if (!examWords.test(text)) return false
  if (status === 'mock-exam') return mockWords.test(text)
  const date = latestDate(text)
  return date !== null && today !== undefined && date < today
}
