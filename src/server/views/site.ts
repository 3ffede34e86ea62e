/** Sites and runs as the API shows them. */
import type { Language } from '../../document/problem.ts'
import { siteSettingsSchema } from '../../rescan/sources/site-settings.ts'
import { mostAttempts } from '../../rescan/state/leases.ts'
import { finishedBefore, lastRun } from '../../rescan/state/runs.ts'
import type { Db } from '../../store/open.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import type { Site, SiteRun } from '../api/sites.ts'
import type { Rates } from '../rescans/rates.ts'
import type { UnscreenedCounts } from '../rescans/unscreened.ts'

export interface SiteViewOptions {
  readonly db: Db
  readonly rates: Rates
  readonly unscreened: UnscreenedCounts
  readonly language: Language
}

export async function siteView(row: SiteTable, options: SiteViewOptions): Promise<Site> {
  const last = await lastRun(options.db, row.id)
  return {
    id: row.id,
    name: row.name,
    source: row.source,
    baseUrl: row.baseUrl,
    settings: siteSettingsSchema.parse(JSON.parse(row.settings)),
    concurrency: row.concurrency,
    keepText: row.keepsText === 1,
    columns: JSON.parse(row.columns),
    department: row.departmentId,
    schedule: row.cron === null ? null : { cron: row.cron, timeZone: row.timeZone },
    nextRun: row.active === 1 ? row.nextRun : null,
    active: row.active === 1,
    created: row.created,
    version: row.version,
    last: last ? await runView(last, options) : null,
    unscreened: last?.state === 'done' ? await options.unscreened.of(options.db, row.id, last.id) : null,
  }
}

const isOpen = ({ state }: RescanRunTable) => state === 'running' || state === 'paused'

export async function runView(run: RescanRunTable, options: SiteViewOptions): Promise<SiteRun> {
  const { db, rates, language } = options
  const known = await db.selectFrom('siteRun').selectAll().where('runId', '=', run.id).executeTakeFirst()
  const total = await totalOf(run, db)
  const isRunning = run.state === 'running'
  if (!isRunning) rates.forget(run.id)
  const perMinute = isRunning ? rates.perMinute(run.id, run.done, run.started) : null
  const left = total === null ? null : Math.max(0, total - run.done)
  return {
    id: run.id,
    number: run.number,
    state: run.state,
    by: {
      kind: known?.startedByKind ?? 'system',
      id: known?.startedById ?? 'system',
      name: known?.startedByName ?? 'baoshen',
    },
    started: run.started,
    finished: run.finished,
    full: run.isFull === 1,
    done: run.done,
    total,
    screened: run.screened,
    reused: run.reused,
    rematched: run.rematched,
    unchanged: run.unchanged,
    gone: run.gone,
    skipped: run.skipped,
    failed: run.failed,
    dead: await deadOf(run, db),
    found: await foundOf(run, db),
    perMinute,
    secondsLeft: left === null || !perMinute ? null : Math.ceil((left / perMinute) * 60),
    opened: known?.opened ?? 0,
    leftOut: known?.leftOut ?? 0,
    problem: isOpen(run) && known?.problem ? JSON.parse(known.problem)[language] : null,
  }
}

/** While the source is still being listed, what the last run that came to its end had met is the best guess. */
async function totalOf(run: RescanRunTable, db: Db): Promise<number | null> {
  if (run.isListed === 1 && run.isSwept === 1) return run.total
  const number = await finishedBefore(db, run)
  if (number === 0) return run.isListed === 1 ? run.total : null
  const before = await db
    .selectFrom('rescanRun')
    .select('total')
    .where('siteId', '=', run.siteId)
    .where('number', '=', number)
    .executeTakeFirst()
  return Math.max(run.total, before?.total ?? 0)
}

/** What runs found that did not come to their end is in no report yet, and not found again. */
async function foundOf(run: RescanRunTable, db: Db): Promise<number> {
  const row = await db
    .selectFrom('rescanRun')
    .select(each => each.fn.sum('found').as('found'))
    .where('siteId', '=', run.siteId)
    .where('number', '>', await finishedBefore(db, run))
    .where('number', '<', run.number)
    .executeTakeFirst()
  return run.found + Number(row?.found ?? 0)
}

async function deadOf(run: RescanRunTable, db: Db): Promise<number> {
  if (run.failed === 0) return 0
  const row = await db
    .selectFrom('rescanItem')
    .select(each => each.fn.countAll().as('count'))
    .where('siteId', '=', run.siteId)
    .where('run', '=', run.number)
    .where('outcome', '=', 'failed')
    .where('attempts', '>', mostAttempts)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
