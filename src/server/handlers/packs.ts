/** The organisation's own packs and term lists. */
import { v7 as newId } from 'uuid'
import { loadPacks } from '../../packs/load.ts'
import { loadTerms } from '../../packs/load-terms.ts'
import type { Pack } from '../../packs/schema.ts'
import { runExamples } from '../../rules/examples.ts'
import type { OwnPackTable } from '../../store/schema.ts'
import { ApiProblem } from '../api/problem.ts'
import type { App } from '../app.ts'
import type { HandlerRequest, Handlers } from '../handler.ts'
import { openWith, withPackFiles } from '../screeners.ts'
import { cleanFileName } from '../security/file-name.ts'
import { declareScreening } from '../service-screening.ts'
import { activePacks } from '../work.ts'
import { transact } from '../workflow/service.ts'

const mostBytes = 20 * 2 ** 20

const view = (row: OwnPackTable) => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  rules: row.rules,
  state: row.state,
  by: { id: row.actorId, name: row.actorName, kind: 'person' as const },
  uploaded: row.uploaded,
  activated: row.activated,
})

async function find(app: App, id: string): Promise<OwnPackTable> {
  const row = await app.service.store.db
    .selectFrom('ownPack')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  return row
}

/** Reads it as what it is and runs its examples. @throws {PackError}; {ApiProblem} `bad-pack`. */
async function check(own: Pick<OwnPackTable, 'id' | 'kind' | 'name' | 'content'>): Promise<Pack[]> {
  const packs = await withPackFiles([own], async files => [
    ...(files.packs.length > 0 ? await loadPacks(files.packs) : []),
    ...(await loadTerms(files.terms)),
  ])
  if (own.kind === 'terms') return packs
  const [failed] = runExamples(packs).failed
  if (failed) throw new ApiProblem('bad-pack', { what: `${failed.rule}: ${failed.kind} “${failed.text}”` })
  return packs
}

/** Puts the rules into force first: a pack that cannot be loaded is never noted as active. */
function changing(state: 'active' | 'retired', act: 'activate-pack' | 'retire-pack') {
  return ({ app, caller, params }: Request) => {
    const { service, screeners, rescans } = app
    return screeners.changes(async () => {
      const row = await find(app, params.pack)
      const others = (await activePacks(service.store)).filter(each => each.id !== row.id)
      await screeners.reload(state === 'active' ? [...others, row] : others)
      try {
        return await transact(service, async ({ trx, at, record, afterwards }) => {
          afterwards(service.packsChanged)
          const next = { ...row, state, ...(state === 'active' ? { activated: at } : {}) }
          await trx.updateTable('ownPack').set(next).where('id', '=', row.id).execute()
          await declareScreening(trx, rescans.versions())
          await record({ actor: caller, act, ruleset: screeners.ruleset, detail: { pack: row.id } })
          return view(next)
        })
      } catch (error) {
        await screeners.reload(await activePacks(service.store))
        throw error
      }
    })
  }
}

type Request = Pick<HandlerRequest<'packs.activate'>, 'app' | 'caller' | 'params'>

export const packHandlers: Handlers<'packs.'> = {
  'packs.list': async ({ app }) => {
    const rows = await app.service.store.db
      .selectFrom('ownPack')
      .selectAll()
      .orderBy('uploaded', 'desc')
      .execute()
    return { items: rows.map(view) }
  },
  'packs.upload': async ({ app, caller, raw }) => {
    if (!raw.isMultipart()) throw new ApiProblem('unsupported-media')
    const file = await raw.file({ limits: { fileSize: mostBytes } })
    if (!file) throw new ApiProblem('no-content')
    const bytes = await file.toBuffer()
    if (file.file.truncated) throw new ApiProblem('too-large', { limit: '20 MB' })
    const name = cleanFileName(file.filename)
    const kind = /\.ya?ml$/i.test(name) ? 'pack' : 'terms'
    const own = { id: newId(), kind, name, content: bytes.toString('base64') } as const
    const packs = await check(own)
    const rules = packs.reduce((sum, pack) => sum + pack.rules.length, 0)
    return transact(app.service, async ({ trx, at, record }) => {
      const row: OwnPackTable = {
        ...own,
        rules,
        state: 'new',
        actorId: caller.id,
        actorName: caller.name,
        uploaded: at,
        activated: null,
      }
      await trx.insertInto('ownPack').values(row).execute()
      await record({ actor: caller, act: 'upload-pack', detail: { pack: row.id, kind, rules } })
      return view(row)
    })
  },
  'packs.try': async ({ app, params, body }) => {
    const { service, screeners } = app
    const row = await find(app, params.pack)
    const others = (await activePacks(service.store)).filter(each => each.id !== row.id)
    const ids = new Set((await check(row)).flatMap(pack => pack.rules.map(rule => rule.id)))
    const trial = await openWith({ ...screeners.options, concurrency: 1 }, [...others, row])
    try {
      const files = await service.store.db
        .selectFrom('file')
        .innerJoin('submission', 'submission.id', 'file.submissionId')
        .selectAll('file')
        .select('submission.title')
        .whereRef('file.revision', '=', 'submission.revision')
        .where('file.state', '=', 'done')
        .where('submission.purged', 'is', null)
        .where('submission.state', '!=', 'incident')
        .orderBy('file.id', 'desc')
        .limit(body.items)
        .execute()
      const rows = []
      for (const file of files) {
        const bytes = await service.blobs.read(service.store.db, file.blobId)
        const after = await trial.screener.screen({ name: file.name, bytes })
        rows.push({
          submission: file.submissionId,
          file: file.id,
          title: file.title,
          before: file.verdict,
          after: after.verdict,
          findingsBefore: file.findingCount,
          findingsAfter: after.findings.length,
          rules: [...new Set(after.findings.map(each => each.rule).filter(rule => ids.has(rule)))],
        })
      }
      const changed = rows.filter(each => each.before !== each.after || each.rules.length > 0).length
      return { items: rows.length, changed, rows }
    } finally {
      await trial.screener.close()
    }
  },
  'packs.activate': changing('active', 'activate-pack'),
  'packs.retire': changing('retired', 'retire-pack'),
}
