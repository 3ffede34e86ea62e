/** A repeated request with the same `Idempotency-Key` gets the answer of the first, which was carried out once. */
import { createHash } from 'node:crypto'
import { isUniqueViolation } from '../../store/error.ts'
import type { Trx } from '../../store/open.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Caller, Service } from './service.ts'

/** What the first request made: enough to answer a repeat. */
export interface Made {
  readonly submission: string
  readonly files?: readonly string[]
}

/** A request that carries a key. */
export interface Keyed {
  readonly owner: string
  readonly key: string
  readonly requestHash: string
}

/** Thrown inside the transaction when the same request was carried out in the meantime. */
export class RepeatedError extends Error {
  override readonly name = 'RepeatedError'
}

export function keyed(caller: Caller, key: string, request: unknown): Keyed {
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  return { owner: caller.id, key, requestHash }
}

/** What was made by the first request with this key; null when this is the first. */
export async function findMade(service: Service, request: Keyed): Promise<Made | null> {
  const row = await service.store.db
    .selectFrom('idempotency')
    .selectAll()
    .where('owner', '=', request.owner)
    .where('key', '=', request.key)
    .executeTakeFirst()
  if (!row) return null
  if (row.requestHash !== request.requestHash) throw new ApiProblem('key-reused')
  return JSON.parse(row.made)
}

/** Notes what was made, in the transaction that makes it. @throws {RepeatedError} when another was first. */
export async function noteMade(trx: Trx, request: Keyed | null, made: Made, at: string): Promise<void> {
  if (!request) return
  try {
    await trx
      .insertInto('idempotency')
      .values({ ...request, made: JSON.stringify(made), created: at })
      .execute()
  } catch (error) {
    if (isUniqueViolation(error)) throw new RepeatedError()
    throw error
  }
}
