/**
 * What may follow the star of a classification mark: a number of years or months, 长期, a date, a condition
 * (domain M2; Law on Guarding State Secrets art. 20, implementing regulation art. 19).
 */

const digits = '[0-9](?: ?[0-9]){0,3}'
const chinese = '[〇○零一二两三四五六七八九十廿卅百壹贰叁肆伍陆柒捌玖拾]{1,5}'
const year = '(?:[0-9](?: ?[0-9]){3}|[〇○零一二三四五六七八九]{4})'
const day = `(?:${digits}|${chinese})`
/** 20411231 */
const compactDate = '(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])'
const oneDate = `${year} ?[年./-] ?${day}(?: ?[月./-] ?(?:${day} ?日?)?)?`
const date = `(?:自|从|至|到)?(?:${oneDate}起?[-~至到]${oneDate}|${year}年?[-~至到]${year}年|${oneDate}|${compactDate})(?:前|止|后|解密|起)*`
const half = '(?:半年|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})年半)'
const span = `\\(?(?:${digits}|${chinese})\\)?[ |_-]?(?:年|周年|个?月|天|日|周)(?!度|级)`
const forever = '(?:长期|永久|永远)'

/** Digits as OCR engines misread them, only between a level and 年 or 月. */
const misread = '[0-9OoQDIl|ZzSsB]{1,3}(?:年|个?月)'

const fixed = new RegExp(`^(?:保密期限 ?:? ?)?(?:${date}|${half}|${span}|${forever})(?:以上|以内)?`)
const fixedRead = new RegExp(`^(?:保密期限 ?:? ?)?(?:${date}|${half}|${span}|${forever}|${misread})`)
const condition = /^[^，。、；:！？,;!?“”"'()（）<>《》【】〔〕★*]{1,16}/
const conditionEnd = /(?:前|后|时|日|止|解密|之日起|结束|完成|届满|期内|期间)$/

export interface Period {
  readonly text: string
  /** `condition`: an event that cannot be computed, such as 启用前. */
  readonly kind: 'fixed' | 'condition'
}

/** 机密★Ⅹ年; folding makes the one character Ⅹ a letter, which only the original tells from a blank to be filled. */
export function readRomanPeriod(text: string): Period | null {
  const found = /^[IVXL]{1,7} ?(?:年|个?月)/i.exec(text)?.[0]
  return found === undefined ? null : { text: found, kind: 'fixed' }
}

/** Reads a number of years, a date or 长期 from the start of folded text. */
export function readFixedPeriod(text: string, recognised: boolean): Period | null {
  const found = (recognised ? fixedRead : fixed).exec(text)?.[0]
  return found === undefined ? null : { text: found, kind: 'fixed' }
}

/**
 * Reads a condition such as 会议开始前. Its end must be an end of something, which only the caller sees:
 * `isEnd(length)` says whether a line, a bracket or white space follows after so many characters.
 */
export function readCondition(text: string, isEnd: (length: number) => boolean): Period | null {
  const run = condition.exec(text)?.[0] ?? ''
  for (let length = 2; length <= run.length; length++) {
    const candidate = run.slice(0, length)
    // 结束 is an end only when no 前 follows after a space.
    if (conditionEnd.test(candidate) && !/^ ?[前后时]/u.test(run.slice(length)) && isEnd(length))
      return { text: candidate, kind: 'condition' }
  }
  return null
}

const numerals: Readonly<Record<string, number>> = {
  〇: 0,
  '○': 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** A number in Arabic or Chinese digits (up to 99 in words); null when it is none. */
export function readNumber(text: string): number | null {
  const plain = text.replaceAll(' ', '')
  if (/^[0-9]+$/.test(plain)) return Number(plain)
  if (/^[〇○零一二三四五六七八九]{2,4}$/.test(plain))
    return Number([...plain].map(one => numerals[one]).join(''))
  const tens = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(plain)
  if (tens !== null) return (numerals[tens[1] ?? '一'] ?? 1) * 10 + (numerals[tens[2] ?? '零'] ?? 0)
  return numerals[plain] ?? null
}

/** The last day of a period that is written as a date, `YYYY-MM-DD`; null for every other form. */
export function endDate(period: Period): string | null {
  // 自2021年1月1日起 begins then.
  if (/起$/u.test(period.text)) return null
  // Of a range only the end counts.
  const last = period.text.replace(
    /^.*(?:日|[0-9])起?[-~至到](?=(?:[0-9]{4}|[〇○零一二三四五六七八九]{4}) ?[年./-])/u,
    '',
  )
  const found =
    /^(?:自|从|至|到)?([0-9 ]{4,7}|[〇○零一二三四五六七八九]{4}) ?[年./-] ?([^年月日./-]+)[月./-] ?([^年月日./-]+)/.exec(
      last,
    )
  if (found === null) return null
  const [year, month, day] = [found[1], found[2], found[3]].map(one => readNumber((one ?? '').trim()))
  if (year == null || month == null || day == null) return null
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The last day of a period counted in years or months from the day of issue; null for conditions and 长期. */
export function endAfter(issued: string | null, period: Period): string | null {
  const found = /^(.+?) ?(年|周年|个?月)/.exec(period.text)
  const count = found === null ? null : readNumber(found[1] as string)
  if (issued === null || count === null || found === null || period.kind === 'condition') return null
  const months = found[2]?.endsWith('月') ? count : count * 12
  const total = Number(issued.slice(0, 4)) * 12 + Number(issued.slice(5, 7)) - 1 + months
  const year = String(Math.floor(total / 12)).padStart(4, '0')
  return `${year}-${String((total % 12) + 1).padStart(2, '0')}-${issued.slice(8)}`
}
