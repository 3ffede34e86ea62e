/** How long reviews took: in numbers, and how many were quick and slow. */
import { Statistic } from 'antd'
import { useMemo } from 'react'
import type { Statistics } from '../../../server/api/statistics.ts'
import { useWords } from '../../language/language.tsx'
import { Chart } from './Chart.tsx'
import { Numbers } from './Numbers.tsx'
import { reviewTimeOption } from './options.ts'
import { statisticsWords } from './words.ts'

export function ReviewTime({ hours }: { hours: Statistics['reviewHours'] }) {
  const words = useWords(statisticsWords)
  const { spread } = hours
  const rows = useMemo(
    () =>
      spread.map(({ under, count }, index) => ({
        name: words.between(spread[index - 1]?.under ?? null, under),
        value: count,
      })),
    [spread, words],
  )
  const option = useMemo(() => reviewTimeOption(rows), [rows])
  const shown = (value: number | null) => {
    if (value === null) return '–'
    return value < 1 ? words.minutes(value * 60) : words.hours(value)
  }
  return (
    <Chart
      title={words.reviewTime}
      hint={words.reviewHint}
      option={option}
      height={220}
      isEmpty={hours.count === 0}
      before={
        <div className="review-time">
          <Statistic title={words.median} value={shown(hours.median)} />
          <Statistic title={words.p90} value={shown(hours.p90)} />
          <Statistic title={words.count} value={hours.count} />
        </div>
      }
    >
      <Numbers
        head={[words.reviewTime, words.submissions]}
        rows={rows.map(({ name, value }) => [name, value])}
      />
    </Chart>
  )
}
