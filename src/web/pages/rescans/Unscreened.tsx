/** What the last look at a site could not fetch, or not read to its end. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { readableAddress } from '../../../rescan/report/readable-address.ts'
import { call } from '../../api/client.ts'
import { useWords } from '../../language/language.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { Label } from '../../shared/Label.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { sharedWords } from '../../shared/words.ts'
import { rescanWords } from './words.ts'

const pageSize = 50

interface Props {
  readonly siteId: string
  /** Of the last run: what it has not come to is not in the list. */
  readonly isDone: boolean
  /** Null: not known yet. */
  readonly total: number | null
}

export function Unscreened({ siteId, isDone, total }: Props) {
  const words = useWords(rescanWords)
  const shared = useWords(sharedWords)
  const query = useInfiniteQuery({
    queryKey: ['sites.unscreened', siteId],
    queryFn: ({ pageParam, signal }) =>
      call(
        'sites.unscreened',
        { params: { site: siteId }, query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: () => (isDone ? false : 5000),
  })
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const items = pages.flatMap(page => page.items)
        if (items.length === 0)
          return <Nothing text={isDone ? words.unscreenedNone : words.unscreenedNoneYet} />
        return (
          <>
            <ul className="plain-list stack" aria-label={words.unscreened}>
              {items.map(each => (
                <li key={each.ref}>
                  <div className="row">
                    <code className="rescan-place">{readableAddress(each.url ?? each.ref)}</code>
                    {each.dead && <Label tone="red">{words.deadLetter}</Label>}
                  </div>
                  <div>{each.message}</div>
                </li>
              ))}
            </ul>
            <Failure error={query.error} onRetry={() => void query.refetch()} />
            <div className="row list-end">
              <span className="quiet" role="status">
                {total !== null && shared.shown(items.length, Math.max(total, items.length))}
              </span>
              {query.hasNextPage && (
                <Button
                  aria-label={words.unscreenedMore}
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {shared.more}
                </Button>
              )}
            </div>
          </>
        )
      }}
    </Loaded>
  )
}
