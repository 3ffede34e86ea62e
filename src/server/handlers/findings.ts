/** Findings, decisions and evidence. */
import { v7 as newId } from 'uuid'
import type { Language } from '../../document/problem.ts'
import { ruleWords } from '../../packs/rule-words.ts'
import type { EvidenceTable } from '../../store/submission-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import type { App } from '../app.ts'
import type { Handlers } from '../handler.ts'
import { receiveFiles } from '../upload.ts'
import { type FindingReader, findingView, revealedWords } from '../views/finding.ts'
import { decide } from '../workflow/decide.ts'
import { about } from '../workflow/drafts.ts'
import { refuseContained } from '../workflow/reveal.ts'
import { lockSubmission, transact } from '../workflow/service.ts'
import { readSettings } from '../workflow/settings.ts'
import { isUndone } from '../workflow/undone.ts'

/** States in which somebody may still want to prove something. */
const open = ['draft', 'screened', 'review', 'approval', 'returned'] as const
const mostEvidence = 10

const evidenceView = (row: EvidenceTable) => ({
  id: row.id,
  name: row.name,
  bytes: row.bytes,
  sha256: row.sha256,
  by: { id: row.actorId, name: row.actorName, kind: 'person' as const },
  at: row.created,
})

const readerOf = ({ screeners }: App, language: Language): FindingReader => ({
  language,
  ruleWords: ruleWords(screeners.packs, language),
})

export const findingHandlers: Handlers<'findings.' | 'evidence.'> = {
  'findings.list': async ({ app, caller, item, query, language }) => {
    const { db } = app.service.store
    const revision = query.revision ?? item.revision
    const rows = await db
      .selectFrom('finding')
      .innerJoin('file', 'file.id', 'finding.fileId')
      .selectAll('finding')
      .where('finding.submissionId', '=', item.id)
      .where('finding.revision', '=', revision)
      .orderBy('file.ordinal')
      .orderBy('finding.ordinal')
      .execute()
    const words = item.purged === null ? await revealedWords(app.service, caller, item.id) : {}
    const reader = readerOf(app, language)
    return { revision, items: rows.map(row => findingView(row, words[row.id] ?? null, reader)) }
  },
  'findings.decide': async ({ app, caller, item, params, body, language }) => {
    const { service } = app
    await decide(service, caller, item.id, params.finding, body)
    const row = await service.store.db
      .selectFrom('finding')
      .selectAll()
      .where('id', '=', params.finding)
      .executeTakeFirstOrThrow()
    // A confirmed secret has just been sealed: its words are asked for anew.
    const isContained = body.kind === 'confirmed-secret'
    const words = isContained ? {} : await revealedWords(service, caller, item.id)
    return findingView(row, words[row.id] ?? null, readerOf(app, language))
  },
  'evidence.upload': async ({ app, caller, item, raw }) => {
    const { service } = app
    const { settings } = await readSettings(service.store.db)
    const uploads = await receiveFiles(raw, service.blobs, {
      bytes: settings.uploadMegabytes * 2 ** 20,
      files: mostEvidence,
    })
    try {
      return await transact(service, async ({ trx, at, record }) => {
        const row = await lockSubmission(service, trx, item.id)
        if (!row || !open.some(state => state === row.state)) {
          throw new ApiProblem('wrong-state', { state: row?.state ?? '' })
        }
        const items = []
        for (const { name, written } of uploads) {
          await service.blobs.register(trx, written, at)
          const evidence: EvidenceTable = {
            id: newId(),
            submissionId: row.id,
            name,
            bytes: written.bytes,
            sha256: written.sha256,
            blobId: written.id,
            actorId: caller.id,
            actorName: caller.name,
            created: at,
          }
          await trx.insertInto('evidence').values(evidence).execute()
          const detail = { evidence: evidence.id, sha256: written.sha256 }
          await record({ ...about(row), actor: caller, act: 'add-evidence', detail })
          items.push(evidenceView(evidence))
        }
        return { items }
      })
    } catch (error) {
      if (isUndone(error)) await service.blobs.remove(uploads.map(each => each.written.id))
      throw error
    }
  },
  'evidence.list': async ({ app, item }) => {
    const rows = await app.service.store.db
      .selectFrom('evidence')
      .selectAll()
      .where('submissionId', '=', item.id)
      .orderBy('created')
      .execute()
    return { items: rows.map(evidenceView) }
  },
  'evidence.read': async ({ app, caller, item, params }) => {
    const { service } = app
    refuseContained(caller, item)
    const row = await service.store.db
      .selectFrom('evidence')
      .selectAll()
      .where('id', '=', params.evidence)
      .where('submissionId', '=', item.id)
      .executeTakeFirst()
    if (!row) throw new ApiProblem('not-found')
    const bytes = await service.blobs.read(service.store.db, row.blobId)
    // It may say as much as the paper itself.
    await transact(service, ({ record }) =>
      record({
        ...about(item),
        actor: caller,
        act: 'read-evidence',
        detail: { evidence: row.id, sha256: row.sha256 },
      }),
    )
    return { bytes, name: row.name }
  },
}
