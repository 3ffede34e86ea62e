import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { Link } from 'react-router'
import type { Incident } from '../../../server/api/incidents.ts'
import { call } from '../../api/client.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { dateTime } from '../../language/when.ts'
import { Failure } from '../../shared/Failure.tsx'
import { Label } from '../../shared/Label.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { Waiting } from '../../shared/Waiting.tsx'
import { sharedWords } from '../../shared/words.ts'
import { useFilters } from '../items/use-filters.ts'
import { Due } from './Due.tsx'
import { incidentWords } from './words.ts'
import './incidents.css'

export function Page() {
  const words = useWords(incidentWords)
  const shared = useWords(sharedWords)
  const { filters, change } = useFilters(['state'])
  const state = filters.state === 'open' || filters.state === 'closed' ? filters.state : undefined
  const query = useInfiniteQuery({
    queryKey: ['incidents.list', state],
    queryFn: ({ pageParam, signal }) =>
      call(
        'incidents.list',
        { query: { ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
  })
  const items = query.data?.pages.flatMap(page => page.items) ?? []
  return (
    <>
      <PageTitle title={words.title} />
      <div className="row filters">
        <Segmented
          name="state"
          aria-label={words.state}
          value={state ?? 'all'}
          onChange={value => change({ state: value === 'all' ? '' : value })}
          options={[
            { value: 'all', label: words.all },
            { value: 'open', label: words.open },
            { value: 'closed', label: words.closed },
          ]}
        />
      </div>
      <Failure error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.data && items.length === 0 && (
        <div className="panel">
          <Nothing text={words.none} />
        </div>
      )}
      <ul className="plain-list stack">
        {items.map(item => (
          <IncidentLine key={item.id} incident={item} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {shared.more}
        </Button>
      )}
    </>
  )
}

function IncidentLine({ incident }: { incident: Incident }) {
  const words = useWords(incidentWords)
  const { language } = useLanguage()
  const done = incident.checklist.filter(each => each.done !== null).length
  return (
    <li className="panel incident-line">
      <Link className="item-title" to={`/incidents/${incident.id}`}>
        {incident.title}
      </Link>
      <div className="row">
        <Label tone={incident.state === 'open' ? 'red' : 'plain'}>{words[incident.state]}</Label>
        <span>{words[incident.content]}</span>
        <span>{words.progress(done, incident.checklist.length)}</span>
        <span className="quiet">
          {words.opened} {dateTime(incident.opened, language)}
        </span>
        <Due incident={incident} />
      </div>
    </li>
  )
}
