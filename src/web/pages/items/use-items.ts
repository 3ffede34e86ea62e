/** A list of submissions, page after page. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { SentQuery } from '../../../server/api/routes.ts'
import { call } from '../../api/client.ts'

export type ItemFilters = Omit<NonNullable<SentQuery<'submissions.list'>>, 'cursor' | 'limit'>

export function useItems(filters: ItemFilters) {
  return useInfiniteQuery({
    queryKey: ['submissions.list', filters],
    queryFn: ({ pageParam, signal }) =>
      call(
        'submissions.list',
        { query: { ...filters, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
}
