/** Ledger entries as the API shows them. */
import type { z } from 'zod'
import type { Db } from '../../store/open.ts'
import type { LedgerTable } from '../../store/schema.ts'
import type { LedgerEntry } from '../api/ledger.ts'
import type { historyEntrySchema } from '../api/submissions.ts'

/** An entry with the title of its item, which is not part of the ledger. */
export type TitledEntry = LedgerTable & { title: string | null; departmentId: string | null }

export function ledgerView(row: TitledEntry): LedgerEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: { id: row.actorId, name: row.actorName, kind: row.actorKind },
    act: row.act,
    submission: row.submissionId,
    title: row.title,
    department: row.departmentId,
    revision: row.revision,
    contentHash: row.contentHash,
    ruleset: row.ruleset,
    verdict: row.verdict,
    decision: row.decision,
    reason: row.reason,
    detail: JSON.parse(row.detail),
    hash: row.hash,
  }
}

/** What was done with an item, oldest first. */
export async function historyOf(
  db: Db,
  submissionId: string,
): Promise<z.output<typeof historyEntrySchema>[]> {
  const rows = await db
    .selectFrom('ledger')
    .selectAll()
    .where('submissionId', '=', submissionId)
    .orderBy('seq')
    .execute()
  return rows.map(row => ({
    seq: row.seq,
    at: row.at,
    actor: { id: row.actorId, name: row.actorName, kind: row.actorKind },
    act: row.act,
    revision: row.revision,
    verdict: row.verdict,
    decision: row.decision,
    reason: row.reason,
  }))
}
