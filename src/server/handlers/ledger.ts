/** The ledger: search, proof, export. */
import { stringify } from 'csv-stringify/sync'
import type { z } from 'zod'
import { verifyLedger } from '../../ledger/verify.ts'
import { endOf, startOf } from '../../local-day.ts'
import type { ledgerRoutes } from '../api/ledger.ts'
import { ApiProblem } from '../api/problem.ts'
import type { RouteName } from '../api/routes.ts'
import type { HandlerRequest, Handlers } from '../handler.ts'
import { ledgerColumns, ledgerRow } from '../print/ledger-rows.ts'
import { ledgerWorkbook } from '../print/ledger-workbook.ts'
import { ledgerView, type TitledEntry } from '../views/ledger.ts'

type Filters = z.output<(typeof ledgerRoutes)['ledger.xlsx']['query']>

/** Rows of one export, which is made in memory. */
const mostRows = 100_000

async function select<N extends RouteName>(
  {
    app,
    caller,
    scopes,
  }: Pick<HandlerRequest<N>, 'app' | 'scopes'> & {
    caller: HandlerRequest<'ledger.list'>['caller']
  },
  filters: Filters,
  page: { before?: number | undefined; limit: number },
): Promise<TitledEntry[]> {
  let rows = app.service.store.db
    .selectFrom('ledger')
    .leftJoin('submission', 'submission.id', 'ledger.submissionId')
    .selectAll('ledger')
    .select(['submission.title', 'submission.departmentId'])
  if (!scopes.includes('all')) {
    rows = rows.where('ledger.departmentPath', 'like', `${caller.departmentPath}%`)
  }
  const { q, act, actor, submission, from, to } = filters
  if (act !== undefined && act !== '') rows = rows.where('ledger.act', 'in', act.split(','))
  if (actor !== undefined) rows = rows.where('ledger.actorId', '=', actor)
  if (submission !== undefined) rows = rows.where('ledger.submissionId', '=', submission)
  if (from !== undefined) rows = rows.where('ledger.at', '>=', startOf(from))
  if (to !== undefined) rows = rows.where('ledger.at', '<', endOf(to))
  if (q !== undefined && q !== '') {
    const like = `%${q.replaceAll(/[%_\\]/g, '')}%`
    rows = rows.where(each =>
      each.or([
        each('submission.title', 'like', like),
        each('ledger.actorName', 'like', like),
        each('ledger.reason', 'like', like),
        each('ledger.contentHash', 'like', like),
      ]),
    )
  }
  if (page.before !== undefined) rows = rows.where('ledger.seq', '<', page.before)
  return rows.orderBy('ledger.seq', 'desc').limit(page.limit).execute()
}

/** @throws {ApiProblem} `too-many-entries`: a register that silently ends early is none. */
async function selectAll(
  request: HandlerRequest<'ledger.xlsx'> | HandlerRequest<'ledger.csv'>,
): Promise<TitledEntry[]> {
  const rows = await select(request, request.query, { limit: mostRows + 1 })
  if (rows.length > mostRows) throw new ApiProblem('too-many-entries', { limit: mostRows })
  return rows
}

export const ledgerHandlers: Handlers<'ledger.'> = {
  'ledger.list': async request => {
    const { cursor, limit, ...filters } = request.query
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw new ApiProblem('invalid', { what: 'cursor' })
    const before = cursor === undefined ? undefined : Number(cursor)
    const rows = await select(request, filters, { before, limit: limit + 1 })
    const items = rows.slice(0, limit).map(ledgerView)
    const next = rows.length > limit ? String(items.at(-1)?.seq) : null
    return { items, next, total: null }
  },
  'ledger.verify': async ({ app }) => {
    const { entries, head, broken } = await verifyLedger(app.service.store.db, app.head)
    return { intact: broken === null, entries, head, broken }
  },
  'ledger.xlsx': async request => ({
    bytes: await ledgerWorkbook(await selectAll(request), request.language),
    name: request.language === 'en' ? 'ledger.xlsx' : '登记簿.xlsx',
  }),
  'ledger.csv': async request => {
    const rows = await selectAll(request)
    const table = [ledgerColumns[request.language], ...rows.map(row => ledgerRow(row, request.language))]
    // What a spreadsheet would take for a formula is only text.
    const text = stringify(table, { bom: true, escape_formulas: true })
    return {
      bytes: Buffer.from(text),
      name: request.language === 'en' ? 'ledger.csv' : '登记簿.csv',
    }
  },
}
