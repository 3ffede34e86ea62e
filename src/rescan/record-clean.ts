/**
 * Writes at once what nearly all of a first run is: items that are read for the first time, and in which nothing is
 * found. One by one they are three questions each to a database that is another process, perhaps on another machine.
 */
import { sql } from 'kysely'
import type { Trx } from '../store/open.ts'
import type { RescanRunTable } from '../store/rescan-schema.ts'
import { changeOf } from './item-change.ts'
import { hasFindings, saveContent, saveNewContents } from './state/contents.ts'
import { enlist } from './state/enlist.ts'
import type { Counts } from './state/runs.ts'
import type { Sealer } from './state/sealed.ts'
import type { Judged, Result, Step } from './step.ts'

type ContentResult = Result & { readonly kind: 'content' }

export interface CleanStep extends Step {
  readonly result: ContentResult & { readonly judged: Judged }
}

export function isFirstAndClean(step: Step): step is CleanStep {
  const { item, result } = step
  return (
    item.readRun === null &&
    result.kind === 'content' &&
    result.judged !== null &&
    !hasFindings(result.judged)
  )
}

/** @returns by how much the counts of the run have grown. */
export async function recordClean(
  trx: Trx,
  run: RescanRunTable,
  steps: readonly CleanStep[],
  sealer: Sealer,
): Promise<Counts> {
  // A lease that ran out may have brought an item back here: what was found of it first counts.
  const byItem = new Map(steps.toReversed().map(step => [step.item.id, step]))
  const recorded = await settleItems(trx, run, [...byItem.values()])
  if (recorded.length === 0) return {}
  await saveContents(trx, run, recorded, sealer)
  const counts: Record<string, number> = { done: recorded.length, bytes: 0 }
  const add = (grown: Counts) => {
    for (const [name, value] of Object.entries(grown)) counts[name] = (counts[name] ?? 0) + value
  }
  for (const { item, result } of recorded) {
    add({ [result.how]: 1, bytes: result.bytes })
    if (result.found.length > 0) add(await enlist(trx, run, result.found, item.id))
  }
  return counts
}

/** @returns the steps that nobody else has recorded. */
async function settleItems(
  trx: Trx,
  run: RescanRunTable,
  steps: readonly CleanStep[],
): Promise<readonly CleanStep[]> {
  const changes = steps.map(({ item, result }) => changeOf(run, item, result))
  const columns = Object.keys(changes[0] ?? {})
  const settled = await trx
    .insertInto('rescanItem')
    // They are all there: a row that is written as a whole may be written with others.
    .values(steps.map(({ item }, at) => ({ ...item, ...changes[at] })))
    .onConflict(conflict =>
      conflict
        .column('id')
        .doUpdateSet(Object.fromEntries(columns.map(name => [name, sql.ref(`excluded.${name}`)])))
        .where('rescanItem.run', '=', run.number)
        .whereRef('rescanItem.round', '=', 'excluded.round')
        .where('rescanItem.state', '!=', 'done'),
    )
    .returning('id')
    .execute()
  const ids = new Set(settled.map(({ id }) => id))
  return steps.filter(({ item }) => ids.has(item.id))
}

async function saveContents(
  trx: Trx,
  run: RescanRunTable,
  steps: readonly CleanStep[],
  sealer: Sealer,
): Promise<void> {
  const contents = steps.map(({ result }) => [result.content, result.judged] as const)
  const written = await saveNewContents(trx, run, contents, sealer)
  for (const [content, judged] of contents) {
    if (!written.has(content.id)) await saveContent(trx, run, content, judged, sealer)
  }
}
