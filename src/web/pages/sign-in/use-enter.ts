/** Signing in by whatever way: afterwards everything is asked for as the new person. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { Me } from '../../../server/api/session.ts'
import { sessionKey } from '../../app/session.ts'

/** Only places of these pages may be gone to. */
function safe(to: string | null): string {
  return to?.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : '/'
}

export function useEnter<V>(enter: (values: V) => Promise<Me>, to: string | null = null) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation<Me, Error, V>({
    mutationFn: enter,
    onSuccess: me => {
      client.clear()
      client.setQueryData(sessionKey, me)
      navigate(safe(to), { replace: true })
    },
  })
}
