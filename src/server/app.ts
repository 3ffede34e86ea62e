/** Everything the service consists of while it runs, opened in order and closed in reverse. */
import type { FastifyBaseLogger } from 'fastify'
import { LedgerHead } from '../ledger/head.ts'
import { catchUp } from '../ledger/verify.ts'
import { JobQueue } from '../queue/job-queue.ts'
import type { ScreenerOptions } from '../screener.ts'
import { openStore, type Store } from '../store/open.ts'
import { Blobs } from '../vault/blobs.ts'
import { openKeys } from '../vault/keys.ts'
import { lockData } from './data-lock.ts'
import { Gate } from './gate/gate.ts'
import { Lane } from './gate/lane.ts'
import { TicketKeys } from './gate/ticket-keys.ts'
import { startRetention } from './retention.ts'
import { openScreeners, type Screeners } from './screeners.ts'
import { Events } from './workflow/events.ts'
import { Progress, screenJob } from './workflow/screen-job.ts'
import type { Service } from './workflow/service.ts'

export interface AppOptions {
  /** Data folder: keys, encrypted content, SQLite. */
  readonly folder: string
  /** PostgreSQL; SQLite in the data folder when absent. */
  readonly databaseUrl?: string | undefined
  readonly screener: ScreenerOptions
  readonly env: Readonly<Record<string, string | undefined>>
}

export interface App {
  readonly service: Service
  readonly screeners: Screeners
  readonly queue: JobQueue
  readonly gate: Gate
  readonly ticketKeys: TicketKeys
  /** Whether the ledger was unbroken at start, as far as it was looked at. */
  readonly ledgerIntact: boolean
  close(): Promise<void>
}

export function activePacks(store: Store) {
  return store.db.selectFrom('ownPack').selectAll().where('state', '=', 'active').orderBy('id').execute()
}

/**
 * @throws {StoreError} when the data folder is in use or its schema is newer; {PackError} when a pack is not valid.
 */
export async function openApp(options: AppOptions, log: FastifyBaseLogger): Promise<App> {
  const { folder, databaseUrl: url } = options
  const unlock = url === undefined ? lockData(folder) : () => {}
  const store = await openStore({ folder, url }).catch(error => {
    unlock()
    throw error
  })
  const keys = openKeys(folder, options.env)
  const head = new LedgerHead(folder, keys.ledger)
  const progress = new Progress()
  let queue: JobQueue | undefined
  const service: Service = {
    store,
    keys,
    blobs: new Blobs(folder, keys),
    head,
    events: new Events(),
    log,
    wakeQueue: () => queue?.wake(),
    partsDone: fileId => progress.partsDone(fileId),
  }
  const screeners = await openScreeners(options.screener, await activePacks(store)).catch(async error => {
    await store.close()
    unlock()
    throw error
  })
  queue = new JobQueue({
    store,
    concurrency: options.screener.concurrency ?? 1,
    perform: (job, owner, signal) => screenJob(service, screeners, progress, job, owner, signal),
    onError: error => log.error({ err: error }, 'screening queue'),
  })
  const ledgerIntact = (await catchUp(store.db, head)) !== null
  if (!ledgerIntact) log.error('the ledger is broken: run `baoshen ledger verify`')
  await queue.start()
  const stopRetention = startRetention(service)
  const ticketKeys = new TicketKeys(store, keys)
  await ticketKeys.publish()
  const gate = new Gate({
    service,
    ticketKeys,
    texts: new Lane({
      screen: (source, run) => screeners.screenText(source, run),
      most: 1000,
      mostBytes: 64 * 2 ** 20,
      seconds: 8,
    }),
    files: new Lane({
      screen: (source, run) => screeners.screen(source, run),
      most: 400,
      mostBytes: 512 * 2 ** 20,
      seconds: 600,
    }),
    ruleset: () => screeners.ruleset,
  })
  return {
    service,
    screeners,
    queue,
    gate,
    ticketKeys,
    ledgerIntact,
    async close() {
      stopRetention()
      await queue.stop()
      await screeners.close()
      await store.close()
      unlock()
    },
  }
}
