/** Appends to the ledger inside the transaction of the act that is recorded: both happen or neither. */

import type { Trx } from '../store/open.ts'
import type { Database, LedgerTable } from '../store/schema.ts'
import { storable } from '../store/storable.ts'
import { hashOf, type Position } from './chain.ts'

export interface Act {
  readonly actor: {
    readonly kind: 'person' | 'portal' | 'system'
    readonly id: string
    readonly name: string
  }
  readonly act: string
  readonly submissionId?: string
  readonly departmentPath?: string
  readonly revision?: number
  readonly contentHash?: string | null
  readonly ruleset?: string | null
  readonly verdict?: Database['ledger']['verdict']
  readonly decision?: string
  readonly reason?: string
  /** Plain values only; never document text or file names. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** @returns where the chain now ends. */
export async function appendEntry(trx: Trx, act: Act, at: string): Promise<Position> {
  const end = await appendEntries(trx, [act], at)
  if (!end) throw new Error('nothing was appended')
  return end
}

/** Appends several, in order. @returns where the chain now ends; null when there was nothing to append. */
export async function appendEntries(trx: Trx, acts: readonly Act[], at: string): Promise<Position | null> {
  if (acts.length === 0) return null
  // The update locks the row until the commit, so that two transactions never follow the same entry.
  const head = await trx
    .updateTable('ledgerHead')
    .set(each => ({ seq: each('seq', '+', acts.length) }))
    .where('id', '=', 1)
    .returningAll()
    .executeTakeFirstOrThrow()
  let end: Position = { seq: head.seq - acts.length, hash: head.hash }
  const entries: LedgerTable[] = []
  for (const act of acts) {
    const entry = entryOf(act, at, end)
    entries.push(entry)
    end = { seq: entry.seq, hash: entry.hash }
  }
  await trx.insertInto('ledger').values(entries).execute()
  await trx.updateTable('ledgerHead').set({ hash: end.hash }).where('id', '=', 1).execute()
  return end
}

/** What is hashed is what the database gives back. */
function entryOf(act: Act, at: string, before: Position): LedgerTable {
  const unhashed = {
    seq: before.seq + 1,
    at,
    actorKind: act.actor.kind,
    actorId: act.actor.id,
    actorName: storable(act.actor.name),
    act: act.act,
    submissionId: act.submissionId ?? null,
    departmentPath: act.departmentPath ?? null,
    revision: act.revision ?? null,
    contentHash: act.contentHash ?? null,
    ruleset: act.ruleset ?? null,
    verdict: act.verdict ?? null,
    decision: act.decision ?? null,
    reason: storable(act.reason ?? null),
    detail: JSON.stringify(act.detail ?? {}),
    previous: before.hash,
  }
  return { ...unhashed, hash: hashOf(unhashed) }
}
