/** What every act of the service works with, and the one way in which anything is changed. */
import type { FastifyBaseLogger } from 'fastify'
import { appendEntries, appendEntry, type Act as LedgerAct } from '../../ledger/append.ts'
import type { Position } from '../../ledger/chain.ts'
import type { Queue } from '../../queue/queue.ts'
import type { KeyScope } from '../../review/key-scope.ts'
import type { Role } from '../../review/roles.ts'
import type { Store, Trx } from '../../store/open.ts'
import { retried } from '../../store/retried.ts'
import type { Blobs } from '../../vault/blobs.ts'
import type { Keys } from '../../vault/keys.ts'
import type { TicketKeys } from '../gate/ticket-keys.ts'
import type { Events } from './events.ts'

/** What a screening needs, in the service and in workers on other machines, which have no keys to sign with. */
export interface WorkService {
  readonly store: Store
  readonly blobs: Blobs
  /** Signs where the ledger ends. A worker has no key for it: the service does it at its next act. */
  readonly head: { write(position: Position): Promise<void> }
  readonly events: Events
  readonly log: FastifyBaseLogger
  readonly queue: Queue
  /** Tells other processes that the packs in force have changed. */
  readonly packsChanged: () => void
  /** Parts read so far of a file at work. */
  readonly partsDone: (fileId: string) => number
}

export interface Service extends WorkService {
  readonly keys: Keys
  readonly ticketKeys: TicketKeys
  /** Where browsers reach the service; null: not said. */
  readonly publicUrl: string | null
  /** Messages wait in the outbox. */
  readonly wakeWebhooks: () => void
}

/** Who acts: a signed-in person, or a portal with its key. */
export interface Caller {
  readonly kind: 'person' | 'portal' | 'system'
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly departmentId: string | null
  /** `/` for those who belong to no department: the whole organisation. */
  readonly departmentPath: string
  /** What a portal's key may be used for; absent for people. */
  readonly keyScopes?: readonly KeyScope[]
  /** Questions that a portal may ask; null: as many as any. Absent for people. */
  readonly ratePerMinute?: number | null
}

export const system = { kind: 'system', id: 'system', name: 'baoshen' } as const

export interface Transaction {
  readonly trx: Trx
  /** The instant of this act, the same for everything it writes. */
  readonly at: string
  /** Writes the act into the ledger. */
  readonly record: (act: LedgerAct) => Promise<Position>
  /** Several at once, in order. */
  readonly recordAll: (acts: readonly LedgerAct[]) => Promise<void>
  /** Runs once the act is on the disk; for events and the removal of files. */
  readonly afterwards: (work: () => void | Promise<void>) => void
}

/** Changes something: all of it, with its ledger entries and the signed head, or nothing. */
export function transact<T>(service: WorkService, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return retried(() => attemptOnce(service, work))
}

async function attemptOnce<T>(service: WorkService, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const at = new Date().toISOString()
  const later: (() => void | Promise<void>)[] = []
  let end: Position | null = null
  const result = await service.store.db.transaction().execute(trx =>
    work({
      trx,
      at,
      record: async act => {
        end = await appendEntry(trx, act, at)
        return end
      },
      recordAll: async acts => {
        end = (await appendEntries(trx, acts, at)) ?? end
      },
      afterwards: each => void later.push(each),
    }),
  )
  if (end !== null) await service.head.write(end)
  for (const each of later) await each()
  return result
}

/** Reads a submission that is about to be changed, so that two acts on it come one after the other. */
export function lockSubmission(service: WorkService, trx: Trx, id: string) {
  const query = trx.selectFrom('submission').selectAll().where('id', '=', id)
  return (service.store.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
}
