/** TanStack Query over the client: one key a route and request, and everything is asked for anew after a change. */
import {
  keepPreviousData,
  type Query,
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { AnswerOf, RouteName } from '../../server/api/routes.ts'
import { call, type RequestOf } from './client.ts'
import { isSignedOut, RequestError } from './request-error.ts'

/** Costly or unchanging answers, which no change of an item makes old. */
const lasting: readonly string[] = ['rules.list', 'files.page', 'setup.status', 'session.read']

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && error instanceof RequestError && error.code === 'offline',
      },
    },
  })
  const watch = (error: unknown) => {
    if (isSignedOut(error)) client.setQueryData(['session.read', {}], null)
  }
  client.getQueryCache().config.onError = watch
  client.getMutationCache().config.onError = watch
  return client
}

interface Options<T> {
  readonly enabled?: boolean
  readonly staleTime?: number
  /** Milliseconds, from what was answered last. */
  readonly refetchInterval?: (query: { state: { data?: T | undefined } }) => number | false
  /** Keeps showing the last list while the next one is fetched. */
  readonly keep?: boolean
}

export function useApi<N extends RouteName>(
  name: N,
  request: RequestOf<N>,
  { keep, ...options }: Options<AnswerOf<N>> = {},
): UseQueryResult<AnswerOf<N>> {
  return useQuery<AnswerOf<N>>({
    queryKey: [name, request],
    queryFn: ({ signal }) => call(name, request, signal),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...options,
  } as Parameters<typeof useQuery<AnswerOf<N>>>[0])
}

const isChanging = (query: Query) => !lasting.includes(String(query.queryKey[0]))

/** Asks for everything that is shown anew. */
export function refresh(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ predicate: isChanging })
}

/** The same after a change of one's own: a first answer that is still under way may be from before it. */
async function refreshAfterChange(client: QueryClient): Promise<void> {
  await client.cancelQueries({ predicate: isChanging })
  await refresh(client)
}

/** A call that changes something; whatever is on the page is asked for anew afterwards. */
export function useAct<N extends RouteName>(name: N) {
  const client = useQueryClient()
  return useMutation<AnswerOf<N>, Error, RequestOf<N>>({
    mutationFn: request => call(name, request),
    onSuccess: () => refreshAfterChange(client),
  })
}
