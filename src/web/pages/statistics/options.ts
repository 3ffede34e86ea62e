/** What the charts draw, from the numbers of the API. */
import type { EChartsCoreOption } from 'echarts/core'
import { type Verdict, verdicts } from '../../../document/screening.ts'
import type { Statistics } from '../../../server/api/statistics.ts'

/** The colours of the verdicts everywhere in these pages. */
const verdictColours: Readonly<Record<Verdict, string>> = {
  pass: '#1b6e35',
  review: '#c98a1b',
  error: '#7a1fa2',
  block: '#b3141a',
}
const blue = '#1d4f91'
const grid = { left: 8, right: 24, top: 36, bottom: 8, containLabel: true }
// In one row: a second one would lie over the bars.
const legend = { type: 'scroll', top: 0, itemGap: 12, itemWidth: 18 }
const whole = { minInterval: 1 }

/** So many days have a bar each; of more, a month has one. */
const mostDays = 93

/** How long a bar of the chart of verdicts is. */
export function stepOf({ from, to }: Pick<Statistics, 'from' | 'to'>): 'day' | 'month' {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 < mostDays ? 'day' : 'month'
}

/** All days or months of the time, also those without any item: a gap must look like one. */
export function periodsOf(range: Pick<Statistics, 'from' | 'to'>): string[] {
  const step = stepOf(range)
  const length = step === 'day' ? 10 : 7
  const last = range.to.slice(0, length)
  const periods: string[] = []
  const date = new Date(`${step === 'day' ? range.from : range.from.slice(0, 7)}`)
  for (;;) {
    const period = date.toISOString().slice(0, length)
    if (period > last) return periods
    periods.push(period)
    if (step === 'day') date.setUTCDate(date.getUTCDate() + 1)
    else date.setUTCMonth(date.getUTCMonth() + 1)
  }
}

export function countOf(statistics: Statistics, period: string, verdict: Verdict): number {
  let count = 0
  for (const each of statistics.verdicts)
    if (each.verdict === verdict && each.day.startsWith(period)) count += each.count
  return count
}

export function verdictOption(
  statistics: Statistics,
  names: Readonly<Record<Verdict, string>>,
): EChartsCoreOption {
  const periods = periodsOf(statistics)
  return {
    grid,
    legend,
    xAxis: { type: 'category', data: periods },
    yAxis: { type: 'value', ...whole },
    series: verdicts.map(verdict => ({
      type: 'bar',
      stack: 'all',
      barMaxWidth: 36,
      name: names[verdict],
      color: verdictColours[verdict],
      data: periods.map(period => countOf(statistics, period, verdict)),
    })),
  }
}

/** How long reviews took, as columns from quick to slow. */
export function reviewTimeOption(spread: readonly Bar[]): EChartsCoreOption {
  return {
    grid: { ...grid, top: 24 },
    xAxis: {
      type: 'category',
      data: spread.map(({ name }) => name),
      axisLabel: { interval: 0, width: 48, overflow: 'break' },
    },
    yAxis: { type: 'value', ...whole },
    series: [
      {
        type: 'bar',
        barMaxWidth: 48,
        color: blue,
        data: spread.map(({ value }) => value),
        label: { show: true, position: 'top' },
      },
    ],
  }
}

interface Bar {
  readonly name: string
  readonly value: number
}

/** Bars from left to right, the largest on top. */
function bars(rows: readonly Bar[], color: string, percent: boolean): EChartsCoreOption {
  const upwards = [...rows].reverse()
  return {
    grid: { ...grid, top: 8, right: 56 },
    xAxis: { type: 'value', ...(percent ? { max: 100, axisLabel: { formatter: '{value}%' } } : whole) },
    yAxis: {
      type: 'category',
      data: upwards.map(({ name }) => name),
      axisLabel: { width: 170, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 22,
        color,
        data: upwards.map(({ value }) => value),
        label: { show: true, position: 'right', ...(percent ? { formatter: '{c}%' } : {}) },
      },
    ],
  }
}

const mostRows = 10

export function rulesOption(statistics: Statistics, name: (rule: Statistics['rules'][number]) => string) {
  const rows = statistics.rules.slice(0, mostRows)
  return bars(
    rows.map(rule => ({ name: name(rule), value: rule.findings })),
    blue,
    false,
  )
}

/** Rules that were decided about, the worst first. */
export function judgedRules(statistics: Statistics): Statistics['rules'] {
  return statistics.rules
    .filter(({ decided }) => decided > 0)
    .sort((a, b) => falseAlarmRate(b) - falseAlarmRate(a))
    .slice(0, mostRows)
}

/** Percent. */
export function falseAlarmRate({ decided, falseAlarms }: Statistics['rules'][number]): number {
  return decided === 0 ? 0 : Math.round((100 * falseAlarms) / decided)
}

export function falseAlarmOption(
  statistics: Statistics,
  name: (rule: Statistics['rules'][number]) => string,
) {
  return bars(
    judgedRules(statistics).map(rule => ({ name: name(rule), value: falseAlarmRate(rule) })),
    '#c98a1b',
    true,
  )
}

export function departmentOption(
  statistics: Statistics,
  words: { released: string; returned: string; blocked: string; incidents: string; noDepartment: string },
): EChartsCoreOption {
  const rows = statistics.departments
  const series = [
    [words.released, 'released', '#1b6e35'],
    [words.returned, 'returned', '#c98a1b'],
    [words.blocked, 'blocked', '#d9646a'],
    [words.incidents, 'incidents', '#b3141a'],
  ] as const
  return {
    grid,
    legend,
    xAxis: {
      type: 'category',
      data: rows.map(({ name }) => name || words.noDepartment),
      axisLabel: { width: 110, overflow: 'truncate', interval: 0 },
    },
    yAxis: { type: 'value', ...whole },
    series: series.map(([name, key, color]) => ({
      type: 'bar',
      barMaxWidth: 28,
      name,
      color,
      data: rows.map(row => row[key]),
    })),
  }
}
