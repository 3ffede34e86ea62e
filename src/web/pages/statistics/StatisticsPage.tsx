import { useMemo } from 'react'
import { verdicts } from '../../../document/screening.ts'
import type { Statistics } from '../../../server/api/statistics.ts'
import { useApi } from '../../api/queries.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { DayRange } from '../../shared/DayRange.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { useFilters } from '../items/use-filters.ts'
import { Chart } from './Chart.tsx'
import { Numbers } from './Numbers.tsx'
import {
  countOf,
  departmentOption,
  falseAlarmOption,
  falseAlarmRate,
  judgedRules,
  periodsOf,
  rulesOption,
  stepOf,
  verdictOption,
} from './options.ts'
import { ReviewTime } from './ReviewTime.tsx'
import { statisticsWords } from './words.ts'
import './statistics.css'

export function Page() {
  const words = useWords(statisticsWords)
  const { filters, change } = useFilters(['from', 'to'])
  const query = useApi(
    'statistics.read',
    { query: { ...(filters.from ? { from: filters.from } : {}), ...(filters.to ? { to: filters.to } : {}) } },
    { keep: true },
  )
  return (
    <>
      <PageTitle title={words.title}>
        <DayRange
          label={words.period}
          from={filters.from || (query.data?.from ?? '')}
          to={filters.to || (query.data?.to ?? '')}
          onChange={change}
        />
      </PageTitle>
      <Loaded query={query}>{statistics => <Charts statistics={statistics} />}</Loaded>
    </>
  )
}

function useRuleTitle() {
  const { language } = useLanguage()
  const { data } = useApi('rules.list', {}, { staleTime: Number.POSITIVE_INFINITY })
  return useMemo(() => {
    const titles = new Map(data?.items.map(({ id, title }) => [id, title[language]]))
    return ({ rule, title }: Statistics['rules'][number]) => titles.get(rule) ?? title
  }, [data, language])
}

function Charts({ statistics }: { statistics: Statistics }) {
  const words = useWords(statisticsWords)
  const terms = useTerms()
  const { language } = useLanguage()
  const titleOf = useRuleTitle()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words and terms follow the language
  const options = useMemo(
    () => ({
      verdicts: verdictOption(statistics, terms.verdict),
      rules: rulesOption(statistics, titleOf),
      falseAlarms: falseAlarmOption(statistics, titleOf),
      departments: departmentOption(statistics, words),
    }),
    [statistics, titleOf, language],
  )
  const judged = judgedRules(statistics)
  const barHeight = (count: number) => 48 + 32 * Math.min(count, 10)
  return (
    <div className="charts">
      <ReviewTime hours={statistics.reviewHours} />
      <Chart
        title={stepOf(statistics) === 'day' ? words.verdicts : words.verdictsByMonth}
        option={options.verdicts}
        height={280}
        isEmpty={statistics.verdicts.length === 0}
      >
        <Numbers
          head={[words.day, ...verdicts.map(each => terms.verdict[each])]}
          rows={periodsOf(statistics)
            .map(period => [period, ...verdicts.map(each => countOf(statistics, period, each))])
            .filter(([, ...counts]) => counts.some(count => count !== 0))}
        />
      </Chart>
      <Chart
        title={words.departments}
        option={options.departments}
        height={280}
        isEmpty={statistics.departments.length === 0}
      >
        <Numbers
          head={[
            words.department,
            words.submissions,
            words.released,
            words.returned,
            words.blocked,
            words.incidents,
          ]}
          rows={statistics.departments.map(row => [
            row.name || words.noDepartment,
            row.submissions,
            row.released,
            row.returned,
            row.blocked,
            row.incidents,
          ])}
        />
      </Chart>
      <Chart
        title={words.topRules}
        option={options.rules}
        height={barHeight(statistics.rules.length)}
        isEmpty={statistics.rules.length === 0}
      >
        <Numbers
          head={[words.rule, words.findings]}
          rows={statistics.rules.map(rule => [titleOf(rule), rule.findings])}
        />
      </Chart>
      <Chart
        title={words.falseAlarms}
        hint={words.falseAlarmHint}
        option={options.falseAlarms}
        height={barHeight(judged.length)}
        isEmpty={judged.length === 0}
      >
        <Numbers
          head={[words.rule, words.decided, words.falseAlarmCount, words.rate]}
          rows={judged.map(rule => [
            titleOf(rule),
            rule.decided,
            rule.falseAlarms,
            `${falseAlarmRate(rule)}%`,
          ])}
        />
      </Chart>
    </div>
  )
}
