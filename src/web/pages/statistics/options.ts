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

export function daysOf(statistics: Statistics): string[] {
  return [...new Set(statistics.verdicts.map(({ day }) => day))].sort()
}

export function countOf(statistics: Statistics, day: string, verdict: Verdict): number {
  return statistics.verdicts.find(each => each.day === day && each.verdict === verdict)?.count ?? 0
}

export function verdictOption(
  statistics: Statistics,
  names: Readonly<Record<Verdict, string>>,
): EChartsCoreOption {
  const days = daysOf(statistics)
  return {
    grid,
    legend,
    xAxis: { type: 'category', data: days },
    yAxis: { type: 'value', ...whole },
    series: verdicts.map(verdict => ({
      type: 'bar',
      stack: 'all',
      barMaxWidth: 36,
      name: names[verdict],
      color: verdictColours[verdict],
      data: days.map(day => countOf(statistics, day, verdict)),
    })),
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
