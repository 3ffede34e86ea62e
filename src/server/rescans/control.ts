/** Starting, pausing, resuming and cancelling rescans. */
import { lastRun, leaveRun, newRun, type Versions } from '../../rescan/state/runs.ts'
import type { Trx } from '../../store/open.ts'
import type { RescanRunTable, RunState } from '../../store/rescan-schema.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { type Caller, type Service, type Transaction, transact } from '../workflow/service.ts'

export type Starter = Pick<Caller, 'kind' | 'id' | 'name'>

const openStates = {
  running: { zh: '正在复查', en: 'under way' },
  paused: { zh: '已暂停', en: 'paused' },
} as const

const isOpen = (
  run: RescanRunTable | undefined,
): run is RescanRunTable & { readonly state: keyof typeof openStates } =>
  run?.state === 'running' || run?.state === 'paused'

/** Two acts on a site come one after the other. @throws {ApiProblem} `not-found`. */
export async function lockSite(trx: Trx, id: string): Promise<SiteTable> {
  const row = await trx
    .updateTable('site')
    .set(eb => ({ active: eb.ref('active') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  return row
}

/** @throws {ApiProblem} `not-found`, `site-inactive`, `rescan-open`. */
export async function startRun(
  { trx, at, record }: Transaction,
  site: SiteTable,
  by: Starter,
  versions: Versions,
  isFull: boolean,
): Promise<RescanRunTable> {
  if (site.active !== 1) throw new ApiProblem('site-inactive')
  const last = await lastRun(trx, site.id)
  if (isOpen(last)) throw new ApiProblem('rescan-open', { state: openStates[last.state] })
  const run = await newRun(trx, site.id, versions, isFull)
  await trx
    .insertInto('siteRun')
    .values({
      runId: run.id,
      siteId: site.id,
      startedByKind: by.kind,
      startedById: by.id,
      startedByName: by.name,
      created: at,
      problem: null,
      isReported: 0,
      opened: 0,
      leftOut: 0,
    })
    .execute()
  await record({ actor: by, act: 'start-rescan', detail: { site: site.id, run: run.number } })
  return run
}

const runActs = {
  pause: { from: ['running'], act: 'pause-rescan' },
  resume: { from: ['paused'], act: 'resume-rescan' },
  cancel: { from: ['running', 'paused'], act: 'cancel-rescan' },
} as const satisfies Record<string, { from: readonly RunState[]; act: string }>
export type RunAct = keyof typeof runActs

/** @throws {ApiProblem} `not-found`, `no-rescan`. */
export function actOnRun(service: Service, caller: Caller, siteId: string, name: RunAct): Promise<void> {
  const { from, act } = runActs[name]
  return transact(service, async ({ trx, record }) => {
    const site = await lockSite(trx, siteId)
    const run = await lastRun(trx, site.id)
    const states: readonly RunState[] = from
    if (!run || !states.includes(run.state)) throw new ApiProblem('no-rescan')
    if (name === 'cancel') await leaveRun(trx, run, 'cancelled')
    else {
      const state = name === 'pause' ? 'paused' : 'running'
      const { numUpdatedRows } = await trx
        .updateTable('rescanRun')
        .set({ state })
        .where('id', '=', run.id)
        .where('state', '=', run.state)
        .executeTakeFirst()
      // It came to its end in this moment.
      if (numUpdatedRows === 0n) throw new ApiProblem('no-rescan')
    }
    await record({ actor: caller, act, detail: { site: site.id, run: run.number } })
  })
}

/** A run that was begun with other rules is left behind for one with those in force, by whoever started it. */
export async function renewRun(service: Service, run: RescanRunTable, versions: Versions): Promise<void> {
  await transact(service, async tx => {
    const { trx } = tx
    const site = await lockSite(trx, run.siteId)
    const last = await lastRun(trx, site.id)
    if (last?.id !== run.id || last.state !== 'running') return
    const known = await trx.selectFrom('siteRun').selectAll().where('runId', '=', run.id).executeTakeFirst()
    await leaveRun(trx, last, 'interrupted')
    const by: Starter = known
      ? { kind: known.startedByKind, id: known.startedById, name: known.startedByName }
      : { kind: 'system', id: 'system', name: 'baoshen' }
    await startRun(tx, { ...site, active: 1 }, by, versions, last.isFull === 1)
  })
}

/** Forgets a site and all that is known of it. @throws {ApiProblem} `not-found`, `rescan-open`. */
export function deleteSite(service: Service, caller: Caller, siteId: string): Promise<void> {
  return transact(service, async ({ trx, record }) => {
    const site = await lockSite(trx, siteId)
    const last = await lastRun(trx, site.id)
    if (isOpen(last)) throw new ApiProblem('rescan-open', { state: openStates[last.state] })
    const contents = trx.selectFrom('rescanContent').select('id').where('siteId', '=', site.id)
    await trx.deleteFrom('rescanFinding').where('contentId', 'in', contents).execute()
    for (const table of [
      'rescanSighting',
      'rescanContent',
      'rescanItem',
      'rescanKind',
      'rescanRun',
      'siteRun',
      'siteFinding',
    ] as const) {
      await trx.deleteFrom(table).where('siteId', '=', site.id).execute()
    }
    await trx.deleteFrom('rescanSite').where('id', '=', site.id).execute()
    await trx.deleteFrom('site').where('id', '=', site.id).execute()
    await record({ actor: caller, act: 'delete-site', detail: { site: site.id } })
  })
}
