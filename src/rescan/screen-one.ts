/**
 * Does one item of a run: fetches it, and judges it unless it is known. Writes nothing: what it returns is recorded
 * by whoever called it, with the frontier (record.ts).
 */
import type { RawProblem } from '../document/problem.ts'
import { wordProblem } from '../document/problem.ts'
import type { RescanContentTable, RescanItemTable } from '../store/rescan-schema.ts'
import type { RescanContext } from './context.ts'
import { fetchItem } from './fetch-item.ts'
import { judgeContent } from './judge-content.ts'
import { rematch } from './rematch.ts'
import { canTryAgain, tryAgain } from './retries.ts'
import type { Fetched, Previous, Reference } from './site-source.ts'
import { findContent, isKnown } from './state/contents.ts'
import { judgedBy } from './state/runs.ts'
import type { Judged, Result, Step } from './step.ts'

/** @returns null when it was given up at `signal`. Rejects only for what is wrong with this program or machine. */
export async function screenOne(
  context: RescanContext,
  item: RescanItemTable,
  signal: AbortSignal,
): Promise<Step | null> {
  const result = await resultOf(context, item, signal)
  return result === null || signal.aborted ? null : { item, result }
}

async function resultOf(
  context: RescanContext,
  item: RescanItemTable,
  signal: AbortSignal,
): Promise<Result | null> {
  const { run, source, onSourceFailure } = context
  const isJudged = item.judged === judgedBy(run) && run.isFull === 0
  const known = isJudged ? undefined : await judgedOtherwise(context, item)
  if (item.listed !== null && item.listed === item.validator && item.goneRun === null) {
    const result = isJudged
      ? ({ kind: 'unchanged', validator: null } as const)
      : await byOtherRules(context, item, known, item.validator, signal)
    if (result) return result
  }
  const { ref: id, url, listed: validator, depth, kind, nth } = item
  const reference: Reference = { id, url, validator, depth, kind, nth }
  // An answer that nothing has changed is of use only when it can then be judged.
  const isEnough = isJudged || (known !== undefined && (isKnown(known, run) || known.reading !== null))
  const previous: Previous | null =
    isEnough && item.sha256 !== null ? { validator: item.validator, sha256: item.sha256 } : null
  const fetched = await fetchItem(source, reference, previous, signal, onSourceFailure)
  if (fetched === null) return null
  if (fetched.kind !== 'unchanged') return fromFetched(context, item, fetched, signal)
  if (isJudged) return { kind: 'unchanged', validator: fetched.validator }
  const proved = fetched.validator ?? item.validator
  const result = await byOtherRules(context, item, known, proved, signal)
  if (result || signal.aborted) return result
  const anew = await fetchItem(source, reference, null, signal, onSourceFailure)
  return anew && fromFetched(context, item, anew, signal)
}

/** What an item's content was found to be by other rules, or in a run that reads everything again. */
async function judgedOtherwise(
  { db, run }: RescanContext,
  item: RescanItemTable,
): Promise<RescanContentTable | undefined> {
  if (item.contentId === null || run.isFull === 1) return undefined
  return findContent(db, item.contentId)
}

/** Judges what is proved to be as it was; null when that takes its bytes. */
async function byOtherRules(
  context: RescanContext,
  item: RescanItemTable,
  known: RescanContentTable | undefined,
  validator: string | null,
  signal: AbortSignal,
): Promise<Result | null> {
  // By these rules its name may be evidence, which tells it from others with its bytes.
  const name = item.name ?? ''
  if (!known || context.contentIds.idOf(known.sha256, name) !== known.id) return null
  const isThere = isKnown(known, context.run)
  let judged: Judged | null = null
  if (!isThere) {
    judged = await rematch(context, known, name, signal)
    if (!judged) return null
  }
  const content = {
    id: known.id,
    sha256: known.sha256,
    name,
    title: item.title,
    validator,
    isLost: isThere && known.isLost === 1,
  }
  return { kind: 'content', how: isThere ? 'reused' : 'rematched', content, judged, found: [], bytes: 0 }
}

async function fromFetched(
  context: RescanContext,
  item: RescanItemTable,
  fetched: Fetched,
  signal: AbortSignal,
): Promise<Result | null> {
  const failed = (problem: RawProblem): Result => ({
    kind: 'failed',
    problem: wordProblem(problem, context.language),
  })
  if (signal.aborted) return null
  switch (fetched.kind) {
    case 'content':
      return judgeContent(context, item, fetched, signal)
    case 'gone':
      return { kind: 'gone' }
    case 'skipped':
      return { kind: 'skipped', why: fetched.why, found: fetched.found }
    case 'problem':
      return fetched.retry && canTryAgain(item) ? tryAgain(item, 'server') : failed(fetched.problem)
    case 'unchanged':
      // Against the contract of a source; the document was not read, so that must be said.
      return failed({ code: 'unreadable', details: { reason: 'not modified' }, part: null })
  }
}
