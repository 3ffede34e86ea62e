/** Who is signed in, and what that lets them see. */
import { useQuery } from '@tanstack/react-query'
import type { PersonRole } from '../../review/roles.ts'
import type { Me } from '../../server/api/session.ts'
import { call } from '../api/client.ts'
import { isSignedOut } from '../api/request-error.ts'

export const sessionKey = ['session.read', {}] as const

/** `data` is null when nobody is signed in. */
export function useSession() {
  return useQuery<Me | null>({
    queryKey: sessionKey,
    staleTime: Number.POSITIVE_INFINITY,
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
