/** Submissions: lists, form, versions, acts. */

import type { SelectQueryBuilder } from 'kysely'
import { endOf, startOf } from '../../local-day.ts'
import { ruleWords } from '../../packs/rule-words.ts'
import { type ActName, actNames, type State, stateSchema, waitingStates } from '../../review/lifecycle.ts'
import type { Database } from '../../store/schema.ts'
import type { RevisionTable } from '../../store/submission-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import type { RouteName } from '../api/routes.ts'
import type { Handler, HandlerRequest, Handlers } from '../handler.ts'
import { reviewForm } from '../print/review-form.ts'
import { compareRevisions } from '../views/comparison.ts'
import { fileView } from '../views/file.ts'
import { historyOf } from '../views/ledger.ts'
import { submissionView, summaryView } from '../views/submission.ts'
import { type ActRequest, act } from '../workflow/acts.ts'
import { formOf, updateForm } from '../workflow/drafts.ts'
import { findMade, type Keyed, RepeatedError } from '../workflow/idempotency.ts'
import { openSubmission } from '../workflow/open-submission.ts'
import { revealsOf } from '../workflow/reveal.ts'
import type { Service } from '../workflow/service.ts'
import { whereWithin } from '../workflow/visibility.ts'

type Submissions = SelectQueryBuilder<Database, 'submission', object>

/** Does `work` once for a key, however often and however parallel it is asked for; @returns the submission's id. */
async function once(service: Service, keyed: Keyed | null, work: () => Promise<string>): Promise<string> {
  const before = keyed ? await findMade(service, keyed) : null
  if (before) return before.submission
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RepeatedError) || !keyed) throw error
    const made = await findMade(service, keyed)
    if (!made) throw error
    return made.submission
  }
}

function actHandler(name: ActName) {
  return async (request: HandlerRequest<`submissions.${ActName}`>) => {
    const { app, caller, params, keyed, language } = request
    const body: ActRequest = request.body
    const id = await once(app.service, keyed, async () => {
      await act(app.service, caller, params.submission, name, body, keyed)
      return params.submission
    })
    return submissionView(app.service, caller, id, language)
  }
}

function statesOf(list: string): State[] {
  const result = stateSchema.array().safeParse(list.split(','))
  if (!result.success) throw new ApiProblem('invalid', { what: 'state' })
  return result.data
}

/** Lists go on after the last row shown: its sort value and id. */
function cursorOf(text: string): { value: string; id: string } {
  const [value, id] = Buffer.from(text, 'base64url').toString().split(' ')
  if (!value || !id) throw new ApiProblem('invalid', { what: 'cursor' })
  return { value, id }
}

function filtered(query: Submissions, request: HandlerRequest<'submissions.list'>): Submissions {
  const { state, verdict, department, mine, q, from, to } = request.query
  let rows = query.where(each => whereWithin(each, request.caller, request.scopes))
  if (state !== undefined && state !== '') rows = rows.where('state', 'in', statesOf(state))
  if (verdict !== undefined) rows = rows.where('verdict', '=', verdict)
  if (department !== undefined) rows = rows.where('departmentPath', 'like', `%/${department}/%`)
  if (mine) rows = rows.where('submitterId', '=', request.caller.id)
  if (from !== undefined) rows = rows.where('created', '>=', startOf(from))
  if (to !== undefined) rows = rows.where('created', '<', endOf(to))
  if (q !== undefined && q !== '') {
    const like = `%${q.toLowerCase().replaceAll(/[%_\\]/g, '')}%`
    rows = rows.where(each => each(each.fn<string>('lower', ['title']), 'like', like))
  }
  return rows
}

const listHandler: Handler<'submissions.list'> = async request => {
  const { db } = request.app.service.store
  const { sort, cursor, limit } = request.query
  const column = ({ updated: 'updated', oldest: 'since', created: 'created' } as const)[sort]
  const direction = sort === 'oldest' ? 'asc' : 'desc'
  const base: Submissions = db.selectFrom('submission')
  let rows = filtered(base, request)
  const counted = await rows.select(each => each.fn.countAll().as('count')).executeTakeFirst()
  if (cursor !== undefined) {
    const { value, id } = cursorOf(cursor)
    const beyond = direction === 'asc' ? '>' : '<'
    rows = rows.where(each =>
      each.or([each(column, beyond, value), each.and([each(column, '=', value), each('id', beyond, id)])]),
    )
  }
  const page = await rows
    .selectAll()
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute()
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  const next =
    page.length > limit && last ? Buffer.from(`${last[column]} ${last.id}`).toString('base64url') : null
  const total = Number(counted && 'count' in counted ? counted.count : 0)
  return { items: shown.map(summaryView), next, total }
}

