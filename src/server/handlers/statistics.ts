/** Numbers for the statistics page. */

import { dayOf, endOf, startOf } from '../../local-day.ts'
import type { Scope } from '../../review/lifecycle.ts'
import type { Db } from '../../store/open.ts'
import { today } from '../../today.ts'
import type { Statistics } from '../api/statistics.ts'
import type { Handlers } from '../handler.ts'
import type { Caller } from '../workflow/service.ts'
import { whereWithin } from '../workflow/visibility.ts'

const defaultDays = 90
const topRules = 500
/** Hours; a day's work is eight. */
const spreadBounds = [1, 4, 8, 24, 72, null] as const

interface Range {
  readonly db: Db
  readonly caller: Caller
  readonly scopes: readonly Scope[]
  /** First instant, and the first after the last. */
  readonly from: string
  readonly until: string
}

function submissionsIn({ db, caller, scopes, from, until }: Range) {
  return db
    .selectFrom('submission')
    .where(each => whereWithin(each, caller, scopes))
    .where('submission.created', '>=', from)
    .where('submission.created', '<', until)
}

async function verdictsOf(range: Range): Promise<Statistics['verdicts']> {
  const rows = await submissionsIn(range)
    .select(['created', 'verdict'])
    .where('verdict', 'is not', null)
    .execute()
  const counts = new Map<string, Statistics['verdicts'][number]>()
  for (const { created, verdict } of rows) {
    if (verdict === null) continue
    const day = dayOf(new Date(created))
    const entry = counts.get(`${day} ${verdict}`) ?? { day, verdict, count: 0 }
    counts.set(`${day} ${verdict}`, { ...entry, count: entry.count + 1 })
  }
  return [...counts.values()].sort((a, b) => a.day.localeCompare(b.day))
}

async function rulesOf(range: Range): Promise<Statistics['rules']> {
  const rows = await submissionsIn(range)
    .innerJoin('finding', 'finding.submissionId', 'submission.id')
    .select(['finding.rule', 'finding.title', 'finding.category', 'finding.decision'])
    .where('finding.severity', '!=', 'info')
    .execute()
  const byRule = new Map<string, Statistics['rules'][number]>()
  for (const { rule, title, category, decision } of rows) {
    const entry = byRule.get(rule) ?? { rule, title, category, findings: 0, decided: 0, falseAlarms: 0 }
    byRule.set(rule, {
      ...entry,
      findings: entry.findings + 1,
      decided: entry.decided + Number(decision !== null),
      falseAlarms: entry.falseAlarms + Number(decision === 'false-alarm'),
    })
  }
  return [...byRule.values()].sort((a, b) => b.findings - a.findings).slice(0, topRules)
}

/** From sending to the reviewer's pass or return, or an incident, as the ledger has it. */
async function reviewHoursOf(range: Range): Promise<Statistics['reviewHours']> {
  const rows = await submissionsIn(range)
    .innerJoin('ledger', 'ledger.submissionId', 'submission.id')
    .select(['ledger.submissionId', 'ledger.act', 'ledger.at'])
    .where('ledger.act', 'in', ['send', 'pass', 'return', 'open-incident'])
    .orderBy('ledger.seq')
    .execute()
  const sent = new Map<string | null, string>()
  const hours: number[] = []
  for (const { submissionId, act, at } of rows) {
    const start = sent.get(submissionId)
    if (act === 'send') sent.set(submissionId, at)
    else if (start !== undefined) {
      hours.push((Date.parse(at) - Date.parse(start)) / 3_600_000)
      sent.delete(submissionId)
    }
  }
  hours.sort((a, b) => a - b)
  const at = (share: number) => hours[Math.min(hours.length - 1, Math.floor(hours.length * share))] ?? null
  const spread = spreadBounds.map((under, index) => {
    const least = spreadBounds[index - 1] ?? 0
    return { under, count: hours.filter(each => each >= least && (under === null || each < under)).length }
  })
  return { count: hours.length, median: at(0.5), p90: at(0.9), spread }
}

async function departmentsOf(range: Range): Promise<Statistics['departments']> {
  const rows = await submissionsIn(range)
    .leftJoin('department', 'department.id', 'submission.departmentId')
    .select(['submission.departmentId', 'department.name', 'submission.state', 'submission.verdict'])
    .execute()
  const byDepartment = new Map<string | null, Statistics['departments'][number]>()
  for (const { departmentId, name, state, verdict } of rows) {
    const entry = byDepartment.get(departmentId) ?? {
      department: departmentId,
      name: name ?? '',
      submissions: 0,
      blocked: 0,
      released: 0,
      returned: 0,
      incidents: 0,
    }
    byDepartment.set(departmentId, {
      ...entry,
      submissions: entry.submissions + 1,
      blocked: entry.blocked + Number(verdict === 'block'),
      released: entry.released + Number(state === 'released'),
      returned: entry.returned + Number(state === 'returned'),
      incidents: entry.incidents + Number(state === 'incident'),
    })
  }
  return [...byDepartment.values()].sort((a, b) => b.submissions - a.submissions)
}

export const statisticsHandlers: Handlers<'statistics.'> = {
  'statistics.read': async ({ app, caller, scopes, query }) => {
    const to = query.to ?? today()
    const first = query.from ?? dayOf(new Date(Date.parse(startOf(to)) - defaultDays * 86_400_000))
    const range = { db: app.service.store.db, caller, scopes, from: startOf(first), until: endOf(to) }
    return {
      from: first,
      to,
      verdicts: await verdictsOf(range),
      rules: await rulesOf(range),
      reviewHours: await reviewHoursOf(range),
      departments: await departmentsOf(range),
    }
  },
}
