/** The places of the navigation: who sees which, and where one begins. */
import type { PersonRole } from '../../review/roles.ts'

export interface Place {
  readonly path: string
  readonly name:
    | 'submit'
    | 'mine'
    | 'queue'
    | 'incidents'
    | 'ledger'
    | 'statistics'
    | 'rescans'
    | 'rules'
    | 'allowList'
    | 'people'
    | 'departments'
    | 'portals'
    | 'webhooks'
    | 'packs'
    | 'settings'
  readonly roles: readonly PersonRole[]
}

export const places: readonly Place[] = [
  { path: '/submit', name: 'submit', roles: ['editor'] },
  { path: '/mine', name: 'mine', roles: ['editor'] },
  { path: '/queue', name: 'queue', roles: ['reviewer', 'approver', 'auditor', 'editor'] },
  { path: '/incidents', name: 'incidents', roles: ['reviewer', 'approver', 'auditor', 'editor'] },
  { path: '/ledger', name: 'ledger', roles: ['reviewer', 'approver', 'auditor'] },
  { path: '/statistics', name: 'statistics', roles: ['reviewer', 'approver', 'auditor', 'administrator'] },
  { path: '/rescans', name: 'rescans', roles: ['administrator', 'auditor', 'reviewer'] },
  { path: '/rules', name: 'rules', roles: ['editor', 'reviewer', 'approver', 'auditor', 'administrator'] },
  { path: '/allow-list', name: 'allowList', roles: ['reviewer', 'approver', 'auditor', 'administrator'] },
  { path: '/people', name: 'people', roles: ['administrator', 'auditor'] },
  { path: '/departments', name: 'departments', roles: ['administrator'] },
  { path: '/portals', name: 'portals', roles: ['administrator', 'auditor'] },
  { path: '/webhooks', name: 'webhooks', roles: ['administrator', 'auditor'] },
  { path: '/packs', name: 'packs', roles: ['administrator', 'auditor', 'reviewer'] },
  { path: '/settings', name: 'settings', roles: ['administrator', 'auditor'] },
]

export function placesOf(roles: readonly PersonRole[]): Place[] {
  return places.filter(place => place.roles.some(role => roles.includes(role)))
}

/** Whether the address is a place of the navigation that is for other roles. */
export function isForOthers(path: string, roles: readonly PersonRole[]): boolean {
  const place = places.find(each => each.path === path)
  return place !== undefined && !place.roles.some(role => roles.includes(role))
}

/** The first thing that a person of these roles wants to see. */
export function homeOf(roles: readonly PersonRole[]): string {
  if (roles.includes('reviewer') || roles.includes('approver') || roles.includes('auditor')) return '/queue'
  return roles.includes('administrator') ? '/people' : '/mine'
}
