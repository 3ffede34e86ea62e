/**
 * Slices of rescans on PostgreSQL: a job a slot, of which there is one at a time, queued or at work. Should the worker
 * fall silent, pg-boss ends the job and somebody's `ensure` makes another one.
 */
import { fromKysely, type JobWithMetadata, type PgBoss } from 'pg-boss'
import type { Store } from '../store/open.ts'
import { keyOf, type SliceOptions, type SliceQueue, type Slot } from './slices.ts'

export const sliceQueueName = 'rescan'

/** A worker is taken for dead after this long without a sign. */
const heartbeatSeconds = 10
/** A source may take hours to list. */
const expireSeconds = 86_400
/** Nothing can be learned from a slice that is over. */
const keepSeconds = 600
const pollSeconds = 1

export interface BossSliceOptions extends SliceOptions {
  /** Started already; stopped after this. */
  readonly boss: PgBoss
  readonly store: Store
}

export class BossSlices implements SliceQueue {
  readonly #options: BossSliceOptions
  readonly #stop = new AbortController()
  readonly #running = new Set<Promise<void>>()

  constructor(options: BossSliceOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const { boss, concurrency } = this.#options
    await boss.createQueue(sliceQueueName, {
      policy: 'exclusive',
      retryLimit: 0,
      expireInSeconds: expireSeconds,
      heartbeatSeconds,
      deleteAfterSeconds: keepSeconds,
      notify: true,
    })
    for (let slot = 0; slot < concurrency; slot += 1) await this.#takeJobs()
  }

  async #takeJobs(): Promise<void> {
    const { boss } = this.#options
    const worker = await boss.work(
      sliceQueueName,
      {
        includeMetadata: true,
        batchSize: 1,
        notifyPollingIntervalSeconds: pollSeconds,
        pollingIntervalSeconds: pollSeconds,
        heartbeatRefreshSeconds: heartbeatSeconds / 4,
      },
      async ([job]: JobWithMetadata<Slot>[]) => {
        if (!job) return
        const work = this.#perform(job)
        this.#running.add(work)
        await work.finally(() => {
          this.#running.delete(work)
          boss.notifyWorker(worker)
        })
      },
    )
  }

  async #perform(job: JobWithMetadata<Slot>): Promise<void> {
    const { boss, store, perform } = this.#options
    const slot = job.data
    const seconds = await perform(slot, AbortSignal.any([job.signal, this.#stop.signal]))
    if (seconds === null) return
    // The end of this turn and the place in line for the next one: both or neither.
    await store.db.transaction().execute(async trx => {
      const db = fromKysely(trx.withoutPlugins())
      const { id, retryCount } = job
      await boss.complete(sliceQueueName, { id, retryCount }, null, { db })
      await boss.send(sliceQueueName, slot, { singletonKey: keyOf(slot), startAfter: seconds, db })
    })
  }

  async ensure(slots: readonly Slot[]): Promise<void> {
    const { boss } = this.#options
    for (const slot of slots) await boss.send(sliceQueueName, slot, { singletonKey: keyOf(slot) })
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#options.boss.offWork(sliceQueueName, { wait: false }).catch(() => {})
    await Promise.allSettled(this.#running)
  }
}
