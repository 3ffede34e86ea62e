/**
 * The queue on PostgreSQL, by pg-boss: any number of processes on any number of machines take jobs; one that falls
 * silent loses its job to another; what fails again and again becomes a dead letter.
 */

import { fromKysely, type JobWithMetadata, PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Trx } from '../store/open.ts'
import { sliceQueueName } from './boss-slices.ts'
import type { Claim, DeadLetter, Job, NewJob, Queue, QueueOptions, QueueStatus } from './queue.ts'

const name = 'screening'
const deadName = 'screening-dead'

/** A worker is taken for dead after this long without a sign; its job goes to another. */
const heartbeatSeconds = 15
/** Longer than any document may take, whatever limits a worker was started with. */
const expireSeconds = 3600
const retries = 2
const retryDelay = 5
const keepSeconds = 7 * 86_400
/** Dead letters shown at most. */
const mostDead = 100
const pollSeconds = 2

/** Its types leave out what the answer to a command holds. */
const responseSchema = z.object({ affected: z.number() })

/** The states are named so that the index of pg-boss serves; what failed before is not yet waiting. */
const countSql = `
  select count(*) filter (where state <> 'active')::int as queued,
    count(*) filter (where state = 'active')::int as running,
    min(created_on) filter (where state <> 'active' and start_after <= now()) as oldest
  from pgboss.job where name = $1 and state in ('created', 'retry', 'active')`
const countSchema = z.object({ queued: z.number(), running: z.number(), oldest: z.date().nullable() })

export interface BossQueueOptions extends QueueOptions {
  readonly url: string
  /** Of this process, for people: `serve`, `worker`. */
  readonly name: string
  /** A job whose every attempt failed: must end what waits for it. */
  readonly bury: (job: Job, reason: string) => Promise<void>
}

export class BossQueue implements Queue {
  readonly #options: BossQueueOptions
  readonly #boss: PgBoss
  readonly #stop = new AbortController()
  readonly #running = new Set<Promise<unknown>>()
  #started = false

