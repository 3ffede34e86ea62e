/** Who is signed in, and what that lets them see. */
import { useQuery } from '@tanstack/react-query'
import type { PersonRole } from '../../review/roles.ts'
import type { Me } from '../../server/api/session.ts'
import { call } from '../api/client.ts'
import { isSignedOut } from '../api/request-error.ts'

export const sessionKey = ['session.read', {}] as const

const everyMilliseconds = 60_000

/**
 * `data` is null when nobody is signed in.
 * @param isWatched asks again and again; for the one frame around all pages.
 */
export function useSession(isWatched = false) {
  return useQuery<Me | null>({
    queryKey: sessionKey,
    staleTime: Number.POSITIVE_INFINITY,
    // Keeps whoever is there signed in, and takes a page off the screen that nobody was at for too long.
    refetchInterval: ({ state }) => (isWatched && state.data ? everyMilliseconds : false),
    refetchIntervalInBackground: isWatched,
    queryFn: async ({ signal }) => {
      try {
        return await call('session.read', {}, signal)
      } catch (error) {
        if (isSignedOut(error)) return null
        throw error
      }
    },
  })
}

/** For pages that are shown to somebody who is signed in. */
export function useMe(): Me {
  const { data } = useSession()
  if (!data) throw new Error('nobody is signed in')
  return data
}

export function hasRole(me: Me, ...roles: readonly PersonRole[]): boolean {
  return me.roles.some(role => roles.includes(role))
}
