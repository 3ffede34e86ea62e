/** Whom or what an act of administration was done to: the ledger keeps ids, people read names. */
import { useQuery } from '@tanstack/react-query'
import type { LedgerEntry } from '../../../server/api/ledger.ts'
import type { Person } from '../../../server/api/people.ts'
import { call } from '../../api/client.ts'
import { useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'

const kinds = ['person', 'portal', 'webhook', 'site', 'pack', 'department'] as const

async function everybody(signal: AbortSignal): Promise<Person[]> {
  const all: Person[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query = { limit: 200, ...(cursor === '' ? {} : { cursor }) }
    const page: { items: Person[]; next: string | null } = await call('people.list', { query }, signal)
    all.push(...page.items)
    cursor = page.next
  }
  return all
}

/** Of the auditor, who alone sees such acts. What was deleted since keeps only its id. */
export function useSubjects(): (detail: LedgerEntry['detail']) => string | null {
  const isAuditor = hasRole(useMe(), 'auditor')
  const options = { enabled: isAuditor, staleTime: 60_000 }
  const people = useQuery({
    queryKey: ['people.list', 'everybody'],
    queryFn: ({ signal }) => everybody(signal),
    ...options,
  })
  const lists = [
    people.data,
    useApi('portals.list', {}, options).data?.items,
    useApi('webhooks.list', {}, options).data?.items,
    useApi('sites.list', {}, options).data?.items,
    useApi('packs.list', {}, options).data?.items,
    useApi('departments.list', {}, options).data?.items,
  ]
  const names = new Map<string, string>()
  for (const list of lists) for (const { id, name } of list ?? []) names.set(id, name)
  return detail => {
    const kind = kinds.find(each => typeof detail[each] === 'string')
    return kind === undefined ? null : (names.get(String(detail[kind])) ?? null)
  }
}
