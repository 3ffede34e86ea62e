/** Does one job of the queue: a file's content is decrypted, screened, and the result written down. */
import type { Part } from '../../document/document.ts'
import { type ProblemCode, wordProblem } from '../../document/problem.ts'
import type { Screening } from '../../document/screening.ts'
import { AllowList } from '../../known/allow-list.ts'
import { applyKnown } from '../../known/apply.ts'
import type { Claim, Job } from '../../queue/queue.ts'
import type { Trx } from '../../store/open.ts'
import type { FileTable } from '../../store/submission-schema.ts'
import { today } from '../../today.ts'
import type { Screeners } from '../screeners.ts'
import { fileScreened } from './screened.ts'
import type { WorkService } from './service.ts'

/** A file that took the whole service down this often is given up as an error. */
const mostAttempts = 3
/** Progress events of one file, at most one in this time. */
const eventMilliseconds = 250

/** Parts read so far, by file; only of what is at work in this process. */
export class Progress {
  readonly #parts = new Map<string, number>()

  partsDone(fileId: string): number {
    return this.#parts.get(fileId) ?? 0
  }

  add(fileId: string): void {
    this.#parts.set(fileId, this.partsDone(fileId) + 1)
  }

  forget(fileId: string): void {
    this.#parts.delete(fileId)
  }
}

/** @returns false when it was given up at `signal`. */
export async function screenJob(
  service: WorkService,
  screeners: Screeners,
  progress: Progress,
  job: Claim,
): Promise<boolean> {
  const { signal } = job
  const file = await findFile(service, job)
  await service.store.db
    .updateTable('file')
    .set({ state: 'running' })
    .where('id', '=', file.id)
    .where('state', '=', 'queued')
    .execute()
  const parts: Part[] = []
  let announced = 0
  const onPart = (_: string, part: Part) => {
    parts.push(part)
    progress.add(file.id)
    if (Date.now() - announced < eventMilliseconds) return
    announced = Date.now()
    void announceProgress(service, job.submissionId).catch(error =>
      service.log.warn({ err: error }, 'progress'),
    )
  }
  try {
    const screening = await screen(service, screeners, file, job.attempt, { onPart, signal })
    if (signal.aborted) return false
    const known = { allowList: await activeAllowList(service), baseline: null }
    const weighed = applyKnown(screening, known, 'both')
    await fileScreened(service, job, weighed, parts)
    return true
  } finally {
    progress.forget(file.id)
    await announceProgress(service, job.submissionId)
  }
}

function findFile(service: WorkService, job: Job): Promise<FileTable> {
  const files = service.store.db.selectFrom('file').selectAll()
  return files.where('id', '=', job.fileId).executeTakeFirstOrThrow()
}

/** A file whose every attempt took its process down: an error, so that nobody waits for it. */
export async function buryJob(service: WorkService, job: Job, ruleset: string): Promise<void> {
  const file = await findFile(service, job)
  const finish = async (trx: Trx) => {
    const row = await trx.selectFrom('file').select('state').where('id', '=', file.id).executeTakeFirst()
    return row !== undefined && row.state !== 'done'
  }
  await fileScreened(service, { ...job, finish }, unscreenable(file, 'crashed', ruleset), [])
}

async function screen(
  service: WorkService,
  screeners: Screeners,
  file: FileTable,
  attempts: number,
  options: { onPart: (label: string, part: Part) => void; signal: AbortSignal },
): Promise<Screening> {
  if (attempts > mostAttempts) return unscreenable(file, 'crashed', screeners.ruleset)
  let bytes: Buffer
  try {
    bytes = await service.blobs.read(service.store.db, file.blobId)
  } catch (error) {
    service.log.error({ err: error, file: file.id }, 'content cannot be read')
    return unscreenable(file, 'unreadable', screeners.ruleset)
  }
  return screeners.screen({ name: file.name, bytes }, options)
}

/** Fail closed: what could not even be tried is an error. */
function unscreenable(file: FileTable, code: ProblemCode, ruleset: string): Screening {
  const reason = { zh: '服务端', en: 'on the server' }
  return {
    path: file.name,
    sha256: file.sha256,
    type: null,
    bytes: file.bytes,
    verdict: 'error',
    findings: [],
    parts: 0,
    ocrParts: 0,
    problems: [wordProblem({ code, details: { reason }, part: null }, 'both')],
    ruleset,
    durationMs: 0,
  }
}

export async function activeAllowList(service: WorkService): Promise<AllowList> {
  const rows = await service.store.db
    .selectFrom('allowEntry')
    .selectAll()
    .where('state', '=', 'active')
    .execute()
  const entries = rows.map(({ rule, fingerprint, reason, actorName, until }) => ({
    rule,
    fingerprint,
    reason,
    by: actorName,
    until,
  }))
  return new AllowList(entries, today())
}

/** Tells open pages how far the screening of an item has come. */
async function announceProgress(service: WorkService, submissionId: string): Promise<void> {
  const row = await service.store.db
    .selectFrom('submission')
    .selectAll()
    .where('id', '=', submissionId)
    .executeTakeFirst()
  if (row?.state !== 'screening') return
  const files = await service.store.db
    .selectFrom('file')
    .select(['id', 'state', 'parts'])
    .where('submissionId', '=', submissionId)
    .where('revision', '=', row.revision)
    .execute()
  const progress = progressOf(service, files)
  service.events.announce({ kind: 'progress', submission: submissionId, progress }, row)
}

export function progressOf(
  service: WorkService,
  files: readonly Pick<FileTable, 'id' | 'state' | 'parts'>[],
) {
  let partsDone = 0
  for (const file of files) partsDone += file.state === 'done' ? file.parts : service.partsDone(file.id)
  return {
    files: files.length,
    filesDone: files.filter(file => file.state === 'done').length,
    partsDone,
  }
}
