/**
 * Items in the hands of one of many processes. A lease that is not renewed is taken back, so that a process that
 * dies loses nothing. What was in the hands of one that died is suspected of having killed it: suspects are done one
 * at a time, and one that a process died over three times is given up.
 */
import { sql } from 'kysely'
import type { Store, Trx } from '../../store/open.ts'
import type { RescanItemTable, RescanRunTable } from '../../store/rescan-schema.ts'
import { retried } from '../../store/retried.ts'
import { unleased } from './unleased.ts'

/** Attempts of which none came back, before an item is a dead letter. */
export const mostAttempts = 3

export interface Leaser {
  readonly store: Store
  readonly run: RescanRunTable
  /** Names one holder among all processes. */
  readonly owner: string
  /** How long a lease holds without being renewed. */
  readonly seconds: number
}

/** The database's clock: those of many machines differ. */
async function instants(trx: Trx, { store, seconds }: Leaser): Promise<{ now: string; until: string }> {
  let now = new Date()
  if (store.kind === 'postgres') {
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx)
    now = rows[0]?.now ?? now
  }
  return { now: now.toISOString(), until: new Date(now.getTime() + seconds * 1000).toISOString() }
}

/** From here to the end of the transaction nobody else records or ends the run. @returns it as it is now. */
export async function lockRun(trx: Trx, runId: string): Promise<RescanRunTable> {
  return trx
    .updateTable('rescanRun')
    .set(eb => ({ done: eb.ref('done') }))
    .where('id', '=', runId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * Takes up to `most` items. An item whose `attempts` are more than {@link mostAttempts} is not to be tried again.
 * @param mayTakeSuspects whether the caller has nothing else at work that would be suspected too.
 */
export function leaseItems(
  leaser: Leaser,
  most: number,
  mayTakeSuspects: boolean,
): Promise<RescanItemTable[]> {
  const { store, run, owner } = leaser
  return retried(() =>
    store.db.transaction().execute(async trx => {
      const { now, until } = await instants(trx, leaser)
      await takeBack(trx, run, now)
      let items = await waiting(store, trx, run, now, most)
      if (items.length === 0 && mayTakeSuspects) items = await suspect(trx, run, now)
      if (items.length === 0) return []
      const ids = items.map(({ id }) => id)
      await trx
        .updateTable('rescanItem')
        .set(eb => ({
          state: 'running',
          attempts: eb('attempts', '+', 1),
          leaseOwner: owner,
          leaseUntil: until,
        }))
        .where('id', 'in', ids)
        .execute()
      return items.map(item => ({ ...item, attempts: item.attempts + 1 }))
    }),
  )
}

async function takeBack(trx: Trx, run: RescanRunTable, now: string): Promise<void> {
  await trx
    .updateTable('rescanItem')
    .set({ state: 'waiting', ...unleased })
    .where('siteId', '=', run.siteId)
    .where('state', '=', 'running')
    .where('leaseUntil', '<', now)
    .execute()
}

async function waiting(
  store: Store,
  trx: Trx,
  run: RescanRunTable,
  now: string,
  most: number,
): Promise<RescanItemTable[]> {
  const next = trx
    .selectFrom('rescanItem')
    .selectAll()
    .where('siteId', '=', run.siteId)
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .where(eb => eb.or([eb('due', 'is', null), eb('due', '<=', now)]))
    .orderBy('round')
    .limit(most)
  return (store.kind === 'postgres' ? next.forUpdate().skipLocked() : next).execute()
}

/** One that a process died over, while no other such is at work on the site: the next death tells which it was. */
async function suspect(trx: Trx, run: RescanRunTable, now: string): Promise<RescanItemTable[]> {
  const next = trx
    .selectFrom('rescanItem')
    .selectAll()
    .where('siteId', '=', run.siteId)
    .where('state', '=', 'waiting')
    .where('attempts', '>', 0)
    .where(eb => eb.or([eb('due', 'is', null), eb('due', '<=', now)]))
    .orderBy('attempts')
    .orderBy('id')
    .limit(1)
  if (!(await next.executeTakeFirst())) return []
  await lockRun(trx, run.id)
  const other = await trx
    .selectFrom('rescanItem')
    .select('id')
    .where('siteId', '=', run.siteId)
    .where('state', '=', 'running')
    .where('attempts', '>', 1)
    .limit(1)
    .executeTakeFirst()
  return other ? [] : next.execute()
}

/** Says that the holder is alive. @returns the run as it is now. */
export function renewLeases(leaser: Leaser): Promise<RescanRunTable> {
  const { store, run, owner } = leaser
  return retried(() =>
    store.db.transaction().execute(async trx => {
      const { until } = await instants(trx, leaser)
      await trx
        .updateTable('rescanItem')
        .set({ leaseUntil: until })
        .where('siteId', '=', run.siteId)
        .where('state', '=', 'running')
        .where('leaseOwner', '=', owner)
        .execute()
      await trx
        .updateTable('rescanRun')
        .set({ listUntil: until })
        .where('id', '=', run.id)
        .where('listOwner', '=', owner)
        .execute()
      return trx.selectFrom('rescanRun').selectAll().where('id', '=', run.id).executeTakeFirstOrThrow()
    }),
  )
}

/** Gives back what was not done; it is no worse for it. */
export function releaseLeases({ store, run, owner }: Leaser): Promise<void> {
  return retried(() =>
    store.db.transaction().execute(async trx => {
      await trx
        .updateTable('rescanItem')
        .set(eb => ({ state: 'waiting', attempts: eb('attempts', '-', 1), ...unleased }))
        .where('siteId', '=', run.siteId)
        .where('state', '=', 'running')
        .where('leaseOwner', '=', owner)
        .execute()
      await trx
        .updateTable('rescanRun')
        .set({ listOwner: null, listUntil: null })
        .where('id', '=', run.id)
        .where('listOwner', '=', owner)
        .execute()
    }),
  )
}

/** Makes the holder the one who lists the source. @returns false when it is listed, or somebody else is at it. */
export function leaseListing(leaser: Leaser): Promise<boolean> {
  const { store, run, owner } = leaser
  return retried(() =>
    store.db.transaction().execute(async trx => {
      const { now, until } = await instants(trx, leaser)
      const { numUpdatedRows } = await trx
        .updateTable('rescanRun')
        .set({ listOwner: owner, listUntil: until })
        .where('id', '=', run.id)
        .where('isListed', '=', 0)
        .where(eb => eb.or([eb('listUntil', 'is', null), eb('listUntil', '<', now)]))
        .executeTakeFirst()
      return numUpdatedRows === 1n
    }),
  )
}
