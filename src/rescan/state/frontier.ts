/** The frontier of a run: what it has met and not done yet. It is in the database and never in memory as a whole. */
import type { Db, Store, Trx } from '../../store/open.ts'
import type { RescanItemTable, RescanRunTable } from '../../store/rescan-schema.ts'
import { numberUnmet } from './kinds.ts'
import type { Counts } from './runs.ts'
import { unleased } from './unleased.ts'

/** Takes up to `most` items to be worked on, those that were tried least. */
export async function claim(store: Store, run: RescanRunTable, most: number): Promise<RescanItemTable[]> {
  const next = store.db
    .selectFrom('rescanItem')
    .select('id')
    .where('siteId', '=', run.siteId)
    .where('state', '=', 'waiting')
    .where(eb => eb.or([eb('due', 'is', null), eb('due', '<=', new Date().toISOString())]))
    .orderBy('round')
    .limit(most)
  return store.db
    .updateTable('rescanItem')
    .set({ state: 'running' })
    .where('id', 'in', store.kind === 'postgres' ? next.forUpdate().skipLocked() : next)
    .returningAll()
    .execute()
}

/** When the next item that waits for another try is due; null when none is waiting. */
export async function nextDue(store: Store, run: RescanRunTable): Promise<Date | null> {
  const row = await store.db
    .selectFrom('rescanItem')
    .select('due')
    .where('siteId', '=', run.siteId)
    .where('state', '=', 'waiting')
    .orderBy('due')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : new Date(row.due ?? 0)
}

/** Whether other processes are still at work on the run. */
export async function isAnyRunning(store: Store, run: RescanRunTable): Promise<boolean> {
  const row = await store.db
    .selectFrom('rescanItem')
    .select('id')
    .where('siteId', '=', run.siteId)
    .where('state', '=', 'running')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Whether anything is not done, in whose hands ever. One question: between two, others may give back what they have
 * not done.
 */
export async function isAnyLeft(db: Db | Trx, run: RescanRunTable): Promise<boolean> {
  const row = await db
    .selectFrom('rescanItem')
    .select('id')
    .where('siteId', '=', run.siteId)
    .where('state', 'in', ['waiting', 'running'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Runs in which a link that leads nowhere is asked for again, whatever became of the page that it was found on. */
const runsAskedAgain = 30

/**
 * Adds what earlier runs knew and this one has not met, once the source has listed everything: it is asked for one
 * by one, so that only what answers `gone` is gone. What was gone may have come back behind a page that has not
 * changed, and so was not read for its links.
 */
export async function sweep(trx: Trx, run: RescanRunTable): Promise<Counts> {
  await numberUnmet(trx, run)
  const { numUpdatedRows } = await trx
    .updateTable('rescanItem')
    .set({ run: run.number, state: 'waiting', round: 0, due: null, listed: null, ...unleased, attempts: 0 })
    .where('siteId', '=', run.siteId)
    .where('run', '<', run.number)
    .where(({ eb, or, and, exists, selectFrom }) =>
      or([
        eb('goneRun', 'is', null),
        and([
          eb('foundIn', 'is not', null),
          or([
            eb('goneRun', '>', run.number - runsAskedAgain),
            exists(
              selectFrom('rescanItem as page')
                .select('page.id')
                .whereRef('page.id', '=', 'rescanItem.foundIn')
                .where('page.outcome', '=', 'unchanged'),
            ),
          ]),
        ]),
      ]),
    )
    .executeTakeFirst()
  await trx.updateTable('rescanRun').set({ isSwept: 1 }).where('id', '=', run.id).execute()
  return { total: Number(numUpdatedRows) }
}
