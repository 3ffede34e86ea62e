/** A reviewer's decision on one finding. */
import { v7 as newId } from 'uuid'
import { consequences, type DecisionKind, undecided } from '../../review/decision.ts'
import type { Trx } from '../../store/open.ts'
import type { FindingTable, SubmissionTable } from '../../store/submission-schema.ts'
import { today } from '../../today.ts'
import { ApiProblem } from '../api/problem.ts'
import { refuseContributor, revokeTickets } from './acts.ts'
import { about } from './drafts.ts'
import { openIncident } from './incidents.ts'
import { type Caller, lockSubmission, type Service, type Transaction, transact } from './service.ts'
import { tellDecided } from './webhooks.ts'

export interface Decision {
  readonly kind: DecisionKind
  readonly reason: string
  /** The finding's version that the reviewer saw. */
  readonly version: number
  readonly evidence: readonly string[]
  readonly allowUntil?: string | undefined
}

/**
 * Writes the decision; of two that were made on the same version, one is refused.
 * @throws {ApiProblem} `already-decided`, `wrong-state`, `stale-version`, `own-item`, `evidence-needed`,
 * `decision-not-allowed`.
 */
export async function decide(
  service: Service,
  caller: Caller,
  submissionId: string,
  findingId: string,
  decision: Decision,
): Promise<void> {
  await transact(service, async tx => {
    const { trx, at } = tx
    const row = await lockSubmission(service, trx, submissionId)
    const finding = await trx
      .selectFrom('finding')
      .selectAll()
      .where('id', '=', findingId)
      .where('submissionId', '=', submissionId)
      .executeTakeFirst()
    if (!row || !finding) throw new ApiProblem('not-found')
    if (finding.revision !== row.revision) throw new ApiProblem('stale-version', { version: row.version })
    if (row.state !== 'review') throw new ApiProblem('wrong-state', { state: row.state })
    if (finding.version !== decision.version) throw new ApiProblem('already-decided')
    await refuseContributor(trx, submissionId, caller)
    await checkAllowed(trx, submissionId, finding, decision)
    await trx
      .updateTable('finding')
      .set({
        version: finding.version + 1,
        decision: decision.kind,
        decisionReason: decision.reason,
        decidedById: caller.id,
        decidedByName: caller.name,
        decidedAt: at,
        evidence: JSON.stringify(decision.evidence),
      })
      .where('id', '=', findingId)
      .execute()
    await tx.record({
      ...about(row),
      actor: caller,
      act: 'decide',
      decision: decision.kind,
      reason: decision.reason,
      verdict: row.verdict,
      detail: {
        finding: findingId,
        rule: finding.rule,
        fingerprint: finding.fingerprint,
        ...(decision.evidence.length > 0 ? { evidence: decision.evidence.join(' ') } : {}),
      },
    })
    if (decision.kind === 'false-alarm' && decision.allowUntil !== undefined) {
      await proposeAllowEntry(tx, caller, finding, decision.reason, decision.allowUntil)
    }
    await moveOn(service, tx, row, caller, decision)
  })
}

async function checkAllowed(trx: Trx, submissionId: string, finding: FindingTable, decision: Decision) {
  const consequence = consequences[decision.kind]
  if (!consequence.of.includes(finding.severity)) throw new ApiProblem('decision-not-allowed')
  const found = await trx
    .selectFrom('evidence')
    .select('id')
    .where('submissionId', '=', submissionId)
    .where('id', 'in', decision.evidence.length > 0 ? decision.evidence : [''])
    .execute()
  if (found.length < new Set(decision.evidence).size) throw new ApiProblem('not-found')
  if (consequence.evidence && found.length === 0) throw new ApiProblem('evidence-needed')
}

/** The item's own version grows with each decision; a confirmed secret makes it an incident at once. */
async function moveOn(
  service: Service,
  tx: Transaction,
  row: SubmissionTable,
  caller: Caller,
  decision: Decision,
): Promise<void> {
  const { trx, at } = tx
  const findings = await trx
    .selectFrom('finding')
    .select(['severity', 'decision'])
    .where('submissionId', '=', row.id)
    .where('revision', '=', row.revision)
    .execute()
  const isIncident = consequences[decision.kind].effect === 'incident'
  const next: SubmissionTable = {
    ...row,
    version: row.version + 1,
    updated: at,
    undecidedCount: undecided(findings),
    ...(isIncident ? { state: 'incident' as const, since: at, lastReason: decision.reason } : {}),
  }
  await trx.updateTable('submission').set(next).where('id', '=', row.id).execute()
  if (isIncident) {
    await revokeTickets(tx, row.id)
    await openIncident(service, tx, row, caller, decision.reason)
    await tellDecided(service, tx, next)
  }
  tx.afterwards(() => service.events.changed(next))
}

async function proposeAllowEntry(
  { trx, at }: Transaction,
  caller: Caller,
  { rule, fingerprint }: FindingTable,
  reason: string,
  until: string,
): Promise<void> {
  const proposal = {
    reason,
    until,
    actorId: caller.id,
    actorName: caller.name,
    state: 'proposed' as const,
    confirmedById: null,
    confirmedByName: null,
    created: at,
  }
  await trx
    .insertInto('allowEntry')
    .values({ id: newId(), rule, fingerprint, ...proposal })
    // One that has ended makes way; one that holds, or waits to be confirmed, stays.
    .onConflict(each =>
      each.columns(['rule', 'fingerprint']).doUpdateSet(proposal).where('allowEntry.until', '<', today()),
    )
    .execute()
}
