/** What was sent, what became of it, and when it is tried again. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import type { Delivery, Endpoint } from '../../../../server/api/webhooks.ts'
import { call } from '../../../api/client.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { Nothing } from '../../../shared/Nothing.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { useFilters } from '../../items/use-filters.ts'
import { DeliveryLine } from './DeliveryLine.tsx'
import { webhookWords } from './words.ts'

const states: readonly Delivery['state'][] = ['waiting', 'sending', 'delivered', 'failed']
/** What is on its way is looked at often. */
const soonMs = 2000
const laterMs = 15_000

interface Props {
  readonly endpoints: readonly Endpoint[]
  readonly mayChange: boolean
}

export function DeliveryLog({ endpoints, mayChange }: Props) {
  const words = useWords(webhookWords)
  const shared = useWords(sharedWords)
  const { filters, change } = useFilters(['webhook', 'state'])
  const state = states.find(each => each === filters.state)
  const given = { ...(filters.webhook ? { webhook: filters.webhook } : {}), ...(state ? { state } : {}) }
  const query = useInfiniteQuery({
    queryKey: ['webhooks.deliveries', given],
    queryFn: ({ pageParam, signal }) =>
      call(
        'webhooks.deliveries',
        { query: { ...given, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.pages[0]?.items.some(each => isSoon(each)) ? soonMs : laterMs,
  })
  const items = query.data?.pages.flatMap(page => page.items) ?? []
  return (
    <section className="panel stack" aria-labelledby="webhook-log">
      <h2 id="webhook-log">{words.log}</h2>
      <search className="row filters">
        <Select
          className="filter-select"
          aria-label={words.endpoint}
          value={filters.webhook}
          onChange={webhook => change({ webhook })}
          options={[
            { value: '', label: words.anyEndpoint },
            ...endpoints.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          className="filter-select"
          aria-label={words.state}
          value={filters.state}
          onChange={value => change({ state: value })}
          options={[
            { value: '', label: words.anyState },
            ...states.map(value => ({ value, label: words.states[value] })),
          ]}
        />
      </search>
      <Failure error={query.error} onRetry={() => void query.refetch()} />
      {query.data && items.length === 0 && <Nothing text={words.logNone} />}
      <ul className="plain-list" aria-labelledby="webhook-log">
        {items.map(each => (
          <DeliveryLine
            key={each.id}
            delivery={each}
            endpoint={endpoints.find(({ id }) => id === each.endpoint)}
            mayChange={mayChange}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <div>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {shared.more}
          </Button>
        </div>
      )}
    </section>
  )
}

function isSoon({ state, nextAttempt }: Delivery): boolean {
  if (state === 'sending') return true
  return state === 'waiting' && nextAttempt !== null && Date.parse(nextAttempt) < Date.now() + laterMs
}
