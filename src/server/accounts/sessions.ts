/** Sessions of people, kept in the database so that they can be ended at once. */

import { type PersonRole, personRoleSchema } from '../../review/roles.ts'
import type { Trx } from '../../store/open.ts'
import type { PersonTable } from '../../store/people-schema.ts'
import type { Caller, Service } from '../workflow/service.ts'
import { readSettings } from '../workflow/settings.ts'
import { hashToken, newToken } from './token.ts'

const hours = 12
/** `lastSeen` is not written at every request. */
const touchSeconds = 30

export interface Session {
  readonly tokenHash: string
  readonly expires: string
  readonly person: PersonTable
  readonly caller: Caller
}

/** @returns the token for the cookie. */
export async function startSession(trx: Trx, personId: string, at: string): Promise<string> {
  const token = newToken()
  const expires = new Date(Date.parse(at) + hours * 3_600_000).toISOString()
  await trx
    .insertInto('session')
    .values({ tokenHash: hashToken(token), personId, created: at, lastSeen: at, expires })
    .execute()
  return token
}

export function rolesOf(person: Pick<PersonTable, 'roles'>): PersonRole[] {
  return personRoleSchema.array().parse(JSON.parse(person.roles))
}

/**
 * The session of a cookie; null when there is none, it has ended, or its person may no longer sign in.
 * @param isUse whether somebody is there, so that its idle time begins anew.
 */
export async function findSession(service: Service, token: string, isUse: boolean): Promise<Session | null> {
  const { db } = service.store
  const tokenHash = hashToken(token)
  const session = await db
    .selectFrom('session')
    .selectAll()
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst()
  if (!session) return null
  const now = new Date()
  const { settings } = await readSettings(db)
  const idleSince = new Date(now.getTime() - settings.sessionIdleMinutes * 60_000).toISOString()
  if (session.expires <= now.toISOString() || session.lastSeen <= idleSince) return null
  const row = await db
    .selectFrom('person')
    .leftJoin('department', 'department.id', 'person.departmentId')
    .selectAll('person')
    .select('department.path as departmentPath')
    .where('person.id', '=', session.personId)
    .executeTakeFirst()
  if (row?.active !== 1) return null
  if (isUse && now.getTime() - Date.parse(session.lastSeen) > touchSeconds * 1000) {
    await db
      .updateTable('session')
      .set({ lastSeen: now.toISOString() })
      .where('tokenHash', '=', tokenHash)
      .execute()
  }
  const { departmentPath, ...person } = row
  const caller: Caller = {
    kind: 'person',
    id: person.id,
    name: person.name,
    roles: rolesOf(person),
    departmentId: person.departmentId,
    departmentPath: departmentPath ?? '/',
  }
  return { tokenHash, expires: session.expires, person, caller }
}

export async function endSession(trx: Trx, tokenHash: string): Promise<void> {
  await trx.deleteFrom('session').where('tokenHash', '=', tokenHash).execute()
}

/** @param but a session to keep. */
export async function endSessionsOf(trx: Trx, personId: string, but?: string): Promise<void> {
  const all = trx.deleteFrom('session').where('personId', '=', personId)
  await (but === undefined ? all : all.where('tokenHash', '!=', but)).execute()
}
