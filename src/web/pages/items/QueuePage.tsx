import { Segmented, Select } from 'antd'
import { verdicts } from '../../../document/screening.ts'
import { states } from '../../../review/lifecycle.ts'
import { useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { Age } from '../../shared/Age.tsx'
import { DayRange } from '../../shared/DayRange.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { ItemList } from './ItemList.tsx'
import { SearchBox } from './SearchBox.tsx'
import { useFilters } from './use-filters.ts'
import { useItems } from './use-items.ts'
import { itemsWords } from './words.ts'

const sorts = ['oldest', 'updated', 'created'] as const

export function Page() {
  const words = useWords(itemsWords)
  const terms = useTerms()
  const me = useMe()
  const { filters, change } = useFilters(['state', 'verdict', 'department', 'q', 'from', 'to', 'sort'])
  const counts = useApi('submissions.counts', {})
  const departments = useApi('departments.list', {})
  const byDefault = hasRole(me, 'reviewer') ? 'review' : hasRole(me, 'approver') ? 'approval' : 'all'
  const state = filters.state || byDefault
  const sort = sorts.find(each => each === filters.sort) ?? 'oldest'
  const verdict = verdicts.find(each => each === filters.verdict)
  const query = useItems({
    state: state === 'all' ? '' : state,
    ...(verdict ? { verdict } : {}),
    ...(filters.department ? { department: filters.department } : {}),
    ...(filters.from ? { from: filters.from } : {}),
    ...(filters.to ? { to: filters.to } : {}),
    q: filters.q,
    sort,
  })
  const count = (name: 'review' | 'approval') => counts.data?.states[name] ?? 0
  return (
    <>
      <PageTitle title={words.queue}>
        {counts.data?.oldestWaiting && (
          <span className="quiet">
            {words.oldestWaiting} <Age instant={counts.data.oldestWaiting} />
          </span>
        )}
      </PageTitle>
      <search className="row filters" aria-label={words.filters}>
        <Segmented
          name="state"
          aria-label={words.state}
          value={['review', 'approval', 'all'].includes(state) ? state : ''}
          onChange={value => change({ state: value })}
          options={[
            { value: 'review', label: `${words.toReview} ${count('review')}` },
            { value: 'approval', label: `${words.toApprove} ${count('approval')}` },
            { value: 'all', label: words.all },
          ]}
        />
        <Select
          className="filter-select"
          aria-label={words.state}
          value={state}
          onChange={value => change({ state: value })}
          options={[
            { value: 'all', label: words.anyState },
            ...states.map(value => ({ value, label: terms.state[value] })),
          ]}
        />
        <Select
          className="filter-select"
          aria-label={words.verdict}
          value={filters.verdict}
          onChange={value => change({ verdict: value })}
          options={[
            { value: '', label: words.anyVerdict },
            ...verdicts.map(value => ({ value, label: terms.verdict[value] })),
          ]}
        />
        {(departments.data?.items.length ?? 0) > 1 && (
          <Select
            className="filter-select"
            aria-label={words.department}
            value={filters.department}
            onChange={value => change({ department: value })}
            options={[
              { value: '', label: words.anyDepartment },
              ...(departments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <DayRange label={words.created} from={filters.from} to={filters.to} onChange={change} />
        <Select
          className="filter-select"
          aria-label={words.sort}
          value={sort}
          onChange={value => change({ sort: value })}
          options={[
            { value: 'oldest', label: words.oldest },
            { value: 'updated', label: words.updated },
            { value: 'created', label: words.newest },
          ]}
        />
        <SearchBox value={filters.q} onChange={q => change({ q })} />
      </search>
      <ItemList query={query} withSubmitter empty={state === byDefault ? words.noQueue : words.noMatch} />
    </>
  )
}
