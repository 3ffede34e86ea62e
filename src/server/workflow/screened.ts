/** What a finished screening of a file changes: the file, its findings, and the item once all its files are done. */
import { v7 as newId } from 'uuid'
import type { Part } from '../../document/document.ts'
import type { Wording } from '../../document/problem.ts'
import { graver, type KeptFinding, type Screening, type Verdict } from '../../document/screening.ts'
import type { Claim } from '../../queue/queue.ts'
import { undecided } from '../../review/decision.ts'
import { maskAll, maskMatch } from '../../review/mask.ts'
import { storable } from '../../store/storable.ts'
import type { FileTable, FindingTable, SubmissionTable } from '../../store/submission-schema.ts'
import type { Written } from '../../vault/blobs.ts'
import { filesOf } from './acts.ts'
import { about } from './drafts.ts'
import { lockSubmission, system, type Transaction, transact, type WorkService } from './service.ts'

/**
 * The words of a file's findings, by finding id: kept encrypted, apart from the masked rows. An older version kept why
 * in Chinese alone.
 */
export type Words = Readonly<
  Record<
    string,
    {
      readonly match: string
      readonly matchIn?: Wording
      readonly context: string
      readonly why: Wording | string
    }
  >
>

const json = (value: unknown) => [Buffer.from(JSON.stringify(value))]

/**
 * Writes the result, if the claim still holds: a screening that another process took over counts once.
 * @returns whether it counted.
 */
export async function fileScreened(
  service: WorkService,
  job: Pick<Claim, 'fileId' | 'submissionId' | 'finish'>,
  screening: Screening,
  parts: readonly Part[],
): Promise<boolean> {
  const ids = screening.findings.map(() => newId())
  const words = Object.fromEntries(
    screening.findings.map(({ match, matchIn, context, reason, reasonIn }: KeptFinding, index) => [
      ids[index],
      { match, matchIn, context, why: reasonIn ?? reason },
    ]),
  )
  const reading = await service.blobs.write(json(parts))
  const said = await service.blobs.write(json(words))
  const counted = await transact(service, async tx => {
    const row = await lockSubmission(service, tx.trx, job.submissionId)
    if (!row || !(await job.finish(tx.trx))) return false
    await writeFile(service, tx, job.fileId, screening, parts, reading, said)
    await writeFindings(tx, row, job.fileId, screening, ids)
    await finishItem(service, tx, row)
    return true
  })
  if (!counted) await service.blobs.remove([reading.id, said.id])
  return counted
}

async function writeFile(
  service: WorkService,
  { trx, at }: Transaction,
  fileId: string,
  screening: Screening,
  parts: readonly Part[],
  reading: Written,
  said: Written,
): Promise<void> {
  await service.blobs.register(trx, reading, at)
  await service.blobs.register(trx, said, at)
  const pages = [...new Set(parts.map(part => part.page))].filter(page => page !== null)
  await trx
    .updateTable('file')
    .set({
      state: 'done',
      type: screening.type,
      verdict: screening.verdict,
      parts: screening.parts,
      ocrParts: screening.ocrParts,
      pages: JSON.stringify(pages.sort((a, b) => a - b)),
      problems: JSON.stringify(screening.problems),
      ruleset: screening.ruleset,
      durationMs: Math.round(screening.durationMs),
      findingCount: screening.findings.length,
      readingBlobId: reading.id,
      wordsBlobId: said.id,
    })
    .where('id', '=', fileId)
    .execute()
}

async function writeFindings(
  { trx }: Transaction,
  row: SubmissionTable,
  fileId: string,
  screening: Screening,
  ids: readonly string[],
): Promise<void> {
  for (const [ordinal, finding] of screening.findings.entries()) {
    const id = ids[ordinal]
    if (id === undefined) continue
    const values: FindingTable = {
      id,
      submissionId: row.id,
      fileId,
      revision: row.revision,
      ordinal,
      rule: finding.rule,
      category: finding.category,
      severity: finding.severity,
      title: finding.title,
      confidence: finding.confidence,
      part: storable(finding.part),
      page: finding.page,
      box: finding.box ? JSON.stringify(finding.box) : null,
      channel: finding.channel,
      maskedMatch: storable(maskMatch(finding.match)),
      maskedContext: storable(maskAll(finding.context)),
      basis: finding.basis,
      advice: finding.advice,
      fingerprint: finding.fingerprint,
      version: 0,
      decision: null,
      decisionReason: null,
      decidedById: null,
      decidedByName: null,
      decidedAt: null,
      evidence: '[]',
    }
    await trx.insertInto('finding').values(values).execute()
  }
}

/** All files done: the item has its verdict, and goes on by itself when it was asked to and everything was read. */
async function finishItem(service: WorkService, tx: Transaction, row: SubmissionTable): Promise<void> {
  const { trx, at } = tx
  const files = await filesOf(trx, row)
  if (row.state !== 'screening' || files.some(file => file.state !== 'done')) return
  const findings = await trx
    .selectFrom('finding')
    .select(['severity', 'decision'])
    .where('submissionId', '=', row.id)
    .where('revision', '=', row.revision)
    .execute()
  const verdict = verdictOfAll(files)
  const goesOn = row.forward === 1 && verdict !== 'error'
  const next: SubmissionTable = {
    ...row,
    verdict,
    state: goesOn ? 'review' : 'screened',
    since: at,
    updated: at,
    version: row.version + 1,
    findingCount: findings.length,
    undecidedCount: undecided(findings),
  }
  await trx.updateTable('submission').set(next).where('id', '=', row.id).execute()
  await trx
    .updateTable('revision')
    .set({ verdict })
    .where('submissionId', '=', row.id)
    .where('revision', '=', row.revision)
    .execute()
  const ruleset = [...new Set(files.map(file => file.ruleset))].join(' ')
  const detail = { files: files.length, findings: findings.length }
  await tx.record({ ...about(next), actor: system, act: 'screened', verdict, ruleset, detail })
  if (goesOn) await tx.record({ ...about(next), actor: system, act: 'send', verdict })
  tx.afterwards(() => service.events.changed(next))
}

function verdictOfAll(files: readonly FileTable[]): Verdict {
  let worst: Verdict = 'pass'
  for (const { verdict } of files) worst = graver(worst, verdict ?? 'error')
  return worst
}
