/** What the last look at a site could not fetch, or not read to its end: nobody may take it for clean. */
import { type Problem, problemSchema } from '../../document/problem.ts'
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

/**
 * @param after the item that the page before ended with.
 * @returns up to `limit` and one more, in an order that stays.
 */
export async function unscreenedOf(
  db: Db,
  siteId: string,
  after: string | undefined,
  limit: number,
): Promise<Unscreened[]> {
  const unread = db
    .selectFrom('rescanContent')
    .select('id')
    .where('siteId', '=', siteId)
    .where('problems', 'like', '%"severity":"error"%')
  let query = db
    .selectFrom('rescanItem')
    .leftJoin('rescanContent', 'rescanContent.id', 'rescanItem.contentId')
    .select([
      'rescanItem.id',
      'rescanItem.ref',
      'rescanItem.url',
      'rescanItem.problem',
      'rescanItem.attempts',
    ])
    .select(['rescanItem.outcome', 'rescanContent.problems'])
    .where('rescanItem.siteId', '=', siteId)
    .where('rescanItem.goneRun', 'is', null)
    .where(eb =>
      eb.or([
        eb('rescanItem.outcome', '=', 'failed'),
        eb.and([
          eb('rescanItem.contentId', 'in', unread),
          eb('rescanItem.outcome', 'in', ['screened', 'reused', 'rematched', 'unchanged']),
        ]),
      ]),
    )
  if (after !== undefined) query = query.where('rescanItem.id', '>', after)
  const rows = await query
    .orderBy('rescanItem.id')
    .limit(limit + 1)
    .execute()
  return rows.map(({ id, ref, url, problem, problems, outcome, attempts }) => {
    const kept: Problem[] = problemSchema
      .array()
      .parse(problem === null ? JSON.parse(problems ?? '[]') : [JSON.parse(problem)])
    const first = kept.find(({ severity }) => severity === 'error') ?? kept[0]
    return {
      id,
      ref,
      url,
      code: first?.code ?? 'unreadable',
      message: first?.message ?? '',
      dead: outcome === 'failed' && attempts > mostAttempts,
    }
  })
}
