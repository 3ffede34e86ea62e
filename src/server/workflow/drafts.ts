/** Drafts: opened, filled in, files added and removed, until they are submitted. */
import { v7 as newId } from 'uuid'
import { type Form, formSchema, isDeclaredSecret } from '../../review/form.ts'
import type { FileTable, SubmissionTable } from '../../store/submission-schema.ts'
import type { Written } from '../../vault/blobs.ts'
import { ApiProblem } from '../api/problem.ts'
import { type Caller, lockSubmission, type Service, type Transaction, transact } from './service.ts'
import { readSettings } from './settings.ts'

/** A form needs a title; a post of a portal may have none. */
export const untitled = '（无标题）'

/** A paper that is declared secret is refused before anything of it is kept. */
function refuseSecret(form: Form): void {
  if (isDeclaredSecret(form)) throw new ApiProblem('declared-secret')
}

/** Opens a draft in a transaction of the caller's. @returns its id. */
export async function createDraft(
  { trx, at, record }: Transaction,
  caller: Caller,
  form: Form,
): Promise<string> {
  refuseSecret(form)
  const id = newId()
  const row: SubmissionTable = {
    id,
    title: form.title,
    form: JSON.stringify(form),
    state: 'draft',
    since: at,
    version: 1,
    revision: 1,
    submitterKind: caller.kind,
    submitterId: caller.id,
    submitterName: caller.name,
    departmentId: caller.departmentId,
    departmentPath: caller.departmentPath,
    created: at,
    updated: at,
    verdict: null,
    contentHash: null,
    forward: 0,
    reviewerId: null,
    lastReason: null,
    fileCount: 0,
    findingCount: 0,
    undecidedCount: 0,
    purged: null,
    item: null,
    url: null,
  }
  await trx.insertInto('submission').values(row).execute()
  await contribute(trx, id, caller.id)
  await startRevision({ trx, at }, row, caller)
  await record({ ...about(row), actor: caller, act: 'create' })
  return id
}

/** What a ledger entry says of the item it is about. */
export function about(row: Pick<SubmissionTable, 'id' | 'departmentPath' | 'revision' | 'contentHash'>) {
  return {
    submissionId: row.id,
    departmentPath: row.departmentPath,
    revision: row.revision,
    contentHash: row.contentHash,
  }
}

export async function contribute(trx: Transaction['trx'], submissionId: string, actorId: string) {
  await trx
    .insertInto('contributor')
    .values({ submissionId, actorId })
    .onConflict(each => each.doNothing())
    .execute()
}

export async function startRevision(
  { trx, at }: Pick<Transaction, 'trx' | 'at'>,
  row: Pick<SubmissionTable, 'id' | 'revision' | 'form'>,
  caller: Caller,
): Promise<void> {
  await trx
    .insertInto('revision')
    .values({
      submissionId: row.id,
      revision: row.revision,
      created: at,
      actorKind: caller.kind,
      actorId: caller.id,
      actorName: caller.name,
      form: row.form,
      verdict: null,
      contentHash: null,
    })
    .execute()
}

async function lockDraft(service: Service, { trx }: Transaction, id: string): Promise<SubmissionTable> {
  const row = await lockSubmission(service, trx, id)
  if (!row) throw new ApiProblem('not-found')
  if (row.state !== 'draft') throw new ApiProblem('wrong-state', { state: row.state })
  return row
}

/** @param expected the version that the editor saw. */
export async function updateForm(
  service: Service,
  caller: Caller,
  id: string,
  form: Form,
  expected: number,
): Promise<void> {
  refuseSecret(form)
  await transact(service, async tx => {
    const row = await lockDraft(service, tx, id)
    if (row.version !== expected) throw new ApiProblem('precondition-failed')
    const { trx, at } = tx
    await trx
      .updateTable('submission')
      .set({ title: form.title, form: JSON.stringify(form), version: row.version + 1, updated: at })
      .where('id', '=', id)
      .execute()
    await trx
      .updateTable('revision')
      .set({ form: JSON.stringify(form) })
      .where('submissionId', '=', id)
      .where('revision', '=', row.revision)
      .execute()
    await contribute(trx, id, caller.id)
    await tx.record({ ...about(row), actor: caller, act: 'edit' })
  })
}

