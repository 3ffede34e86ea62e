/**
 * Screenings waiting in the database, worked off in this process. A job is leased: when its process dies, the lease
 * runs out and another one, or the same after its restart, does it again. Nothing is done twice: a result only counts
 * while its lease holds.
 */
import { randomUUID } from 'node:crypto'
import type { Store } from '../store/open.ts'
import type { JobTable } from '../store/schema.ts'

const leaseSeconds = 30
const heartbeatSeconds = 8

export interface QueueOptions {
  readonly store: Store
  /** Jobs at work at once. */
  readonly concurrency: number
  /** Does one job; must not reject for what the document is. Resolves `false` when it was given up at `signal`. */
  readonly perform: (job: JobTable, owner: string, signal: AbortSignal) => Promise<boolean>
  readonly onError: (error: unknown) => void
}

export class JobQueue {
  readonly #options: QueueOptions
  readonly #running = new Map<string, Promise<void>>()
  readonly #stop = new AbortController()
  readonly #timers: NodeJS.Timeout[] = []
  #claiming: Promise<void> | null = null
  #again = false
  /** Names this process among those that share the database. */
  readonly owner = randomUUID()

  constructor(options: QueueOptions) {
    this.#options = options
  }

  get concurrency(): number {
    return this.#options.concurrency
  }

  /** Starts working. With SQLite no other process works on the same data: what was running is taken up at once. */
  async start(): Promise<void> {
    const { store } = this.#options
    if (store.kind === 'sqlite') await requeue(store, null)
    const beat = () => void this.#beat().catch(this.#options.onError)
    this.#timers.push(setInterval(beat, heartbeatSeconds * 1000))
    this.wake()
  }

  /** New jobs may be there. */
  wake(): void {
    if (this.#stop.signal.aborted) return
    this.#again = true
    this.#claiming ??= this.#claimAll().finally(() => {
      this.#claiming = null
      if (this.#again) this.wake()
    })
  }

  async #claimAll(): Promise<void> {
    try {
      while (this.#again && !this.#stop.signal.aborted) {
        this.#again = false
        while (this.#running.size < this.#options.concurrency && !this.#stop.signal.aborted) {
          const job = await claim(this.#options.store, this.owner)
          if (!job) break
          this.#run(job)
        }
      }
    } catch (error) {
      // The heartbeat tries again.
      this.#again = false
      this.#options.onError(error)
    }
  }

  #run(job: JobTable): void {
    const work = this.#options
      .perform(job, this.owner, this.#stop.signal)
      .then(async done => {
        if (!done) await giveBack(this.#options.store, job, this.owner)
      })
      .catch(this.#options.onError)
      .finally(() => {
        this.#running.delete(job.id)
        this.wake()
      })
    this.#running.set(job.id, work)
  }

  async #beat(): Promise<void> {
    const { store } = this.#options
    const ids = [...this.#running.keys()]
    if (ids.length > 0) {
      await store.db
        .updateTable('job')
        .set({ leaseUntil: leaseEnd() })
        .where('id', 'in', ids)
        .where('owner', '=', this.owner)
        .execute()
    }
    await requeue(store, new Date().toISOString())
    this.wake()
  }

  /** Gives up what is running, for others or for the next start; resolves when nothing is at work. */
  async stop(): Promise<void> {
    this.#stop.abort()
    for (const timer of this.#timers) clearInterval(timer)
    await this.#claiming
    await Promise.all(this.#running.values())
  }
}

const leaseEnd = () => new Date(Date.now() + leaseSeconds * 1000).toISOString()

async function claim(store: Store, owner: string): Promise<JobTable | undefined> {
  return store.db.transaction().execute(async trx => {
    const next = trx
      .selectFrom('job')
      .selectAll()
      .where('state', '=', 'queued')
      .orderBy('priority')
      .orderBy('created')
      .orderBy('id')
      .limit(1)
    const job = await (store.kind === 'postgres' ? next.forUpdate().skipLocked() : next).executeTakeFirst()
    if (!job) return undefined
    const taken = { state: 'running', owner, leaseUntil: leaseEnd(), attempts: job.attempts + 1 } as const
    await trx.updateTable('job').set(taken).where('id', '=', job.id).execute()
    await trx.updateTable('file').set({ state: 'running' }).where('id', '=', job.fileId).execute()
    return { ...job, ...taken }
  })
}

/** A job that was interrupted, and is no worse for it. */
async function giveBack(store: Store, job: JobTable, owner: string): Promise<void> {
  await store.db
    .updateTable('job')
    .set({ state: 'queued', owner: null, leaseUntil: null, attempts: job.attempts - 1 })
    .where('id', '=', job.id)
    .where('owner', '=', owner)
    .where('state', '=', 'running')
    .execute()
}

/** Puts running jobs back into the queue: those whose lease ended before `now`, or all of them. */
async function requeue(store: Store, now: string | null): Promise<void> {
  const running = store.db
    .updateTable('job')
    .set({ state: 'queued', owner: null, leaseUntil: null })
    .where('state', '=', 'running')
  await (now === null ? running : running.where('leaseUntil', '<', now)).execute()
}
