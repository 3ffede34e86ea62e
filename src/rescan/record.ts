/**
 * Writes steps down: content, findings, sightings, new references and the frontier in one transaction, so that a
 * process that dies at any point has done a step wholly or not at all. A step that another process has written
 * already counts once.
 */
import type { Trx } from '../store/open.ts'
import type { FixedBy, RescanRunTable } from '../store/rescan-schema.ts'
import { changeOf, settled } from './item-change.ts'
import { isFirstAndClean, recordClean } from './record-clean.ts'
import { findContent, isKnown, saveContent } from './state/contents.ts'
import { enlist } from './state/enlist.ts'
import { type Counter, type Counts, count } from './state/runs.ts'
import type { Sealer } from './state/sealed.ts'
import { compareSightings, sightedIn } from './state/sightings.ts'
import type { Result, Step } from './step.ts'

/** @returns by how much the counts of the run have grown. */
export async function record(
  trx: Trx,
  run: RescanRunTable,
  steps: readonly Step[],
  sealer: Sealer,
): Promise<Counts> {
  const sum: Record<string, number> = {}
  const add = (counts: Counts) => {
    for (const [name, value] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + value
  }
  const clean = steps.filter(isFirstAndClean)
  const same = steps.filter(isAsItWas)
  const others = steps.filter(step => !isFirstAndClean(step) && !isAsItWas(step))
  // Of a first run nearly all is this.
  if (clean.length > 0) add(await recordClean(trx, run, clean, sealer))
  // What others have reused goes first.
  const isFirst = ({ result }: Step) => result.kind === 'content' && result.judged !== null
  for (const step of [...others.filter(isFirst), ...others.filter(each => !isFirst(each))]) {
    add(await recordStep(trx, run, step, sealer))
  }
  // Nearly all of a nightly run is this, so it is written at once.
  for (const [round, alike] of Map.groupBy(same, ({ item }) => item.round)) {
    add(await recordUnchanged(trx, run, round, alike))
  }
  const counts: Counts = sum
  await count(trx, run, counts)
  return counts
}

/** Unchanged, down to what proves it. */
function isAsItWas({ item, result }: Step): boolean {
  return result.kind === 'unchanged' && (result.validator ?? item.validator) === item.validator
}

async function recordUnchanged(
  trx: Trx,
  run: RescanRunTable,
  round: number,
  steps: readonly Step[],
): Promise<Counts> {
  const { numUpdatedRows } = await trx
    .updateTable('rescanItem')
    .set({ ...settled, outcome: 'unchanged' })
    .where(
      'id',
      'in',
      steps.map(({ item }) => item.id),
    )
    .where('run', '=', run.number)
    .where('round', '=', round)
    .where('state', '!=', 'done')
    .executeTakeFirst()
  return { done: Number(numUpdatedRows), unchanged: Number(numUpdatedRows) }
}

async function recordStep(trx: Trx, run: RescanRunTable, step: Step, sealer: Sealer): Promise<Counts> {
  const { item } = step
  const result = await sound(trx, run, step.result)
  const { numUpdatedRows } = await trx
    .updateTable('rescanItem')
    .set(changeOf(run, item, result))
    .where('id', '=', item.id)
    .where('run', '=', run.number)
    .where('round', '=', item.round)
    .where('state', '!=', 'done')
    .executeTakeFirst()
  if (numUpdatedRows === 0n || result.kind === 'again') return {}
  const counted: Counter = result.kind === 'content' ? result.how : result.kind
  const counts: Counts = { done: 1, [counted]: 1 }
  if (result.kind === 'gone' || result.kind === 'skipped') {
    await compareSightings(trx, run, item, null, [], result.kind)
  }
  if (result.kind === 'content') {
    const { content, judged } = result
    if (judged) await saveContent(trx, run, content, judged, sealer)
    const now = judged?.findings.filter(({ severity }) => severity !== 'info')
    const sighted = now ?? (await sightedIn(trx, content.id))
    const fixedBy: FixedBy = content.sha256 === item.sha256 ? 'rules' : 'changed'
    counts.found = await compareSightings(trx, run, item, content.id, sighted, fixedBy)
    counts.bytes = result.bytes
  }
  if ('found' in result && result.found.length > 0) {
    const enlisted = await enlist(trx, run, result.found, item.id)
    counts.total = enlisted.total ?? 0
    counts.done = 1 + (enlisted.done ?? 0)
    counts.unchanged = (counts.unchanged ?? 0) + (enlisted.unchanged ?? 0)
  }
  return counts
}

/** Should what was to be reused not be there after all, the item is done again: nothing may be taken for clean. */
async function sound(trx: Trx, run: RescanRunTable, result: Result): Promise<Result> {
  if (result.kind !== 'content' || result.judged !== null) return result
  const content = await findContent(trx, result.content.id)
  return content && isKnown(content, run) ? result : { kind: 'again', after: 0 }
}