export interface NewFile {
  readonly name: string
  readonly kind: 'upload' | 'text'
  /** The address under which the post shows or links it. */
  readonly src?: string | null
  readonly written: Written
}

/** Adds files to a draft in a transaction of the caller's. @returns their ids, in order. */
export async function addFiles(
  service: Service,
  tx: Transaction,
  caller: Caller,
  id: string,
  files: readonly NewFile[],
): Promise<string[]> {
  const { trx, at } = tx
  const row = await lockDraft(service, tx, id)
  const { settings } = await readSettings(trx)
  if (row.fileCount + files.length > settings.filesPerSubmission) {
    throw new ApiProblem('too-many-files', { limit: settings.filesPerSubmission })
  }
  const last = await trx
    .selectFrom('file')
    .select(each => each.fn.max('ordinal').as('ordinal'))
    .where('submissionId', '=', id)
    .where('revision', '=', row.revision)
    .executeTakeFirst()
  const first = (last?.ordinal ?? -1) + 1
  const ids: string[] = []
  for (const [index, file] of files.entries()) {
    const fileRow = newFile(row, file, first + index)
    await service.blobs.register(trx, file.written, at)
    await trx.insertInto('file').values(fileRow).execute()
    const { sha256, bytes, kind } = fileRow
    await tx.record({ ...about(row), actor: caller, act: 'add-file', detail: { sha256, bytes, kind } })
    ids.push(fileRow.id)
  }
  await trx
    .updateTable('submission')
    .set({ fileCount: row.fileCount + files.length, version: row.version + 1, updated: at })
    .where('id', '=', id)
    .execute()
  await contribute(trx, id, caller.id)
  return ids
}

/** A file's row before it was screened. */
function newFile(
  row: SubmissionTable,
  { name, kind, src = null, written }: NewFile,
  ordinal: number,
): FileTable {
  return {
    id: newId(),
    submissionId: row.id,
    revision: row.revision,
    ordinal,
    name,
    kind,
    src,
    bytes: written.bytes,
    sha256: written.sha256,
    blobId: written.id,
    ...unscreened,
  }
}

export const unscreened = {
  state: 'waiting',
  type: null,
  verdict: null,
  parts: 0,
  ocrParts: 0,
  pages: '[]',
  problems: '[]',
  ruleset: null,
  durationMs: null,
  findingCount: 0,
  readingBlobId: null,
  wordsBlobId: null,
} as const

export async function removeFile(
  service: Service,
  caller: Caller,
  id: string,
  fileId: string,
): Promise<void> {
  await transact(service, async tx => {
    const { trx, at } = tx
    const row = await lockDraft(service, tx, id)
    const file = await trx
      .selectFrom('file')
      .selectAll()
      .where('id', '=', fileId)
      .where('submissionId', '=', id)
      .where('revision', '=', row.revision)
      .executeTakeFirst()
    if (!file) throw new ApiProblem('not-found')
    await trx.deleteFrom('file').where('id', '=', fileId).execute()
    // An earlier version may hold the same content.
    const other = await trx
      .selectFrom('file')
      .select('id')
      .where('blobId', '=', file.blobId)
      .executeTakeFirst()
    if (!other) {
      await service.blobs.forget(trx, [file.blobId])
      tx.afterwards(() => service.blobs.remove([file.blobId]))
    }
    await trx
      .updateTable('submission')
      .set({ fileCount: row.fileCount - 1, version: row.version + 1, updated: at })
      .where('id', '=', id)
      .execute()
    const detail = { sha256: file.sha256, bytes: file.bytes }
    await tx.record({ ...about(row), actor: caller, act: 'remove-file', detail })
  })
}

export function formOf(row: Pick<SubmissionTable, 'form'>): Form {
  return formSchema.parse(JSON.parse(row.form))
}