const countsHandler: Handler<'submissions.counts'> = async ({ app, caller, scopes }) => {
  const { db } = app.service.store
  const rows = await db
    .selectFrom('submission')
    .select([
      'state',
      'submitterId',
      each => each.fn.countAll().as('count'),
      each => each.fn.min('since').as('oldest'),
    ])
    .where(each => whereWithin(each, caller, scopes))
    .groupBy(['state', 'submitterId'])
    .execute()
  const none = () => Object.fromEntries(stateSchema.options.map(state => [state, 0])) as Record<State, number>
  const states = none()
  const mine = none()
  let oldestWaiting: string | null = null
  for (const { state, submitterId, count, oldest } of rows) {
    states[state] += Number(count)
    if (submitterId === caller.id) mine[state] += Number(count)
    if (waitingStates.includes(state) && (oldestWaiting === null || oldest < oldestWaiting))
      oldestWaiting = oldest
  }
  return { states, mine, oldestWaiting }
}

async function revisionsOf(service: Service, id: string): Promise<RevisionTable[]> {
  return service.store.db
    .selectFrom('revision')
    .selectAll()
    .where('submissionId', '=', id)
    .orderBy('revision')
    .execute()
}

const revisionsHandler: Handler<'submissions.revisions'> = async ({ app, caller, item, language }) => {
  const { db } = app.service.store
  const files = await db
    .selectFrom('file')
    .selectAll()
    .where('submissionId', '=', item.id)
    .orderBy('ordinal')
    .execute()
  const reveals = await revealsOf(db, caller, item.id)
  const items = (await revisionsOf(app.service, item.id)).map(row => ({
    revision: row.revision,
    created: row.created,
    by: { id: row.actorId, name: row.actorName, kind: row.actorKind },
    verdict: row.verdict,
    contentHash: row.contentHash,
    form: formOf(row),
    files: files
      .filter(file => file.revision === row.revision)
      .map(file => fileView(file, item, reveals, language)),
  }))
  return { items }
}

export const submissionHandlers: Handlers<'submissions.'> = {
  'submissions.list': listHandler,
  'submissions.counts': countsHandler,
  'submissions.create': async ({ app, caller, body, keyed, language }) => {
    const { service } = app
    const id = await once(service, keyed, () => openSubmission(service, caller, body, keyed))
    return submissionView(service, caller, id, language)
  },
  'submissions.read': ({ app, caller, item, language }) =>
    submissionView(app.service, caller, item.id, language),
  'submissions.update': async ({ app, caller, item, body, expectedVersion, language }) => {
    await updateForm(app.service, caller, item.id, body.form, expectedVersion)
    return submissionView(app.service, caller, item.id, language)
  },
  'submissions.revisions': revisionsHandler,
  'submissions.comparison': async request => {
    const { app, item, query } = request
    const { items } = await revisionsHandler(request as unknown as HandlerRequest<'submissions.revisions'>)
    const from = items.find(each => each.revision === query.from)
    const to = items.find(each => each.revision === query.to)
    if (!from || !to) throw new ApiProblem('not-found')
    return compareRevisions(app.service.store.db, item.id, from, to)
  },
  'submissions.history': async ({ app, item }) => ({
    items: await historyOf(app.service.store.db, item.id),
  }),
  'submissions.sheet': async ({ app, item, language }) => ({
    bytes: await reviewForm(app.service.store.db, item, language, ruleWords(app.screeners.packs, language)),
    name: language === 'en' ? 'review-form.docx' : '公开审查表.docx',
  }),
  'submissions.submit': actHandler('submit'),
  'submissions.send': actHandler('send'),
  'submissions.revise': actHandler('revise'),
  'submissions.withdraw': actHandler('withdraw'),
  'submissions.pass': actHandler('pass'),
  'submissions.return': actHandler('return'),
  'submissions.approve': actHandler('approve'),
  'submissions.revoke': actHandler('revoke'),
  'submissions.report': actHandler('report'),
}

/** The routes of acts, for whoever walks over them. */
export const actRoutes = actNames.map(name => `submissions.${name}` as RouteName)
