/** The frontier of a run: what it has met and not done yet. It is in the database and never in memory as a whole. */
import type { Db, Store, Trx } from '../../store/open.ts'
import type { ItemOutcome, ItemState, RescanItemTable, RescanRunTable } from '../../store/rescan-schema.ts'
import type { Reference } from '../site-source.ts'
import { digest } from './digest.ts'
import { numbered, numberUnmet } from './kinds.ts'
import { type Counts, judgedBy } from './runs.ts'
import { unleased } from './unleased.ts'

const rowsAtOnce = 500

/** What is known of an item when it is met; the rest is null. A listing writes a row for everything that there is. */
type NewItem = Pick<
  RescanItemTable,
  | 'id'
  | 'siteId'
  | 'ref'
  | 'url'
  | 'foundIn'
  | 'run'
  | 'state'
  | 'round'
  | 'listed'
  | 'firstRun'
  | 'attempts'
  | 'depth'
  | 'kind'
  | 'nth'
>

/**
 * Adds what was listed or found to the frontier; what the run has met already is left alone. What is listed with
 * the validator that it was last read with, and judged by the same rules, is done.
 */
export async function enlist(
  trx: Trx,
  run: RescanRunTable,
  references: readonly Reference[],
  foundIn: string | null,
): Promise<Counts> {
  const rows = new Map<string, NewItem>()
  for (const reference of references) {
    const id = digest(run.siteId, reference.id)
    if (!rows.has(id)) rows.set(id, newItem(id, run, reference, foundIn))
  }
  const all = [...rows.values()]
  let total = 0
  let unchanged = 0
  for (let at = 0; at < all.length; at += rowsAtOnce) {
    const unmet = await unmetOf(trx, run, all.slice(at, at + rowsAtOnce))
    if (unmet.length === 0) continue
    const states = await insert(trx, run, await numbered(trx, run, unmet))
    total += states.length
    unchanged += states.filter(state => state === 'done').length
  }
  return { total, done: unchanged, unchanged }
}

function newItem(id: string, run: RescanRunTable, reference: Reference, foundIn: string | null): NewItem {
  return {
    id,
    siteId: run.siteId,
    ref: reference.id,
    url: reference.url,
    foundIn,
    run: run.number,
    state: 'waiting',
    round: 0,
    listed: reference.validator,
    firstRun: run.number,
    attempts: 0,
    depth: reference.depth ?? 0,
    kind: reference.kind ?? null,
    nth: null,
  }
}

/** What a page links to has mostly been met; it must not be counted again. */
async function unmetOf(trx: Trx, run: RescanRunTable, rows: readonly NewItem[]): Promise<readonly NewItem[]> {
  if (rows.every(({ kind }) => kind === null)) return rows
  const ids = rows.map(({ id }) => id)
  const met = await trx
    .selectFrom('rescanItem')
    .select('id')
    .where('id', 'in', ids)
    .where('run', '=', run.number)
    .execute()
  const known = new Set(met.map(({ id }) => id))
  return rows.filter(({ id }) => !known.has(id))
}

async function insert(trx: Trx, run: RescanRunTable, rows: readonly NewItem[]): Promise<readonly string[]> {
  // Nothing is judged by the empty version.
  const known = run.isFull === 1 ? '' : judgedBy(run)
  const changed = await trx
    .insertInto('rescanItem')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .column('id')
        .doUpdateSet(eb => {
          const isKnown = eb.and([
            eb('rescanItem.validator', '=', eb.ref('excluded.listed')),
            eb('rescanItem.judged', '=', known),
            eb('rescanItem.goneRun', 'is', null),
          ])
          return {
            run: run.number,
            url: eb.ref('excluded.url'),
            listed: eb.ref('excluded.listed'),
            depth: eb.ref('excluded.depth'),
            kind: eb.ref('excluded.kind'),
            nth: eb.ref('excluded.nth'),
            state: eb.case().when(isKnown).then<ItemState>('done').else<ItemState>('waiting').end(),
            outcome: eb
              .case()
              .when(isKnown)
              .then<ItemOutcome | null>('unchanged')
              .else(eb.ref('rescanItem.outcome').$castTo<ItemOutcome | null>())
              .end(),
            round: 0,
            due: null,
            ...unleased,
            attempts: 0,
          }
        })
        .where('rescanItem.run', '<', run.number),
    )
    .returning('state')
    .execute()
  return changed.map(({ state }) => state)
}

/** Takes up to `most` items to be worked on, those first that were tried least. */
export async function claim(store: Store, run: RescanRunTable, most: number): Promise<RescanItemTable[]> {
  return store.db.transaction().execute(async trx => {
    const next = trx
      .selectFrom('rescanItem')
      .selectAll()
      .where('siteId', '=', run.siteId)
      .where('state', '=', 'waiting')
      .where(eb => eb.or([eb('due', 'is', null), eb('due', '<=', new Date().toISOString())]))
      .orderBy('round')
      .limit(most)
    const items = await (store.kind === 'postgres' ? next.forUpdate().skipLocked() : next).execute()
    if (items.length > 0) {
      const ids = items.map(({ id }) => id)
      await trx.updateTable('rescanItem').set({ state: 'running' }).where('id', 'in', ids).execute()
    }
    return items
  })
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

/**
 * Adds what earlier runs knew and this one has not met, once the source has listed everything: it is asked for one
 * by one, so that only what answers `gone` is gone.
 */
export async function sweep(trx: Trx, run: RescanRunTable): Promise<Counts> {
  await numberUnmet(trx, run)
  const { numUpdatedRows } = await trx
    .updateTable('rescanItem')
    .set({ run: run.number, state: 'waiting', round: 0, due: null, listed: null, ...unleased, attempts: 0 })
    .where('siteId', '=', run.siteId)
    .where('run', '<', run.number)
    .where('goneRun', 'is', null)
    .executeTakeFirst()
  await trx.updateTable('rescanRun').set({ isSwept: 1 }).where('id', '=', run.id).execute()
  return { total: Number(numUpdatedRows) }
}
