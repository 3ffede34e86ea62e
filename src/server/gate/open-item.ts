/** Opens a submission for what the gate refused, once for a content and portal; earlier versions of the post give way. */
import { pageOf } from '../../gate/documents.ts'
import { type Form, formSchema } from '../../review/form.ts'
import type { Trx } from '../../store/open.ts'
import type { PortalTable } from '../../store/portal-schema.ts'
import type { SubmissionTable } from '../../store/submission-schema.ts'
import { actIn } from '../workflow/acts.ts'
import { about, addFiles, createDraft, type NewFile, untitled } from '../workflow/drafts.ts'
import { type Caller, type Service, type Transaction, transact } from '../workflow/service.ts'
import { sentBlob } from './files.ts'
import type { Question } from './question.ts'

/** States in which a submission still is the answer to the same content. */
const standing = ['draft', 'screening', 'screened', 'review', 'approval', 'returned', 'incident'] as const
/** States that a newer version of the post ends. */
const superseded = ['draft', 'screening', 'screened', 'review', 'approval', 'returned'] as const
/** The submission of this content by this portal that still stands; null when there is none. */
export async function standingItem(
  db: Pick<Trx, 'selectFrom'>,
  portalId: string,
  contentHash: string,
): Promise<SubmissionTable | null> {
  const row = await db
    .selectFrom('submission')
    .selectAll()
    .where('submitterId', '=', portalId)
    .where('contentHash', '=', contentHash)
    .where('state', 'in', standing)
    .orderBy('created', 'desc')
    .executeTakeFirst()
  return row ?? null
}

/** @returns the submission that people will decide on. */
export async function openItem(
  service: Service,
  caller: Caller,
  portal: PortalTable,
  question: Question,
  contentHash: string,
): Promise<SubmissionTable> {
  const page = pageOf(question.title, question.html)
  const files: NewFile[] = []
  let used = false
  const written: string[] = []
  try {
    if (page) {
      const text = await service.blobs.write([page.bytes])
      written.push(text.id)
      files.push({ name: '正文.html', kind: 'text', src: null, written: text })
    }
    for (const { name, src, sha256, bytes } of question.files) {
      // A copy of its own: what becomes of the item says nothing about the next question.
      const copy = await service.blobs.write([bytes ?? (await bytesOf(service, portal.id, sha256))])
      written.push(copy.id)
      files.push({ name, kind: 'upload', src, written: copy })
    }
    return await transact(service, async tx => {
      await lockPortal(service, tx.trx, portal.id)
      const before = await standingItem(tx.trx, portal.id, contentHash)
      used = before === null
      if (before) return before
      await supersede(service, tx, caller, question.item)
      return create(service, tx, caller, portal, question, files)
    })
  } finally {
    if (!used) await service.blobs.remove(written)
  }
}

async function bytesOf(service: Service, portalId: string, sha256: string): Promise<Buffer> {
  const id = await sentBlob(service, portalId, sha256)
  if (id === null) throw new Error('a file that was there has gone')
  return service.blobs.read(service.store.db, id)
}

/** Two questions about the same post at once open one submission. */
async function lockPortal(service: Service, trx: Trx, id: string): Promise<void> {
  if (service.store.kind !== 'postgres') return
  await trx.selectFrom('portal').select('id').where('id', '=', id).forUpdate().execute()
}

async function create(
  service: Service,
  tx: Transaction,
  caller: Caller,
  portal: PortalTable,
  question: Question,
  files: readonly NewFile[],
): Promise<SubmissionTable> {
  const id = await createDraft(tx, caller, formFor(portal, question.title))
  const { item, url } = question
  await tx.trx.updateTable('submission').set({ item, url }).where('id', '=', id).execute()
  await addFiles(service, tx, caller, id, files)
  // A draft begins at version 1; its files made it 2.
  await actIn(service, tx, caller, id, 'submit', { version: 2, forward: true })
  return tx.trx.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** The portal's own words where the administrator gave some. */
function formFor(portal: PortalTable, title: string | null): Form {
  const defaults: Partial<Form> = JSON.parse(portal.form)
  return formSchema.parse({
    column: portal.name,
    opinion: `由门户“${portal.name}”的发布闸门送审。`,
    ...defaults,
    title: (title ?? '').trim() || untitled,
  })
}

async function supersede(
  service: Service,
  tx: Transaction,
  caller: Caller,
  item: string | null,
): Promise<void> {
  if (item === null) return
  const { trx, at } = tx
  const rows = await trx
    .selectFrom('submission')
    .selectAll()
    .where('submitterId', '=', caller.id)
    .where('item', '=', item)
    .where('state', 'in', superseded)
    .execute()
  for (const row of rows) {
    const reason = '已由门户提交的新版本取代'
    const next = {
      state: 'withdrawn',
      since: at,
      updated: at,
      version: row.version + 1,
      lastReason: reason,
    } as const
    await trx.updateTable('submission').set(next).where('id', '=', row.id).execute()
    const files = await trx.selectFrom('file').select('id').where('submissionId', '=', row.id).execute()
    await service.queue.remove(
      trx,
      files.map(file => file.id),
    )
    await tx.record({ ...about(row), actor: caller, act: 'withdraw', reason })
  }
}
