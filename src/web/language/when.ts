/** Times and amounts as people read them, in the browser's own time zone. */
import type { Language } from '../../document/problem.ts'

const locale = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en-GB')

export function dateTime(instant: string, language: Language): string {
  return new Date(instant).toLocaleString(locale(language), { dateStyle: 'medium', timeStyle: 'short' })
}

/** To the second, as proof needs it. */
export function exactTime(instant: string, language: Language): string {
  return new Date(instant).toLocaleString(locale(language), { dateStyle: 'medium', timeStyle: 'medium' })
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** How long ago, or how long until: `3 小时前`, `in 2 days`; `刚刚` for the minute that has just begun. */
export function ago(instant: string, language: Language, now = Date.now()): string {
  const difference = Date.parse(instant) - now
  // Intl says 此刻 and “this minute”, also of what is seconds away.
  if (difference <= 0 && difference > -60_000) return language === 'zh' ? '刚刚' : 'just now'
  const [unit, length] = units.find(([, each]) => Math.abs(difference) >= each) ?? ['minute', 60_000]
  const format = new Intl.RelativeTimeFormat(locale(language), { numeric: 'auto' })
  return format.format(Math.trunc(difference / length), unit)
}

export function bytes(count: number, language: Language): string {
  const [divisor, unit] = count < 1000 ? [1, 'B'] : count < 1_000_000 ? [1000, 'kB'] : [1_000_000, 'MB']
  const number = count / divisor
  return `${number.toLocaleString(locale(language), { maximumFractionDigits: number < 10 ? 1 : 0 })} ${unit}`
}
