/** What screens: the same in the service and in a worker on another machine. */
import type { FastifyBaseLogger } from 'fastify'
import { BossQueue } from '../queue/boss-queue.ts'
import type { Queue, QueueOptions } from '../queue/queue.ts'
import { SqliteQueue } from '../queue/sqlite-queue.ts'
import type { ScreenerOptions } from '../screener.ts'
import type { Store } from '../store/open.ts'
import type { Blobs } from '../vault/blobs.ts'
import { Relay } from './relay.ts'
import { openScreeners, type Screeners } from './screeners.ts'
import { Events } from './workflow/events.ts'
import { buryJob, Progress, screenJob } from './workflow/screen-job.ts'
import type { WorkService } from './workflow/service.ts'

export interface WorkOptions {
  readonly store: Store
  readonly databaseUrl: string | undefined
  readonly blobs: Blobs
  readonly head: WorkService['head']
  readonly screener: ScreenerOptions
  /** Of this process, for the page of workers. */
  readonly name: string
  readonly log: FastifyBaseLogger
}

export interface Work {
  readonly service: WorkService
  readonly screeners: Screeners
  /** Takes up what waits. */
  start(): Promise<void>
  /** @param drainSeconds how long what is at work may go on. */
  close(drainSeconds?: number): Promise<void>
}

export function activePacks(store: Store) {
  return store.db.selectFrom('ownPack').selectAll().where('state', '=', 'active').orderBy('id').execute()
}

/** @throws {PackError} when a pack is not valid. */
export async function openWork(options: WorkOptions): Promise<Work> {
  const { store, databaseUrl, log } = options
  const screeners = await openScreeners(options.screener, await activePacks(store))
  const progress = new Progress()
  const events = new Events()
  const reload = async () => screeners.reload(await activePacks(store))
  const onPacks = () => void reload().catch(error => log.error({ err: error }, 'packs'))
  const relay = databaseUrl === undefined ? null : new Relay(databaseUrl, events, onPacks, log)
  const queueOptions: QueueOptions = {
    concurrency: options.screener.concurrency ?? 1,
    perform: claim => screenJob(service, screeners, progress, claim),
    onError: error => log.error({ err: error }, 'screening queue'),
  }
  const queue: Queue =
    databaseUrl === undefined
      ? new SqliteQueue(store.db, queueOptions)
      : new BossQueue({
          ...queueOptions,
          url: databaseUrl,
          name: options.name,
          bury: job => buryJob(service, job, screeners.ruleset),
        })
  const service: WorkService = {
    store,
    blobs: options.blobs,
    head: options.head,
    events,
    log,
    queue,
    packsChanged: () => relay?.packsChanged(),
    partsDone: fileId => progress.partsDone(fileId),
  }
  return {
    service,
    screeners,
    async start() {
      await relay?.start()
      await queue.start()
    },
    async close(drainSeconds) {
      await queue.stop(drainSeconds)
      await relay?.close()
      await screeners.close()
    },
  }
}
