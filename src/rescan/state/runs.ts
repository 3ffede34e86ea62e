/** Sites and their runs: begun, taken up again, ended. */
import { v7 as newId } from 'uuid'
import type { Db, Store, Trx } from '../../store/open.ts'
import type { RescanRunTable, RescanSiteTable, RunState } from '../../store/rescan-schema.ts'
import { unleased } from './unleased.ts'

/** The counts of a run that grow as it goes. */
export const counters = [
  'total',
  'done',
  'screened',
  'reused',
  'rematched',
  'unchanged',
  'gone',
  'skipped',
  'failed',
  'found',
  'bytes',
] as const
export type Counter = (typeof counters)[number]
export type Counts = Partial<Record<Counter, number>>

export interface Versions {
  readonly ruleset: string
  readonly reader: string
}

/** What content must have been judged with to count as known. */
export const judgedBy = ({ ruleset, reader }: Versions) => `${ruleset} ${reader}`

const now = () => new Date().toISOString()

/** The site of a source, created when it is met for the first time. */
export async function openSite(store: Store, source: string, name: string): Promise<RescanSiteTable> {
  const row: RescanSiteTable = { id: newId(), source, name, created: now() }
  await store.db
    .insertInto('rescanSite')
    .values(row)
    .onConflict(conflict => conflict.column('source').doNothing())
    .execute()
  return store.db.selectFrom('rescanSite').selectAll().where('source', '=', source).executeTakeFirstOrThrow()
}

export async function lastRun(db: Db | Trx, siteId: string): Promise<RescanRunTable | undefined> {
  return db
    .selectFrom('rescanRun')
    .selectAll()
    .where('siteId', '=', siteId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Number of the last run before `run` that came to its end; 0 when there is none. */
export async function finishedBefore(db: Db | Trx, run: RescanRunTable): Promise<number> {
  const row = await db
    .selectFrom('rescanRun')
    .select('number')
    .where('siteId', '=', run.siteId)
    .where('state', '=', 'done')
    .where('number', '<', run.number)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

/**
 * Takes up the run that was interrupted, or begins a new one. An interrupted run is left behind when rules or reader
 * have changed since, or when everything is to be read again and it was not.
 */
export async function beginRun(
  store: Store,
  siteId: string,
  versions: Versions,
  isFull: boolean,
): Promise<{ run: RescanRunTable; isResumed: boolean }> {
  return store.db.transaction().execute(async trx => {
    const last = await lastRun(trx, siteId)
    const isOpen = last?.state === 'running'
    const fits =
      last?.ruleset === versions.ruleset && last.reader === versions.reader && (last.isFull === 1 || !isFull)
    if (isOpen && fits) {
      await settle(trx, siteId, 'waiting')
      return { run: last, isResumed: true }
    }
    if (isOpen) await leaveRun(trx, last, 'interrupted')
    return { run: await newRun(trx, siteId, versions, isFull), isResumed: false }
  })
}

/** Begins the run after the last one, which must have ended. */
export async function newRun(
  trx: Trx,
  siteId: string,
  versions: Versions,
  isFull: boolean,
): Promise<RescanRunTable> {
  const last = await lastRun(trx, siteId)
  const zero = Object.fromEntries(counters.map(name => [name, 0])) as Record<Counter, number>
  const run: RescanRunTable = {
    ...zero,
    id: newId(),
    siteId,
    number: (last?.number ?? 0) + 1,
    state: 'running',
    started: now(),
    finished: null,
    ...versions,
    isFull: Number(isFull),
    isListed: 0,
    isSwept: 0,
    listOwner: null,
    listUntil: null,
  }
  await trx.insertInto('rescanRun').values(run).execute()
  return run
}

/** Ends a run that did not come to its end; what it has not done is left to the next. */
export async function leaveRun(
  trx: Trx,
  run: RescanRunTable,
  state: Exclude<RunState, 'running' | 'paused' | 'done'>,
): Promise<void> {
  await settle(trx, run.siteId, 'done')
  await endRun(trx, run, state)
}

/** What was at work when a process ended is to be done again, or is left to the next run. */
async function settle(trx: Trx, siteId: string, state: 'waiting' | 'done'): Promise<void> {
  const from = state === 'waiting' ? (['running'] as const) : (['running', 'waiting'] as const)
  await trx
    .updateTable('rescanItem')
    .set({ state, ...unleased })
    .where('siteId', '=', siteId)
    .where('state', 'in', from)
    .execute()
}

export async function endRun(
  trx: Trx,
  run: RescanRunTable,
  state: Exclude<RunState, 'running' | 'paused'>,
): Promise<void> {
  await trx
    .updateTable('rescanRun')
    .set({ state, finished: now() })
    .where('id', '=', run.id)
    .where('state', 'in', ['running', 'paused'])
    .execute()
}

export async function count(trx: Trx, run: RescanRunTable, counts: Counts): Promise<void> {
  const grown = counters.filter(name => (counts[name] ?? 0) !== 0)
  if (grown.length === 0) return
  await trx
    .updateTable('rescanRun')
    .set(eb => Object.fromEntries(grown.map(name => [name, eb(name, '+', counts[name] ?? 0)])))
    .where('id', '=', run.id)
    .execute()
}
