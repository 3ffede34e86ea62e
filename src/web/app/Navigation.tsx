import { Badge } from 'antd'
import { NavLink } from 'react-router'
import type { Me } from '../../server/api/session.ts'
import { useApi } from '../api/queries.ts'
import { useWords } from '../language/language.tsx'
import { placesOf } from './places.ts'
import { hasRole } from './session.ts'
import { appWords } from './words.ts'

/** How many items wait for this person's judgement. */
function useWaiting(me: Me): number {
  const enabled = hasRole(me, 'reviewer', 'approver')
  const { data } = useApi('submissions.counts', {}, { enabled })
  if (!data || !enabled) return 0
  return (
    (hasRole(me, 'reviewer') ? data.states.review : 0) + (hasRole(me, 'approver') ? data.states.approval : 0)
  )
}

/** How many endpoints the service itself switched off. */
function useSwitchedOff(me: Me): number {
  const enabled = hasRole(me, 'administrator')
  const { data } = useApi('webhooks.list', {}, { enabled, refetchInterval: () => 300_000 })
  return data?.items.filter(each => each.disabledFor !== null).length ?? 0
}

/** A number for the eye, its digits apart from each other; in words for who listens. */
function Count({ count, says }: { count: number; says: string }) {
  return (
    <>
      <span aria-hidden="true">
        <Badge count={count} color="#b3141a" title={says} />
      </span>
      <span className="visually-hidden">{says}</span>
    </>
  )
}

export function Navigation({ me }: { me: Me }) {
  const words = useWords(appWords)
  const waiting = useWaiting(me)
  const switchedOff = useSwitchedOff(me)
  return (
    <nav aria-label={words.navigation}>
      <ul className="plain-list navigation">
        {placesOf(me.roles).map(({ path, name }) => (
          <li key={path}>
            <NavLink to={path}>
              {words[name]}
              {name === 'queue' && waiting > 0 && <Count count={waiting} says={words.waiting(waiting)} />}
              {name === 'webhooks' && switchedOff > 0 && (
                <Count count={switchedOff} says={words.switchedOff(switchedOff)} />
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
