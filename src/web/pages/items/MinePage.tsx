import { PlusOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useNavigate } from 'react-router'
import type { State } from '../../../review/lifecycle.ts'
import { useApi } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { ItemList } from './ItemList.tsx'
import { SearchBox } from './SearchBox.tsx'
import { useFilters } from './use-filters.ts'
import { useItems } from './use-items.ts'
import { itemsWords } from './words.ts'

const groups = {
  all: [],
  attention: ['draft', 'screened', 'returned'],
  working: ['screening', 'review', 'approval'],
  finished: ['released', 'incident', 'withdrawn', 'revoked'],
} as const satisfies Record<string, readonly State[]>
type Group = keyof typeof groups
const groupNames = Object.keys(groups) as Group[]

export function Page() {
  const words = useWords(itemsWords)
  const navigate = useNavigate()
  const { filters, change } = useFilters(['group', 'q'])
  const group = groupNames.find(each => each === filters.group) ?? 'all'
  const counts = useApi('submissions.counts', {})
  const query = useItems({ mine: 'true', state: groups[group].join(','), q: filters.q })
  const count = (name: Group) => groups[name].reduce((sum, state) => sum + (counts.data?.mine[state] ?? 0), 0)
  return (
    <>
      <PageTitle title={words.mine}>
        <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => navigate('/submit')}>
          {words.newItem}
        </Button>
      </PageTitle>
      <search className="row filters" aria-label={words.filters}>
        <Segmented<Group>
          aria-label={words.state}
          name="group"
          value={group}
          onChange={value => change({ group: value === 'all' ? '' : value })}
          options={groupNames.map(value => ({
            value,
            label: value === 'all' ? words.all : `${words[value]} ${count(value)}`,
          }))}
        />
        <SearchBox value={filters.q} onChange={q => change({ q })} />
      </search>
      <ItemList
        query={query}
        withSubmitter={false}
        empty={group === 'all' && !filters.q ? words.noMine : words.noMatch}
      />
    </>
  )
}
