/** One-time links: the first administrator, a new person's password, a forgotten one. No password is ever preset. */
import { v7 as newId } from 'uuid'
import type { Db, Trx } from '../../store/open.ts'
import type { OneTimeLinkTable, PersonTable } from '../../store/people-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { type Service, type Transaction, transact } from '../workflow/service.ts'
import { checkPassword, hashPassword } from './password.ts'
import { endSessionsOf, startSession } from './sessions.ts'
import { hashToken, newToken } from './token.ts'

const linkHours = 72

export interface Link {
  readonly token: string
  readonly expires: string
}

/** Makes a link; earlier ones of the same person (null: the first administrator) end. */
export async function makeLink(trx: Trx, personId: string | null, at: string): Promise<Link> {
  const earlier = trx.deleteFrom('oneTimeLink')
  await (personId === null
    ? earlier.where('personId', 'is', null)
    : earlier.where('personId', '=', personId)
  ).execute()
  const token = newToken()
  const expires = new Date(Date.parse(at) + linkHours * 3_600_000).toISOString()
  await trx
    .insertInto('oneTimeLink')
    .values({ tokenHash: hashToken(token), personId, created: at, expires, used: null })
    .execute()
  return { token, expires }
}

export async function setupNeeded(db: Db | Trx): Promise<boolean> {
  const someone = await db.selectFrom('person').select('id').limit(1).executeTakeFirst()
  return someone === undefined
}

/** At a start without people: the link that creates the administrator; null when there are people. */
export async function setupLink(service: Service): Promise<Link | null> {
  return transact(service, async ({ trx, at }) => ((await setupNeeded(trx)) ? makeLink(trx, null, at) : null))
}

/** @throws {ApiProblem} `bad-link`. */
async function findLink(db: Db | Trx, token: string, at: string): Promise<OneTimeLinkTable> {
  const link = await db
    .selectFrom('oneTimeLink')
    .selectAll()
    .where('tokenHash', '=', hashToken(token))
    .where('used', 'is', null)
    .where('expires', '>', at)
    .executeTakeFirst()
  if (!link) throw new ApiProblem('bad-link')
  return link
}

/** Marks it used; of two at once, one succeeds. */
async function use({ trx, at }: Transaction, link: OneTimeLinkTable): Promise<void> {
  const used = await trx
    .updateTable('oneTimeLink')
    .set({ used: at })
    .where('tokenHash', '=', link.tokenHash)
    .where('used', 'is', null)
    .executeTakeFirst()
  if (used.numUpdatedRows === 0n) throw new ApiProblem('bad-link')
}

/** Whose link it is. */
export async function readLink(
  service: Service,
  token: string,
): Promise<Pick<PersonTable, 'id' | 'login' | 'name'> & { expires: string }> {
  const { db } = service.store
  const link = await findLink(db, token, new Date().toISOString())
  if (link.personId === null) throw new ApiProblem('bad-link')
  const person = await db
    .selectFrom('person')
    .select(['id', 'login', 'name'])
    .where('id', '=', link.personId)
    .executeTakeFirstOrThrow()
  return { ...person, expires: link.expires }
}

/** Sets the password and signs in; @returns the token for the cookie. */
export async function useLink(service: Service, token: string, password: string): Promise<string> {
  const person = await readLink(service, token)
  checkPassword(password, person)
  const passwordHash = await hashPassword(password)
  return transact(service, async tx => {
    const { trx, at } = tx
    await use(tx, await findLink(trx, token, at))
    await trx
      .updateTable('person')
      .set({ passwordHash, failedAttempts: 0, lockedUntil: null, lastSignIn: at })
      .where('id', '=', person.id)
      .execute()
    await endSessionsOf(trx, person.id)
    await tx.record({ actor: { kind: 'person', id: person.id, name: person.name }, act: 'set-password' })
    return startSession(trx, person.id, at)
  })
}

/** Creates the first administrator; @returns the token for the cookie. */
export async function createAdministrator(
  service: Service,
  request: { token: string; login: string; name: string; password: string },
): Promise<string> {
  const { token, login, name, password } = request
  await findLink(service.store.db, token, new Date().toISOString())
  checkPassword(password, { login, name })
  const passwordHash = await hashPassword(password)
  return transact(service, async tx => {
    const { trx, at } = tx
    const link = await findLink(trx, token, at)
    if (link.personId !== null || !(await setupNeeded(trx))) throw new ApiProblem('bad-link')
    await use(tx, link)
    const id = newId()
    const person: PersonTable = {
      id,
      login,
      name,
      roles: JSON.stringify(['administrator']),
      departmentId: null,
      active: 1,
      passwordHash,
      failedAttempts: 0,
      lockedUntil: null,
      lastSignIn: at,
      oidcSubject: null,
      created: at,
      version: 1,
    }
    await trx.insertInto('person').values(person).execute()
    await tx.record({
      actor: { kind: 'person', id, name },
      act: 'create-person',
      detail: { person: id, roles: 'administrator' },
    })
    return startSession(trx, id, at)
  })
}
