/**
 * The queue beside SQLite: jobs wait in the database and are worked off in this process, the only one that has it.
 * What was running when the process died is taken up again at its next start.
 */
import { hostname } from 'node:os'
import type { Db, Trx } from '../store/open.ts'
import type { JobTable } from '../store/schema.ts'
import type { Claim, NewJob, Queue, QueueOptions, QueueStatus } from './queue.ts'

const throughputMinutes = 10
/** Until a job whose result could not be written is taken up again; doubled each time. */
const retryMilliseconds = 2000
const longestRetryMilliseconds = 300_000

export class SqliteQueue implements Queue {
  readonly #db: Db
  readonly #options: QueueOptions
  readonly #rescanning: () => number
  readonly #running = new Map<string, Promise<void>>()
  readonly #stop = new AbortController()
  readonly #started = new Date().toISOString()
  readonly #timers = new Set<NodeJS.Timeout>()
  /** Milliseconds at which jobs ended, of the last minutes. */
  #ends: number[] = []
  #claiming: Promise<void> | null = null
  #again = false
  #closed = false

  /** @param rescanning how many slices of rescans are at work in this process. */
  constructor(db: Db, options: QueueOptions, rescanning: () => number = () => 0) {
    this.#rescanning = rescanning
    this.#db = db
    this.#options = options
  }

  get concurrency(): number {
    return this.#options.concurrency
  }

  async add(trx: Trx, jobs: readonly NewJob[]): Promise<void> {
    const created = new Date().toISOString()
    for (const { submissionId, fileId, priority } of jobs) {
      const job: JobTable = {
        id: fileId,
        submissionId,
        fileId,
        state: 'queued',
        priority,
        attempts: 0,
        created,
      }
      await trx.insertInto('job').values(job).execute()
    }
  }

  async remove(trx: Trx, fileIds: readonly string[]): Promise<void> {
    if (fileIds.length > 0) await trx.deleteFrom('job').where('id', 'in', fileIds).execute()
  }

  async start(): Promise<void> {
    await this.#db.updateTable('job').set({ state: 'queued' }).where('state', '=', 'running').execute()
    this.wake()
  }

  wake(): void {
    if (this.#closed) return
    this.#again = true
    this.#claiming ??= this.#claimAll().finally(() => {
      this.#claiming = null
      if (this.#again) this.wake()
    })
  }

  async #claimAll(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false
        while (this.#running.size < this.#options.concurrency && !this.#closed) {
          const job = await this.#claim()
          if (!job) break
          this.#run(job)
        }
      }
    } catch (error) {
      this.#again = false
      this.#options.onError(error)
    }
  }

  #claim(): Promise<JobTable | undefined> {
    return this.#db.transaction().execute(async trx => {
      const job = await trx
        .selectFrom('job')
        .selectAll()
        .where('state', '=', 'queued')
        .orderBy('priority')
        .orderBy('created')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      if (!job) return undefined
      const taken = { state: 'running', attempts: job.attempts + 1 } as const
      await trx.updateTable('job').set(taken).where('id', '=', job.id).execute()
      return { ...job, ...taken }
    })
  }

  #run(job: JobTable): void {
    const claim: Claim = {
      submissionId: job.submissionId,
      fileId: job.fileId,
      attempt: job.attempts,
      signal: this.#stop.signal,
      finish: async trx => {
        const done = await trx
          .deleteFrom('job')
          .where('id', '=', job.id)
          .where('state', '=', 'running')
          .executeTakeFirst()
        return done.numDeletedRows === 1n
      },
    }
    const work = this.#options
      .perform(claim)
      .then(async done => {
        if (done) this.#ends.push(Date.now())
        else await this.#giveBack(job)
      })
      .catch(error => {
        this.#options.onError(error)
        this.#tryLater(job)
      })
      .finally(() => {
        this.#running.delete(job.id)
        this.wake()
      })
    this.#running.set(job.id, work)
  }

  /** The disk may be full, the database busy: nobody is to wait for the next start. */
  #tryLater(job: JobTable): void {
    if (this.#closed) return
    const milliseconds = Math.min(longestRetryMilliseconds, retryMilliseconds * 2 ** (job.attempts - 1))
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#db
        .updateTable('job')
        .set({ state: 'queued' })
        .where('id', '=', job.id)
        .where('state', '=', 'running')
        .execute()
        .then(() => this.wake())
        .catch(error => {
          this.#options.onError(error)
          this.#tryLater(job)
        })
    }, milliseconds)
    this.#timers.add(timer)
  }

  /** A job that was interrupted, and is no worse for it. */
  async #giveBack(job: JobTable): Promise<void> {
    await this.#db
      .updateTable('job')
      .set({ state: 'queued', attempts: job.attempts - 1 })
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .execute()
  }

  async status(): Promise<QueueStatus> {
    const rows = await this.#db
      .selectFrom('job')
      .select(['state', each => each.fn.countAll().as('count'), each => each.fn.min('created').as('oldest')])
      .groupBy('state')
      .execute()
    const countOf = (state: string) => Number(rows.find(row => row.state === state)?.count ?? 0)
    const since = Date.now() - throughputMinutes * 60_000
    this.#ends = this.#ends.filter(end => end >= since)
    return {
      queued: countOf('queued'),
      running: countOf('running'),
      oldest: rows.find(row => row.state === 'queued')?.oldest ?? null,
      perMinute: this.#ends.length / throughputMinutes,
      workers: [
        {
          name: 'serve',
          host: hostname(),
          pid: process.pid,
          started: this.#started,
          lastSeen: new Date().toISOString(),
          live: true,
          concurrency: this.concurrency,
          running: this.#running.size,
          rescanning: this.#rescanning(),
        },
      ],
      dead: [],
    }
  }

  async stop(drainSeconds = 0): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#claiming
    const drained = Promise.all(this.#running.values())
    const timer = setTimeout(() => this.#stop.abort(), drainSeconds * 1000)
    await drained
    clearTimeout(timer)
  }
}
