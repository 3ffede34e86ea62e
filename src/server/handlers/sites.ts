/** Sites that are rescanned, and their runs. */
import { v7 as newId } from 'uuid'
import { readSiteSettings } from '../../rescan/sources/open-source.ts'
import { lastRun } from '../../rescan/state/runs.ts'
import { isUniqueViolation } from '../../store/error.ts'
import type { Trx } from '../../store/open.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Schedule, SiteRun } from '../api/sites.ts'
import type { App } from '../app.ts'
import type { HandlerRequest, Handlers } from '../handler.ts'
import { checkSource } from '../rescans/allowed-source.ts'
import { actOnRun, deleteSite, lockSite, type RunAct, startRun } from '../rescans/control.ts'
import { nextOf } from '../rescans/schedule.ts'
import { unscreenedOf } from '../rescans/unscreened.ts'
import { runView, type SiteViewOptions, siteView } from '../views/site.ts'
import { transact } from '../workflow/service.ts'
import { findSite, findVisibleSite, visibleSites } from '../workflow/visible-sites.ts'

const optionsOf = (app: App, language: SiteViewOptions['language']): SiteViewOptions => ({
  db: app.service.store.db,
  rates: app.rescans.rates,
  unscreened: app.rescans.unscreened,
  language,
})

async function refuseUnknownDepartment(trx: Trx, id: string | null): Promise<void> {
  if (id === null) return
  const row = await trx.selectFrom('department').select('id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
}

function asTaken(name: string) {
  return (error: unknown): never => {
    throw isUniqueViolation(error) ? new ApiProblem('taken', { what: name }) : error
  }
}

const scheduleOf = ({ cron, timeZone }: SiteTable): Schedule | null =>
  cron === null ? null : { cron, timeZone }

/** A time that passed while it was switched off is not made up for. */
const whenOf = (schedule: Schedule | null) =>
  schedule === null ? { cron: null, nextRun: null } : { ...schedule, nextRun: nextOf(schedule, new Date()) }

type ActRequest = Pick<HandlerRequest<'sites.pause'>, 'app' | 'caller' | 'params' | 'language'>

function acting(name: RunAct) {
  return async ({ app, caller, params, language }: ActRequest): Promise<SiteRun> => {
    await actOnRun(app.service, caller, params.site, name)
    app.rescans.wake()
    const run = await lastRun(app.service.store.db, params.site)
    if (!run) throw new ApiProblem('no-rescan')
    return runView(run, optionsOf(app, language))
  }
}

export const siteHandlers: Handlers<'sites.'> = {
  'sites.list': async ({ app, caller, scopes, language }) => {
    const { db } = app.service.store
    const rows = await db.selectFrom('site').selectAll().orderBy('name').execute()
    const items = []
    for (const row of await visibleSites(db, { caller, scopes }, rows))
      items.push(await siteView(row, optionsOf(app, language)))
    return { items }
  },
  'sites.create': async ({ app, caller, body, language }) => {
    const { env } = app.rescans
    await checkSource(body.source, body.settings, { env, allow: app.allowTargets, language })
    const row = await transact(app.service, async ({ trx, at, record }) => {
      await refuseUnknownDepartment(trx, body.department)
      const site: SiteTable = {
        id: newId(),
        name: body.name,
        source: body.source,
        baseUrl: body.baseUrl,
        settings: JSON.stringify(body.settings),
        concurrency: body.concurrency,
        keepsText: Number(body.keepText),
        columns: JSON.stringify(body.columns),
        departmentId: body.department,
        timeZone: 'Asia/Shanghai',
        ...whenOf(body.schedule),
        active: 1,
        created: at,
        version: 1,
      }
      await trx.insertInto('site').values(site).execute()
      const state = { id: site.id, source: `site ${site.id}`, name: site.name, created: at }
      await trx.insertInto('rescanSite').values(state).execute()
      await record({ actor: caller, act: 'create-site', detail: { site: site.id } })
      return site
    }).catch(asTaken(body.name))
    return siteView(row, optionsOf(app, language))
  },
  'sites.update': async ({ app, caller, params, body, expectedVersion, language }) => {
    const before = await findSite(app.service.store.db, params.site)
    if (body.settings) {
      const { env } = app.rescans
      await checkSource(before.source, body.settings, { env, allow: app.allowTargets, language })
    }
    const row = await transact(app.service, async ({ trx, record }) => {
      const site = await lockSite(trx, params.site)
      if (site.version !== expectedVersion) throw new ApiProblem('precondition-failed')
      await refuseUnknownDepartment(trx, body.department ?? null)
      const next: SiteTable = {
        ...site,
        name: body.name ?? site.name,
        settings: body.settings === undefined ? site.settings : JSON.stringify(body.settings),
        concurrency: body.concurrency ?? site.concurrency,
        keepsText: body.keepText === undefined ? site.keepsText : Number(body.keepText),
        columns: body.columns === undefined ? site.columns : JSON.stringify(body.columns),
        departmentId: body.department === undefined ? site.departmentId : body.department,
        ...(body.schedule === undefined && body.active !== true
          ? {}
          : whenOf(body.schedule === undefined ? scheduleOf(site) : body.schedule)),
        active: body.active === undefined ? site.active : Number(body.active),
        version: site.version + 1,
      }
      await trx.updateTable('site').set(next).where('id', '=', site.id).execute()
      await record({
        actor: caller,
        act: 'change-site',
        detail: { site: site.id, active: next.active === 1 },
      })
      return next
    }).catch(asTaken(body.name ?? ''))
    return siteView(row, optionsOf(app, language))
  },
  'sites.delete': async ({ app, caller, params }) => {
    await deleteSite(app.service, caller, params.site)
    return undefined
  },
  'sites.runs': async ({ app, caller, scopes, params, query, language }) => {
    await findVisibleSite(app.service.store.db, { caller, scopes }, params.site)
    let rows = app.service.store.db.selectFrom('rescanRun').selectAll().where('siteId', '=', params.site)
    if (query.cursor !== undefined) rows = rows.where('number', '<', Number(query.cursor) || 0)
    const page = await rows
      .orderBy('number', 'desc')
      .limit(query.limit + 1)
      .execute()
    const items: SiteRun[] = []
    for (const run of page.slice(0, query.limit)) items.push(await runView(run, optionsOf(app, language)))
    const next = page.length > query.limit ? String(items.at(-1)?.number) : null
    return { items, next, total: null }
  },
  'sites.start': async ({ app, caller, params, body, language }) => {
    const { env, versions, wake } = app.rescans
    const { source, settings } = await findSite(app.service.store.db, params.site)
    // Names may lead elsewhere by now.
    await checkSource(source, readSiteSettings(JSON.parse(settings)), {
      env,
      allow: app.allowTargets,
      language,
    })
    const run = await transact(app.service, async tx =>
      startRun(tx, await lockSite(tx.trx, params.site), caller, versions(), body.full),
    )
    wake()
    return runView(run, optionsOf(app, language))
  },
  'sites.pause': acting('pause'),
  'sites.resume': acting('resume'),
  'sites.cancel': acting('cancel'),
  'sites.unscreened': async ({ app, caller, scopes, params, query, language }) => {
    const { db } = app.service.store
    await findVisibleSite(db, { caller, scopes }, params.site)
    const all = await unscreenedOf(db, params.site, query.cursor, query.limit, language)
    const items = all.slice(0, query.limit)
    const next = all.length > query.limit ? (items.at(-1)?.id ?? null) : null
    return { items: items.map(({ id: _, ...each }) => each), next, total: null }
  },
}
