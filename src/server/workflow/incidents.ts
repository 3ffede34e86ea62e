/** Incidents: the content is contained at once, then the checklist is worked off. */
import { v7 as newId } from 'uuid'
import { type ChecklistStep, checklistSteps, reportWithinHours } from '../../review/checklist.ts'
import type { Trx } from '../../store/open.ts'
import type { IncidentTable, SubmissionTable } from '../../store/submission-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { about } from './drafts.ts'
import { type Caller, type Service, type Transaction, transact } from './service.ts'
import { readSettings } from './settings.ts'
import { tellIncident } from './webhooks.ts'

/** One line of the checklist as it is kept. */
export interface ChecklistLine {
  readonly step: ChecklistStep
  readonly done: string | null
  readonly by: { readonly id: string; readonly name: string; readonly kind: 'person' | 'portal' } | null
  readonly note: string
}

/**
 * Opens the incident of a submission and contains its content; part of the act that found it.
 * @returns what became of the content.
 */
export async function openIncident(
  service: Service,
  tx: Transaction,
  row: SubmissionTable,
  caller: Caller,
  reason: string,
): Promise<IncidentTable['content']> {
  const { trx, at } = tx
  const { settings } = await readSettings(trx)
  const content = settings.incidentContent === 'purge' ? 'purged' : 'sealed'
  const ids = await everyCopyOf(trx, row)
  if (content === 'purged') await destroy(service, tx, row.id, ids)
  else await service.blobs.seal(trx, ids)
  await trx.deleteFrom('reveal').where('submissionId', '=', row.id).execute()
  const incident: IncidentTable = {
    id: newId(),
    submissionId: row.id,
    state: 'open',
    content,
    opened: at,
    openedById: caller.id,
    openedByName: caller.name,
    openedByKind: caller.kind,
    reason,
    due: new Date(Date.parse(at) + reportWithinHours * 3_600_000).toISOString(),
    closed: null,
    checklist: JSON.stringify(checklistSteps.map(step => ({ step, done: null, by: null, note: '' }))),
    version: 1,
  }
  await trx.insertInto('incident').values(incident).execute()
  const detail = { incident: incident.id, content }
  await tx.record({ ...about(row), actor: caller, act: 'open-incident', reason, detail })
  await tellIncident(service, tx, row, incident)
  return content
}

/** Everything that holds words of the paper: files, what was read of them, the words of findings, evidence. */
export async function blobsOf(trx: Trx, submissionId: string): Promise<string[]> {
  const files = await trx
    .selectFrom('file')
    .select(['blobId', 'readingBlobId', 'wordsBlobId'])
    .where('submissionId', '=', submissionId)
    .execute()
  const evidence = await trx
    .selectFrom('evidence')
    .select('blobId')
    .where('submissionId', '=', submissionId)
    .execute()
  const ids = [
    ...files.flatMap(file => [file.blobId, file.readingBlobId, file.wordsBlobId]),
    ...evidence.map(each => each.blobId),
  ]
  return [...new Set(ids.filter(id => id !== null))]
}

/** The same, and the copies that the gate keeps of the files that a portal sent. */
async function everyCopyOf(trx: Trx, row: Pick<SubmissionTable, 'id' | 'submitterId'>): Promise<string[]> {
  const sent = await trx
    .selectFrom('gateFile')
    .innerJoin('file', 'file.sha256', 'gateFile.sha256')
    .select('gateFile.blobId')
    .where('gateFile.portalId', '=', row.submitterId)
    .where('file.submissionId', '=', row.id)
    .execute()
  return [...new Set([...(await blobsOf(trx, row.id)), ...sent.map(each => each.blobId)])]
}

/** Forgets the keys in this transaction, removes the bytes after it. Hashes, rule ids and masked context stay. */
export async function destroy(
  service: Service,
  { trx, at, afterwards }: Transaction,
  submissionId: string,
  ids: readonly string[],
): Promise<void> {
  await service.blobs.forget(trx, ids)
  await trx.updateTable('submission').set({ purged: at }).where('id', '=', submissionId).execute()
  afterwards(() => service.blobs.remove(ids))
}

async function change(
  service: Service,
  id: string,
  version: number,
  work: (tx: Transaction, incident: IncidentTable, row: SubmissionTable) => Promise<Partial<IncidentTable>>,
): Promise<void> {
  await transact(service, async tx => {
    const incident = await tx.trx
      .selectFrom('incident')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const row = await tx.trx
      .selectFrom('submission')
      .selectAll()
      .where('id', '=', incident.submissionId)
      .executeTakeFirstOrThrow()
    const changes = await work(tx, incident, row)
    const done = await tx.trx
      .updateTable('incident')
      .set({ ...changes, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) throw new ApiProblem('stale-version', { version: incident.version })
  })
}

export function checklistOf(incident: Pick<IncidentTable, 'checklist'>): ChecklistLine[] {
  return JSON.parse(incident.checklist)
}

export async function checkStep(
  service: Service,
  caller: Caller,
  id: string,
  request: { step: ChecklistStep; note: string; version: number },
): Promise<void> {
  await change(service, id, request.version, async ({ at, record }, incident, row) => {
    if (incident.state !== 'open') throw new ApiProblem('wrong-state', { state: incident.state })
    const by = { id: caller.id, name: caller.name, kind: caller.kind }
    const checklist = checklistOf(incident).map(line =>
      line.step === request.step ? { ...line, done: at, by, note: request.note } : line,
    )
    const detail = { incident: id, step: request.step }
    await record({ ...about(row), actor: caller, act: 'check-incident', detail })
    return { checklist: JSON.stringify(checklist) }
  })
}

export async function purgeIncident(
  service: Service,
  caller: Caller,
  id: string,
  request: { reason: string; version: number },
): Promise<void> {
  await change(service, id, request.version, async (tx, incident, row) => {
    if (incident.content === 'purged') throw new ApiProblem('purged')
    await destroy(service, tx, row.id, await everyCopyOf(tx.trx, row))
    const { reason } = request
    await tx.record({ ...about(row), actor: caller, act: 'purge', reason, detail: { incident: id } })
    return { content: 'purged' as const }
  })
}

export async function closeIncident(
  service: Service,
  caller: Caller,
  id: string,
  request: { reason: string; version: number },
): Promise<void> {
  await change(service, id, request.version, async ({ at, record }, incident, row) => {
    if (incident.state !== 'open') throw new ApiProblem('wrong-state', { state: incident.state })
    if (checklistOf(incident).some(line => line.done === null)) throw new ApiProblem('checklist-open')
    const { reason } = request
    await record({ ...about(row), actor: caller, act: 'close-incident', reason, detail: { incident: id } })
    return { state: 'closed' as const, closed: at }
  })
}
