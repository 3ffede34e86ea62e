/** What the last look at a site could not fetch, or not read to its end: nobody may take it for clean. */
import { keptProblemSchema, type Language } from '../../document/problem.ts'
import { problemText } from '../../document/problem-text.ts'
import { mostAttempts } from '../../rescan/state/leases.ts'
import type { Db } from '../../store/open.ts'

export interface Unscreened {
  /** Of the item, which pages are told apart by: references may be long. */
  readonly id: string
  readonly ref: string
  readonly url: string | null
  readonly code: string
  readonly message: string
  readonly dead: boolean
}

const readingOutcomes = ['screened', 'reused', 'rematched', 'unchanged'] as const

/** Items that are still there and were not fetched, or not read to their end. */
function unscreenedItems(db: Db, siteId: string) {
  const unread = db
    .selectFrom('rescanContent')
    .select('id')
    .where('siteId', '=', siteId)
    .where('problems', 'like', '%"severity":"error"%')
  return db
    .selectFrom('rescanItem')
    .where('rescanItem.siteId', '=', siteId)
    .where('rescanItem.goneRun', 'is', null)
    .where(eb =>
      eb.or([
        eb('rescanItem.outcome', '=', 'failed'),
        eb.and([eb('rescanItem.contentId', 'in', unread), eb('rescanItem.outcome', 'in', readingOutcomes)]),
      ]),
    )
}

/** Counts them once for each run that is over: until the next one begins, nothing changes. */
export class UnscreenedCounts {
  /** Of sites. */
  readonly #counts = new Map<string, { readonly runId: string; readonly count: number }>()

  /** @param runId of the last run, which is over. */
  async of(db: Db, siteId: string, runId: string): Promise<number> {
    const known = this.#counts.get(siteId)
    if (known?.runId === runId) return known.count
    const row = await unscreenedItems(db, siteId)
      .select(each => each.fn.countAll().as('count'))
      .executeTakeFirst()
    const count = Number(row?.count ?? 0)
    this.#counts.set(siteId, { runId, count })
    return count
  }
}

/**
 * @param after the item that the page before ended with.
 * @returns up to `limit` and one more, in an order that stays.
 */
export async function unscreenedOf(
  db: Db,
  siteId: string,
  after: string | undefined,
  limit: number,
  language: Language,
): Promise<Unscreened[]> {
  let query = unscreenedItems(db, siteId)
    .leftJoin('rescanContent', 'rescanContent.id', 'rescanItem.contentId')
    .select(['rescanItem.id', 'rescanItem.ref', 'rescanItem.url', 'rescanItem.problem'])
    .select(['rescanItem.attempts', 'rescanItem.outcome', 'rescanContent.problems'])
  if (after !== undefined) query = query.where('rescanItem.id', '>', after)
  const rows = await query
    .orderBy('rescanItem.id')
    .limit(limit + 1)
    .execute()
  return rows.map(({ id, ref, url, problem, problems, outcome, attempts }) => {
    const kept = keptProblemSchema
      .array()
      .parse(problem === null ? JSON.parse(problems ?? '[]') : [JSON.parse(problem)])
    const first = kept.find(({ severity }) => severity === 'error') ?? kept[0]
    return {
      id,
      ref,
      url,
      code: first?.code ?? 'unreadable',
      message: first ? problemText(first, language) : '',
      dead: outcome === 'failed' && attempts > mostAttempts,
    }
  })
}