  constructor(options: BossQueueOptions) {
    this.#options = options
    this.#boss = new PgBoss({
      connectionString: options.url,
      application_name: `baoshen ${options.name}`,
      max: 4,
      connectionTimeoutMillis: 5000,
      instanceName: options.name,
      instanceHeartbeatSeconds: 10,
      persistQueueStats: true,
      // How often silent workers are looked for.
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 30,
      useListenNotify: true,
    })
    this.#boss.on('error', options.onError)
  }

  get concurrency(): number {
    return this.#options.concurrency
  }

  /** For other queues in the same database; started and stopped here. */
  get boss(): PgBoss {
    return this.#boss
  }

  async start(): Promise<void> {
    const { concurrency } = this.#options
    await this.#boss.start()
    await this.#boss.createQueue(deadName, {
      retryLimit: 20,
      retryDelay: 30,
      deleteAfterSeconds: keepSeconds,
    })
    await this.#boss.createQueue(name, {
      deadLetter: deadName,
      retryLimit: retries,
      retryDelay,
      retryBackoff: true,
      expireInSeconds: expireSeconds,
      heartbeatSeconds,
      deleteAfterSeconds: keepSeconds,
      notify: true,
    })
    this.#started = true
    if (concurrency === 0) return
    // One worker each: pg-boss wakes a worker, not one of its loops.
    for (let slot = 0; slot < concurrency; slot += 1) await this.#takeJobs()
    await this.#boss.work(
      deadName,
      { includeMetadata: true, batchSize: 1, pollingIntervalSeconds: 5 },
      async ([letter]: JobWithMetadata<Job>[]) => {
        if (letter) await this.#track(this.#options.bury(letter.data, 'crashed'))
      },
    )
  }

  async #takeJobs(): Promise<void> {
    const worker = await this.#boss.work(
      name,
      {
        includeMetadata: true,
        batchSize: 1,
        // Woken by the database and by each job that ends; looks now and then all the same, for retries.
        notifyPollingIntervalSeconds: pollSeconds,
        pollingIntervalSeconds: pollSeconds,
        heartbeatRefreshSeconds: heartbeatSeconds / 3,
      },
      async ([job]: JobWithMetadata<Job>[]) => {
        if (job) await this.#track(this.#perform(job)).finally(() => this.#boss.notifyWorker(worker))
      },
    )
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work)
    try {
      return await work
    } finally {
      this.#running.delete(work)
    }
  }

  async #perform(job: JobWithMetadata<Job>): Promise<void> {
    const claim: Claim = {
      ...job.data,
      attempt: job.retryCount + 1,
      signal: AbortSignal.any([job.signal, this.#stop.signal]),
      finish: async trx => {
        // Only this attempt: a worker that was taken for dead does not end what another one is at.
        const { id, retryCount } = job
        const answer = await this.#boss.complete(name, { id, retryCount }, null, { db: databaseOf(trx) })
        return responseSchema.parse(answer).affected === 1
      },
    }
    if (!(await this.#options.perform(claim))) throw new Error('given up')
  }

  async add(trx: Trx, jobs: readonly NewJob[]): Promise<void> {
    const rows = jobs.map(({ submissionId, fileId, priority }) => ({
      // A job that is there already is not added again.
      id: fileId,
      data: { submissionId, fileId },
      // pg-boss takes the highest first.
      priority: -priority,
    }))
    await this.#boss.insert(name, rows, { db: databaseOf(trx) })
  }

  async remove(trx: Trx, fileIds: readonly string[]): Promise<void> {
    if (fileIds.length > 0) await this.#boss.cancel(name, [...fileIds], { db: databaseOf(trx) })
  }

  wake(): void {
    // Workers hear of new jobs from the database.
  }

  async status(): Promise<QueueStatus> {
    const { queued, running, oldest } = await this.#count()
    const [stats] = await this.#boss.getQueueStats(name, { limit: 1 })
    const instances = await this.#boss.getInstances({ limit: 100 })
    const { completedDelta = null, deltaSeconds = null } = stats ?? {}
    // One that died is nobody's concern once it has been started again.
    const isReplaced = ({ name: instance, host, live }: (typeof instances)[number]) =>
      !live && instances.some(other => other.live && other.name === instance && other.host === host)
    return {
      queued,
      running,
      oldest: oldest?.toISOString() ?? null,
      perMinute: completedDelta === null || !deltaSeconds ? null : (completedDelta / deltaSeconds) * 60,
      workers: instances
        .filter(each => each.stoppedOn === null && !isReplaced(each))
        .map(({ name: instance, host, pid, startedOn, heartbeatOn, live, workers }) => {
          const own = workers.filter(worker => worker.queue === name)
          return {
            name: instance ?? '',
            host,
            pid,
            started: startedOn.toISOString(),
            lastSeen: heartbeatOn.toISOString(),
            live,
            concurrency: own.reduce((sum, worker) => sum + worker.localConcurrency, 0),
            running: own.reduce((sum, worker) => sum + worker.active, 0),
            rescanning: workers
              .filter(worker => worker.queue === sliceQueueName)
              .reduce((sum, worker) => sum + worker.active, 0),
          }
        }),
      dead: await this.#dead(),
    }
  }

  /** As of now: the figures of pg-boss itself are those of its last look, up to half a minute ago. */
  async #count(): Promise<z.infer<typeof countSchema>> {
    const { rows } = await this.#boss.getDb().executeSql(countSql, [name])
    return countSchema.parse(rows[0])
  }

  async #dead(): Promise<DeadLetter[]> {
    const letters = await this.#boss.findJobs<Job>(deadName, { limit: mostDead })
    return letters.map(({ data, createdOn, sourceRetryCount }) => ({
      ...data,
      at: createdOn.toISOString(),
      attempts: (sourceRetryCount ?? retries) + 1,
      reason: 'crashed',
    }))
  }

  async stop(drainSeconds = 0): Promise<void> {
    if (!this.#started) return
    const timer = setTimeout(() => this.#stop.abort(), drainSeconds * 1000)
    for (const queue of [name, deadName]) await this.#boss.offWork(queue, { wait: false }).catch(() => {})
    await Promise.allSettled(this.#running)
    clearTimeout(timer)
    await this.#boss.stop({ graceful: true, timeout: 5000 })
  }
}

/** pg-boss in our transaction; without the plugin that renames columns. */
const databaseOf = (trx: Trx) => fromKysely(trx.withoutPlugins())
