import { Statistic } from 'antd'
import type { Statistics } from '../../../server/api/statistics.ts'
import { useWords } from '../../language/language.tsx'
import { statisticsWords } from './words.ts'

export function ReviewTime({ hours }: { hours: Statistics['reviewHours'] }) {
  const words = useWords(statisticsWords)
  const shown = (value: number | null) => {
    if (value === null) return '–'
    return value < 1 ? words.minutes(value * 60) : words.hours(value)
  }
  return (
    <section className="panel charts-wide" aria-labelledby="review-time">
      <h2 id="review-time">{words.reviewTime}</h2>
      <p className="quiet">{words.reviewHint}</p>
      <div className="review-time">
        <Statistic title={words.median} value={shown(hours.median)} />
        <Statistic title={words.p90} value={shown(hours.p90)} />
        <Statistic title={words.count} value={hours.count} />
      </div>
    </section>
  )
}
