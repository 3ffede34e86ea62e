/** Everything the service consists of while it runs, opened in order and closed in reverse. */
import path from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { LedgerHead } from '../ledger/head.ts'
import { catchUp } from '../ledger/verify.ts'
import { type AllowList, internetOnly } from '../outbound/allow.ts'
import { type Outside, openOutside } from '../outbound/fetch-outside.ts'
import type { Versions } from '../rescan/state/runs.ts'
import type { ScreenerOptions } from '../screener.ts'
import { StoreError } from '../store/error.ts'
import { openStore, type Store } from '../store/open.ts'
import { type BlobStorage, FolderStorage } from '../vault/blob-storage.ts'
import { Blobs } from '../vault/blobs.ts'
import { DatabaseStorage } from '../vault/database-storage.ts'
import { keysFolder, openKeys } from '../vault/keys.ts'
import { Sender } from '../webhooks/sender.ts'
import { lockData } from './data-lock.ts'
import { Gate } from './gate/gate.ts'
import { Lane } from './gate/lane.ts'
import { TicketKeys } from './gate/ticket-keys.ts'
import { Desk } from './rescans/desk.ts'
import { Rates } from './rescans/rates.ts'
import { Reports } from './rescans/reports.ts'
import { UnscreenedCounts } from './rescans/unscreened.ts'
import { startRetention } from './retention.ts'
import type { Screeners } from './screeners.ts'
import { declareService, hasOtherService, isDeclared } from './service-screening.ts'
import { queueUnfinished } from './unfinished.ts'
import { openWork } from './work.ts'
import { type Service, transact } from './workflow/service.ts'

export interface AppOptions {
  /** Data folder: keys, encrypted content, SQLite. */
  readonly folder: string
  /** PostgreSQL; SQLite in the data folder when absent. */
  readonly databaseUrl?: string | undefined
  readonly screener: ScreenerOptions
  /** Where browsers reach the service; links in messages begin with it. */
  readonly publicUrl?: string | undefined
  /** Targets of webhooks and hosts of rescanned sites besides the internet. */
  readonly allowTargets?: AllowList | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What the handlers of sites need besides the database. */
export interface Rescans {
  /** Rules and reader that a run begins with. */
  readonly versions: () => Versions
  readonly rates: Rates
  readonly unscreened: UnscreenedCounts
  readonly reports: Reports
  readonly env: AppOptions['env']
  /** Runs are under way. */
  readonly wake: () => void
  /** Something may be due. */
  readonly look: () => void
}

export interface App {
  readonly service: Service
  readonly screeners: Screeners
  /** Where the ledger ends, signed, outside the database. */
  readonly head: LedgerHead
  readonly gate: Gate
  readonly allowTargets: AllowList
  readonly sender: Sender
  readonly rescans: Rescans
  /** Whether the ledger was unbroken at start, as far as it was looked at. */
  readonly ledgerIntact: boolean
  close(): Promise<void>
}

/** With PostgreSQL content lies there too, where workers on other machines reach it. */
function blobStorage(store: Store, folder: string): BlobStorage {
  return store.kind === 'postgres' ? new DatabaseStorage(store.db) : new FolderStorage(folder)
}

function openSender(service: Service, outside: Outside): Sender {
  const { store, keys, log } = service
  return new Sender({
    store,
    outside,
    key: keys.content,
    change: work => transact(service, work),
    onDisabled: (webhook, reason) => log.warn({ webhook, reason }, 'webhook switched off'),
    onError: error => log.error({ err: error }, 'webhooks'),
  })
}

/**
 * @throws {StoreError} when the data folder is in use, its schema is newer or its keys are not those of its content;
 * {PackError} when a pack is not valid.
 */
export async function openApp(options: AppOptions, log: FastifyBaseLogger): Promise<App> {
  const { folder, databaseUrl } = options
  const unlock = databaseUrl === undefined ? lockData(folder) : () => {}
  const store = await openStore({ folder, url: databaseUrl }).catch(error => {
    unlock()
    throw error
  })
  const closing: (() => Promise<void> | void)[] = [unlock, () => store.close()]
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each()
  }
  try {
    const keys = openKeys(folder, options.env)
    const head = new LedgerHead(folder, keys.ledger)
    const blobs = new Blobs(blobStorage(store, folder), keys)
    // With other keys every document that waits would be an error, and what comes would be lost with the right ones.
    if (!(await blobs.areOurs(store.db))) throw new StoreError('other-keys', path.join(folder, keysFolder))
    const allowTargets = options.allowTargets ?? internetOnly
    const work = await openWork({
      store,
      databaseUrl,
      blobs,
      head,
      screener: options.screener,
      name: 'serve',
      contentKey: keys.content,
      env: options.env,
      allowTargets,
      log,
    })
    closing.push(() => work.close())
    const ledgerIntact = (await catchUp(store.db, head)) !== null
    if (!ledgerIntact) log.error('the ledger is broken: run `baoshen ledger verify`')
    const { screeners, places, runner } = work
    const versions = () => ({ ruleset: screeners.ruleset, reader: runner.reader })
    if ((await hasOtherService(store)) && !(await isDeclared(store.db, versions(), allowTargets))) {
      log.error('another service on this database has other rules, OCR, version or targets: start both alike')
    }
    await declareService(store.db, versions(), allowTargets)
    await work.start()
    const outside = openOutside({ allow: allowTargets })
    closing.push(() => outside.close())
    let sender: Sender | undefined
    const service: Service = {
      ...work.service,
      keys,
      ticketKeys: new TicketKeys(store, folder),
      publicUrl: options.publicUrl ?? null,
      wakeWebhooks: () => sender?.wake(),
    }
    sender = openSender(service, outside)
    await sender.start()
    closing.push(() => sender?.stop())
    await queueUnfinished(service)
    service.queue.wake()
    closing.push(startRetention(service, ledgerIntact))
    await service.ticketKeys.open()
    const desk = new Desk({ service, runner, versions, wake: () => work.crew.wake() })
    desk.start()
    closing.push(() => desk.stop())
    const gate = new Gate({
      service,
      texts: new Lane({
        screen: (source, run) => screeners.screenText(source, run),
        most: 1000,
        mostBytes: 64 * 2 ** 20,
        seconds: 8,
      }),
      files: new Lane({
        screen: (source, run) => places.first(() => screeners.screen(source, run)),
        most: 400,
        mostBytes: 512 * 2 ** 20,
        seconds: 600,
      }),
      ruleset: () => screeners.ruleset,
      packs: () => screeners.packs,
    })
    const rescans: Rescans = {
      versions,
      rates: new Rates(),
      unscreened: new UnscreenedCounts(),
      reports: new Reports(service, runner.sealer, screeners),
      env: options.env,
      wake: () => work.crew.wake(),
      look: () => desk.look(),
    }
    return { service, rescans, screeners, head, gate, allowTargets, sender, ledgerIntact, close }
  } catch (error) {
    await close()
    throw error
  }
}
