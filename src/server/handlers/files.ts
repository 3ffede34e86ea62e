/** Files: upload, and their content, masked until revealed. */
import { boxSchema, partSchema } from '../../document/document.ts'
import type { Language } from '../../document/problem.ts'
import { maskPicture, type PlacedBox } from '../../report/masked-page.ts'
import { maskLines, type Place } from '../../review/mask.ts'
import type { FileTable } from '../../store/submission-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Handlers } from '../handler.ts'
import { receiveFiles } from '../upload.ts'
import { fileView } from '../views/file.ts'
import { addFiles, type NewFile, removeFile } from '../workflow/drafts.ts'
import {
  findMade,
  type Keyed,
  keyed as keyedRequest,
  noteMade,
  RepeatedError,
} from '../workflow/idempotency.ts'
import { writeText } from '../workflow/pasted-text.ts'
import { refuseContained, reveal, revealsOf } from '../workflow/reveal.ts'
import type { Words } from '../workflow/screened.ts'
import { type Caller, type Service, transact } from '../workflow/service.ts'
import { readSettings } from '../workflow/settings.ts'
import { isUndone } from '../workflow/undone.ts'

async function find(service: Service, submissionId: string, id: string): Promise<FileTable> {
  const row = await service.store.db
    .selectFrom('file')
    .selectAll()
    .where('id', '=', id)
    .where('submissionId', '=', submissionId)
    .executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  return row
}

async function viewsOf(
  service: Service,
  caller: Caller,
  submissionId: string,
  ids: readonly string[],
  language: Language,
) {
  const reveals = await revealsOf(service.store.db, caller, submissionId)
  const views = []
  for (const id of ids) {
    views.push(fileView(await find(service, submissionId, id), { purged: null }, reveals, language))
  }
  return views
}

/** Where the findings of a file stand, with their words where masking needs them. */
async function placesOf(service: Service, file: FileTable): Promise<(Place & { page: number | null })[]> {
  const { db } = service.store
  const rows = await db.selectFrom('finding').selectAll().where('fileId', '=', file.id).execute()
  if (file.wordsBlobId === null) return []
  const words: Words = JSON.parse((await service.blobs.read(db, file.wordsBlobId)).toString())
  return rows.map(row => ({
    part: row.part,
    page: row.page,
    match: words[row.id]?.match ?? '',
    box: row.box === null ? null : boxSchema.parse(JSON.parse(row.box)),
  }))
}

async function refuseUnrevealed(service: Service, caller: Caller, file: FileTable): Promise<void> {
  const reveals = await revealsOf(service.store.db, caller, file.submissionId)
  if (!reveals.has(file.id)) throw new ApiProblem('reveal-first')
}

/** @returns the ids of the files; for a repeated request those of the first, and the new copies are dropped. */
async function addOnce(
  service: Service,
  caller: Caller,
  id: string,
  files: readonly NewFile[],
  keyed: Keyed | null,
): Promise<readonly string[]> {
  const drop = () => service.blobs.remove(files.map(each => each.written.id))
  try {
    const before = keyed ? await findMade(service, keyed) : null
    if (before) throw new RepeatedError()
    return await transact(service, async tx => {
      const ids = await addFiles(service, tx, caller, id, files)
      await noteMade(tx.trx, keyed, { submission: id, files: ids }, tx.at)
      return ids
    })
  } catch (error) {
    if (isUndone(error)) await drop()
    if (!(error instanceof RepeatedError) || !keyed) throw error
    return (await findMade(service, keyed))?.files ?? []
  }
}

export const fileHandlers: Handlers<'files.'> = {
  'files.upload': async ({ app, caller, item, params, raw, language }) => {
    const { service } = app
    if (item.state !== 'draft') throw new ApiProblem('wrong-state', { state: item.state })
    const { settings } = await readSettings(service.store.db)
    const uploads = await receiveFiles(raw, service.blobs, {
      bytes: settings.uploadMegabytes * 2 ** 20,
      files: settings.filesPerSubmission,
    })
    const key = raw.headers['idempotency-key']
    const content = uploads.map(({ name, written }) => [name, written.sha256])
    const keyed =
      typeof key === 'string' ? keyedRequest(caller, key, ['files.upload', params, content]) : null
    const files = uploads.map(each => ({ ...each, kind: 'upload' as const }))
    const ids = await addOnce(service, caller, item.id, files, keyed)
    return { files: await viewsOf(service, caller, item.id, ids, language) }
  },
  'files.paste': async ({ app, caller, item, body, keyed, language }) => {
    const { service } = app
    if (item.state !== 'draft') throw new ApiProblem('wrong-state', { state: item.state })
    const pasted = await writeText(service, body)
    const ids = await addOnce(service, caller, item.id, [pasted], keyed)
    const [view] = await viewsOf(service, caller, item.id, ids, language)
    if (!view) throw new ApiProblem('not-found')
    return view
  },
  'files.delete': async ({ app, caller, item, params }) => {
    await removeFile(app.service, caller, item.id, params.file)
    return undefined
  },
  'files.reveal': async ({ app, caller, item, params, body }) => {
    const file = await find(app.service, item.id, params.file)
    return { until: await reveal(app.service, caller, item.id, file, body.reason) }
  },
  'files.text': async ({ app, caller, item, params, query }) => {
    const { service } = app
    refuseContained(caller, item)
    const file = await find(service, item.id, params.file)
    // Of an incident nothing is shown that was not asked for.
    if (query.revealed || item.state === 'incident') await refuseUnrevealed(service, caller, file)
    if (file.readingBlobId === null) return { parts: [], total: 0 }
    const { db } = service.store
    const parts = partSchema
      .array()
      .parse(JSON.parse((await service.blobs.read(db, file.readingBlobId)).toString()))
    const places = query.revealed ? [] : await placesOf(service, file)
    const shown = parts.slice(query.from, query.from + query.limit).map((part, index) => {
      const here = places.filter(place => place.part === part.label)
      const lines = query.revealed ? part.lines : maskLines(part.lines, here)
      return {
        index: query.from + index,
        label: part.label,
        page: part.page,
        width: part.width,
        height: part.height,
        lines: lines.map(({ text, channel, box, confidence, engine }) => ({
          text,
          channel,
          box,
          confidence,
          engine: engine ?? null,
        })),
      }
    })
    return { parts: shown, total: parts.length }
  },
  'files.page': async ({ app, caller, item, params, query }) => {
    const { service, screeners } = app
    refuseContained(caller, item)
    const file = await find(service, item.id, params.file)
    if (query.revealed || item.state === 'incident') await refuseUnrevealed(service, caller, file)
    // Until it is screened, nobody knows what to mask.
    if (file.state !== 'done' && !query.revealed) throw new ApiProblem('reveal-first')
    const bytes = await service.blobs.read(service.store.db, file.blobId)
    const picture = await screeners.picture({ name: file.name, bytes }, params.page)
    if (!picture) throw new ApiProblem('not-found')
    const places = query.revealed ? [] : await placesOf(service, file)
    const boxes: PlacedBox[] = places.filter(place => place.page === params.page).map(place => place.box)
    const { width, height } = picture
    return {
      bytes: await maskPicture(Buffer.from(picture.jpeg), { width, height }, boxes),
      headers: { 'x-page-width': String(width), 'x-page-height': String(height) },
    }
  },
  'files.content': async ({ app, caller, item, params }) => {
    const { service } = app
    refuseContained(caller, item)
    const file = await find(service, item.id, params.file)
    await refuseUnrevealed(service, caller, file)
    return { bytes: await service.blobs.read(service.store.db, file.blobId), name: file.name }
  },
}
