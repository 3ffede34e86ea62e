/**
 * What is destroyed when its time has come: content of finished items, forgotten drafts, old sessions, keys and
 * messages, content that nothing refers to.
 */

import type { State } from '../review/lifecycle.ts'
import { alone } from '../store/alone.ts'
import { sweepBlobs } from '../vault/sweep.ts'
import { forgetSent } from './gate/retention.ts'
import { about } from './workflow/drafts.ts'
import { blobsOf, destroy } from './workflow/incidents.ts'
import { lockSubmission, type Service, system, transact } from './workflow/service.ts'
import { readSettings } from './workflow/settings.ts'

const everyHours = 1
const finished = ['released', 'withdrawn', 'revoked'] as const
const idempotencyDays = 7
/** For the delivery log and for sending again. */
const deliveryDays = 30
const batch = 100
/**
 * After which stored content that nothing refers to was left behind: a request ends within hours, and so does fetching
 * what a rescan found. Who still is slower is refused, and loses nothing unseen.
 */
const leftHours = 24

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()

/**
 * Runs now and then.
 * @param isWhole whether the database holds all that it ever held. One that was set back, by a copy of its file or a
 *   snapshot, has forgotten who refers to what came later: then nothing is swept, for it may be evidence.
 * @returns stops it; a sweep ends at its next batch.
 */
export function startRetention(service: Service, isWhole: boolean): () => Promise<void> {
  const stopping = new AbortController()
  let sweeping: Promise<unknown> = Promise.resolve()
  if (!isWhole) service.log.warn('content that nothing refers to is kept while the ledger is broken')
  const run = async () => {
    const now = new Date()
    await applyRetention(service, now)
    if (!isWhole || stopping.signal.aborted) return
    sweeping = sweepContent(service, now, stopping.signal)
    await sweeping
  }
  const timer = setInterval(
    () =>
      void alone(service.store, 'retention', run).catch(error =>
        service.log.error({ err: error }, 'retention'),
      ),
    everyHours * 3_600_000,
  )
  timer.unref()
  return async () => {
    clearInterval(timer)
    stopping.abort()
    await Promise.allSettled([sweeping])
  }
}

/** Destroys content that was left behind. @returns how many. */
export async function sweepContent(service: Service, now: Date, signal?: AbortSignal): Promise<number> {
  const before = new Date(now.getTime() - leftHours * 3_600_000)
  const blobs = await sweepBlobs(service.store.db, service.blobs.storage, before, signal)
  if (blobs > 0) service.log.info({ blobs }, 'destroyed content that nothing refers to')
  return blobs
}

/** @returns how many items lost their content and how many that nobody went on with were withdrawn. */
export async function applyRetention(
  service: Service,
  now: Date,
): Promise<{ purged: number; withdrawn: number }> {
  const { db } = service.store
  const { settings } = await readSettings(db)
  const { keepDraftsDays, keepContentDays } = settings
  let withdrawn = 0
  const withdraw = async (states: readonly State[], days: number | null) => {
    if (days !== null) withdrawn += await untilNone(() => withdrawForgotten(service, states, now, days))
  }
  await withdraw(['draft'], keepDraftsDays)
  // Nobody revised or sent them on; what is not finished would be kept for ever.
  await withdraw(['screened', 'returned'], keepContentDays)
  const purged =
    keepContentDays === null ? 0 : await untilNone(() => purgeFinished(service, now, keepContentDays))
  await db.deleteFrom('session').where('expires', '<', now.toISOString()).execute()
  await db.deleteFrom('reveal').where('until', '<', now.toISOString()).execute()
  await db.deleteFrom('idempotency').where('created', '<', daysBefore(now, idempotencyDays)).execute()
  await db
    .deleteFrom('webhookDelivery')
    .where('state', 'in', ['delivered', 'failed'])
    .where('created', '<', daysBefore(now, deliveryDays))
    .execute()
  await untilNone(() => forgetSent(service, now))
  return { purged, withdrawn }
}

/** However much became due, none of it waits for the next time. @returns how many there were. */
async function untilNone(batchOf: () => Promise<number>): Promise<number> {
  let all = 0
  for (;;) {
    const count = await batchOf()
    if (count === 0) return all
    all += count
  }
}

async function purgeFinished(service: Service, now: Date, days: number): Promise<number> {
  const due = await service.store.db
    .selectFrom('submission')
    .select('id')
    .where('state', 'in', finished)
    .where('purged', 'is', null)
    .where('since', '<', daysBefore(now, days))
    .limit(batch)
    .execute()
  for (const { id } of due) {
    await transact(service, async tx => {
      const row = await lockSubmission(service, tx.trx, id)
      if (!row || row.purged !== null) return
      await destroy(service, tx, id, await blobsOf(tx.trx, id))
      await tx.record({ ...about(row), actor: system, act: 'purge', reason: `${days} d` })
    })
  }
  return due.length
}

async function withdrawForgotten(
  service: Service,
  states: readonly State[],
  now: Date,
  days: number,
): Promise<number> {
  const due = await service.store.db
    .selectFrom('submission')
    .select('id')
    .where('state', 'in', states)
    .where('updated', '<', daysBefore(now, days))
    .limit(batch)
    .execute()
  for (const { id } of due) {
    await transact(service, async tx => {
      const row = await lockSubmission(service, tx.trx, id)
      if (!row || !states.includes(row.state)) return
      await tx.trx
        .updateTable('submission')
        .set({ state: 'withdrawn', since: tx.at, updated: tx.at, version: row.version + 1 })
        .where('id', '=', id)
        .execute()
      await tx.record({ ...about(row), actor: system, act: 'withdraw', reason: `${days} d` })
    })
  }
  return due.length
}
