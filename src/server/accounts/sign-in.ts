/** Signing in with a password, with lock-out. Nothing in an answer, nor its time, says whether there is an account. */
import { setTimeout as wait } from 'node:timers/promises'
import type { PersonTable } from '../../store/people-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { printedTime } from '../print/printed-time.ts'
import { type Service, system, transact } from '../workflow/service.ts'
import { verifyPassword } from './password.ts'
import { startSession } from './sessions.ts'
import { type LockRule, UnknownLogins } from './unknown-logins.ts'

const rule: LockRule = { mostFailures: 5, minutes: 15 }
/** A refusal takes as long, whatever it was for: counting a failure in the database would be seen. */
const refusalMilliseconds = 400

/**
 * Counts the attempt before the password is looked at, so that many at once are no way around the lock. What comes
 * while it is locked does not count, or the lock would close again on the right password after it.
 * @throws {ApiProblem} `locked-out`.
 */
async function countAttempt(service: Service, person: PersonTable): Promise<void> {
  const locked = await transact(service, async ({ trx, at, record }) => {
    const row = await trx
      .updateTable('person')
      .set(each => ({
        failedAttempts: each
          .case()
          .when('lockedUntil', '>', at)
          .then(0)
          .else(each('failedAttempts', '+', 1))
          .end(),
      }))
      .where('id', '=', person.id)
      .returning(['failedAttempts', 'lockedUntil'])
      .executeTakeFirstOrThrow()
    if (row.lockedUntil !== null && row.lockedUntil > at) return row.lockedUntil
    if (row.failedAttempts <= rule.mostFailures) return null
    const until = new Date(Date.parse(at) + rule.minutes * 60_000).toISOString()
    await trx
      .updateTable('person')
      .set({ lockedUntil: until, failedAttempts: 0 })
      .where('id', '=', person.id)
      .execute()
    await record({ actor: system, act: 'lock-out', detail: { person: person.id } })
    return until
  })
  if (locked !== null) throw new ApiProblem('locked-out', { until: printedTime(locked) })
}

/** Names without an account, of each service in this process. */
const unknown = new WeakMap<Service, UnknownLogins>()

/** @throws {ApiProblem} `locked-out`. */
function countUnknown(service: Service, login: string): void {
  const logins = unknown.get(service) ?? new UnknownLogins(rule)
  unknown.set(service, logins)
  const until = logins.count(login, new Date())
  if (until !== null) throw new ApiProblem('locked-out', { until: printedTime(until) })
}

async function clearAttempts(service: Service, personId: string): Promise<void> {
  await service.store.db
    .updateTable('person')
    .set({ failedAttempts: 0, lockedUntil: null })
    .where('id', '=', personId)
    .execute()
}

/** @throws {ApiProblem} `wrong-credentials`, `locked-out`. */
export async function checkCredentials(
  service: Service,
  person: PersonTable | undefined,
  login: string,
  password: string,
): Promise<PersonTable> {
  const usable = person?.active === 1 ? person : undefined
  if (usable) await countAttempt(service, usable)
  else countUnknown(service, login)
  const isRight = await verifyPassword(password, usable?.passwordHash ?? null)
  if (!usable || !isRight) throw new ApiProblem('wrong-credentials')
  await clearAttempts(service, usable.id)
  return usable
}

/** @returns the token for the cookie. @throws {ApiProblem} `wrong-credentials`, `locked-out`. */
export async function signIn(service: Service, login: string, password: string): Promise<string> {
  const found = await service.store.db
    .selectFrom('person')
    .selectAll()
    .where('login', '=', login)
    .executeTakeFirst()
  const earliest = wait(refusalMilliseconds)
  const person = await checkCredentials(service, found, login, password).catch(async error => {
    await earliest
    throw error
  })
  return transact(service, async ({ trx, at, record }) => {
    await trx.updateTable('person').set({ lastSignIn: at }).where('id', '=', person.id).execute()
    await record({ actor: { kind: 'person', id: person.id, name: person.name }, act: 'sign-in' })
    return startSession(trx, person.id, at)
  })
}
