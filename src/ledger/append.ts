/** Appends to the ledger inside the transaction of the act that is recorded: both happen or neither. */

import type { Trx } from '../store/open.ts'
import type { Database, LedgerTable } from '../store/schema.ts'
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
  // The update locks the row until the commit, so that two transactions never follow the same entry.
  const head = await trx
    .updateTable('ledgerHead')
    .set(each => ({ seq: each('seq', '+', 1) }))
    .where('id', '=', 1)
    .returningAll()
    .executeTakeFirstOrThrow()
  const unhashed = {
    seq: head.seq,
    at,
    actorKind: act.actor.kind,
    actorId: act.actor.id,
    actorName: act.actor.name,
    act: act.act,
    submissionId: act.submissionId ?? null,
    departmentPath: act.departmentPath ?? null,
    revision: act.revision ?? null,
    contentHash: act.contentHash ?? null,
    ruleset: act.ruleset ?? null,
    verdict: act.verdict ?? null,
    decision: act.decision ?? null,
    reason: act.reason ?? null,
    detail: JSON.stringify(act.detail ?? {}),
    previous: head.hash,
  }
  const entry: LedgerTable = { ...unhashed, hash: hashOf(unhashed) }
  await trx.insertInto('ledger').values(entry).execute()
  await trx.updateTable('ledgerHead').set({ hash: entry.hash }).where('id', '=', 1).execute()
  return { seq: entry.seq, hash: entry.hash }
}
