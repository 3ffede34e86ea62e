/** Adds what a source lists, or a page links to, to the frontier of a run. */
import type { Trx } from '../../store/open.ts'
import type { ItemOutcome, ItemState, RescanItemTable, RescanRunTable } from '../../store/rescan-schema.ts'
import type { Reference } from '../site-source.ts'
import { digest } from './digest.ts'
import { numbered } from './kinds.ts'
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

/** What earlier runs have left of an item, as far as it tells whether there is anything to do. */
type KnownItem = Pick<
  RescanItemTable,
  'id' | 'run' | 'state' | 'round' | 'url' | 'depth' | 'kind' | 'nth' | 'validator' | 'judged' | 'goneRun'
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
    const batch = all.slice(at, at + rowsAtOnce)
    const known = await knownOf(trx, batch)
    // What a page links to has mostly been met; it must not be counted again.
    const unmet = batch.filter(({ id }) => known.get(id)?.run !== run.number)
    if (unmet.length === 0) continue
    const items = await numbered(trx, run, unmet)
    const { same = [], other = [] } = Object.groupBy(items, item =>
      isAsItWas(run, item, known.get(item.id)) ? 'same' : 'other',
    )
    const met = same.length === 0 ? 0 : await meetAgain(trx, run, same)
    const states = other.length === 0 ? [] : await insert(trx, run, other)
    total += met + states.length
    unchanged += met + states.filter(state => state === 'done').length
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

async function knownOf(trx: Trx, rows: readonly NewItem[]): Promise<ReadonlyMap<string, KnownItem>> {
  const ids = rows.map(({ id }) => id)
  const known = await trx
    .selectFrom('rescanItem')
    .select(['id', 'run', 'state', 'round', 'url', 'depth', 'kind', 'nth', 'validator', 'judged', 'goneRun'])
    .where('id', 'in', ids)
    .execute()
  return new Map(known.map(item => [item.id, item]))
}

/** Nothing is judged by the empty version. */
const judgedAs = (run: RescanRunTable) => (run.isFull === 1 ? '' : judgedBy(run))

/** Whether nothing of its row changes but the number of the run. */
function isAsItWas(run: RescanRunTable, item: NewItem, known: KnownItem | undefined): boolean {
  return (
    known !== undefined &&
    known.state === 'done' &&
    known.round === 0 &&
    known.validator !== null &&
    known.validator === item.listed &&
    known.judged === judgedAs(run) &&
    known.goneRun === null &&
    known.url === item.url &&
    known.depth === item.depth &&
    known.kind === item.kind &&
    known.nth === item.nth
  )
}

/** Nearly all of a nightly run is this: no column that is in an index is written. @returns how many. */
async function meetAgain(trx: Trx, run: RescanRunTable, items: readonly NewItem[]): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('rescanItem')
    .set(eb => ({ run: run.number, outcome: 'unchanged', listed: eb.ref('validator') }))
    .where(
      'id',
      'in',
      items.map(({ id }) => id),
    )
    .where('run', '<', run.number)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

async function insert(trx: Trx, run: RescanRunTable, rows: readonly NewItem[]): Promise<readonly string[]> {
  const changed = await trx
    .insertInto('rescanItem')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .column('id')
        .doUpdateSet(eb => {
          const isKnown = eb.and([
            eb('rescanItem.validator', '=', eb.ref('excluded.listed')),
            eb('rescanItem.judged', '=', judgedAs(run)),
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
