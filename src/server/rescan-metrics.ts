/** Metrics of rescans: counts only, and who works on them. */
import { Gauge, type Registry } from 'prom-client'
import type { Queue } from '../queue/queue.ts'
import { mostAttempts } from '../rescan/state/leases.ts'
import type { Counter } from '../rescan/state/runs.ts'
import type { Db } from '../store/open.ts'
import { runStates } from './api/sites.ts'

/** What becomes of documents. */
const outcomes = [
  'screened',
  'reused',
  'rematched',
  'unchanged',
  'gone',
  'skipped',
  'failed',
] as const satisfies readonly Counter[]

export function registerRescanMetrics(registry: Registry, db: Db, queue: Queue): void {
  const runs = new Gauge({
    name: 'baoshen_rescan_runs',
    help: 'Rescans of all sites, by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const rows = await db
        .selectFrom('rescanRun')
        .select(['state', each => each.fn.countAll().as('count')])
        .groupBy('state')
        .execute()
      for (const state of runStates) {
        runs.set({ state }, Number(rows.find(row => row.state === state)?.count ?? 0))
      }
    },
  })
  // A gauge: a site that is deleted takes its runs along.
  const documents = new Gauge({
    name: 'baoshen_rescan_documents',
    help: 'Documents that rescans are done with, by outcome, over all runs',
    labelNames: ['outcome'],
    registers: [registry],
    async collect() {
      const sums = await db
        .selectFrom('rescanRun')
        .select(each => outcomes.map(outcome => each.fn.sum(outcome).as(outcome)))
        .executeTakeFirst()
      for (const outcome of outcomes) documents.set({ outcome }, Number(sums?.[outcome] ?? 0))
    },
  })
  const dead = new Gauge({
    name: 'baoshen_rescan_dead',
    help: 'Documents that took down their worker each time they were tried',
    registers: [registry],
    async collect() {
      const failing = db.selectFrom('rescanRun').select('siteId').where('failed', '>', 0)
      const row = await db
        .selectFrom('rescanItem')
        .select(each => each.fn.countAll().as('count'))
        .where('siteId', 'in', failing)
        .where('outcome', '=', 'failed')
        .where('attempts', '>', mostAttempts)
        .executeTakeFirst()
      dead.set(Number(row?.count ?? 0))
    },
  })
  const workers = new Gauge({
    name: 'baoshen_workers',
    help: 'Processes that screen, the service among them, by whether they have been heard of',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const all = (await queue.status()).workers
      const live = all.filter(worker => worker.live).length
      workers.set({ state: 'live' }, live)
      workers.set({ state: 'silent' }, all.length - live)
    },
  })
}
