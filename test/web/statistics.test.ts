/** The charts of the statistics page: time goes by evenly in them, also where nothing happened. */
import { expect, it } from 'vitest'
import type { Statistics } from '../../src/server/api/statistics.ts'
import { countOf, periodsOf, stepOf } from '../../src/web/pages/statistics/options.ts'

const day = { from: '2031-06-09', to: '2031-06-09' }
const quarter = { from: '2031-02-27', to: '2031-05-28' }
const year = { from: '2030-12-31', to: '2031-12-30' }

it('shows a day, and every day of a quarter', () => {
  expect(periodsOf(day)).toEqual(['2031-06-09'])
  const days = periodsOf(quarter)
  expect(days).toHaveLength(91)
  expect(days.slice(0, 3)).toEqual(['2031-02-27', '2031-02-28', '2031-03-01'])
  expect(days.at(-1)).toBe('2031-05-28')
})

it('shows every month of a year, with all its days counted', () => {
  expect(stepOf(year)).toBe('month')
  const months = periodsOf(year)
  expect(months).toHaveLength(13)
  expect([months[0], months[1], months.at(-1)]).toEqual(['2030-12', '2031-01', '2031-12'])
  const statistics: Statistics = {
    ...year,
    verdicts: [
      { day: '2031-03-01', verdict: 'block', count: 2 },
      { day: '2031-03-31', verdict: 'block', count: 3 },
      { day: '2031-03-31', verdict: 'pass', count: 7 },
      { day: '2031-04-01', verdict: 'block', count: 1 },
    ],
    rules: [],
    reviewHours: { count: 0, median: null, p90: null, spread: [] },
    departments: [],
  }
  expect(months.map(each => countOf(statistics, each, 'block'))).toEqual([
    0, 0, 0, 5, 1, 0, 0, 0, 0, 0, 0, 0, 0,
  ])
})

it('ends with the period that is shown, also at the end of a long month', () => {
  expect(periodsOf({ from: '2031-01-31', to: '2031-05-31' })).toEqual([
    '2031-01',
    '2031-02',
    '2031-03',
    '2031-04',
    '2031-05',
  ])
})
