/** What screens: the same in the service and in a worker on another machine. */
import type { FastifyBaseLogger } from 'fastify'
import type { AllowList } from '../outbound/allow.ts'
import { BossQueue } from '../queue/boss-queue.ts'
import { BossSlices } from '../queue/boss-slices.ts'
import { LocalSlices } from '../queue/local-slices.ts'
import { MachineTurns } from '../queue/machine-turns.ts'
import { Places } from '../queue/places.ts'
import type { Queue, QueueOptions } from '../queue/queue.ts'
import type { SliceOptions, SliceQueue } from '../queue/slices.ts'
import { SqliteQueue } from '../queue/sqlite-queue.ts'
import type { ScreenerOptions } from '../screener.ts'
import type { Store } from '../store/open.ts'
import type { Blobs } from '../vault/blobs.ts'
import { Relay } from './relay.ts'
import { Crew } from './rescans/crew.ts'
import { Runner } from './rescans/runner.ts'
import { openScreeners, type Screeners } from './screeners.ts'
import { screensAsService } from './service-screening.ts'
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
  /** Seals what a rescan keeps of the words it has read; 32 bytes. */
  readonly contentKey: Buffer
  /** Where folders and secrets of rescanned sites are named. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Hosts of rescanned sites besides the internet. */
  readonly allowTargets: AllowList
  /** Of a worker: called when it turns out to screen otherwise than the service; it does no job from then on. */
  readonly onUnfit?: () => void
}

export interface Work {
  readonly service: WorkService
  readonly screeners: Screeners
  /** Of the child processes, which screenings share with rescans. */
  readonly places: Places
  readonly runner: Runner
  readonly crew: Crew
  /** Whether this process screens as the service does. */
  isFit(): Promise<boolean>
  /** Takes up what waits. */
  start(): Promise<void>
  /** @param drainSeconds how long what is at work may go on. */
  close(drainSeconds?: number): Promise<void>
}

export function activePacks(store: Store) {
  return store.db.selectFrom('ownPack').selectAll().where('state', '=', 'active').orderBy('id').execute()
}

/** What is kept is read by people of both languages. */
const keptLanguage = 'both'

/** A pack never changes under its id. */
function sameIds(packs: readonly { readonly id: string }[], ids: readonly string[]): boolean {
  const known = new Set(ids)
  return packs.length === known.size && packs.every(({ id }) => known.has(id))
}

/** @throws {PackError} when a pack is not valid. */
export async function openWork(options: WorkOptions): Promise<Work> {
  const { store, databaseUrl, log } = options
  const screeners = await openScreeners(
    { ...options.screener, language: keptLanguage },
    await activePacks(store),
  )
  const progress = new Progress()
  const events = new Events()
  const reload = async () => {
    const own = await activePacks(store)
    if (sameIds(own, screeners.own)) return
    await screeners.reload(own)
  }
  const lookAtPacks = () => screeners.changes(reload).catch(error => log.error({ err: error }, 'packs'))
  const onPacks = () => void lookAtPacks()
  const relay = databaseUrl === undefined ? null : new Relay(databaseUrl, events, onPacks, log)
  const concurrency = options.screener.concurrency ?? 1
  const places = new Places(concurrency, databaseUrl === undefined ? null : new MachineTurns())
  const { contentKey, env, allowTargets } = options
  const runner = await Runner.open({ store, screeners, places, contentKey, env, allowTargets, log })
  /** A worker that has not heard of a change of packs yet looks for itself before it gives up. */
  const isFit = async (): Promise<boolean> => {
    const { onUnfit } = options
    const fits = () => screensAsService(store.db, { ruleset: screeners.ruleset, reader: runner.reader })
    if (!onUnfit || (await fits())) return true
    await lookAtPacks()
    if (await fits()) return true
    onUnfit()
    return false
  }
  const sliceOptions: SliceOptions = {
    concurrency,
    perform: (slot, signal) => runner.perform(slot, signal),
    onError: error => log.error({ err: error }, 'rescan queue'),
  }
  const queueOptions: QueueOptions = {
    concurrency,
    perform: async claim => {
      if (!(await isFit())) return false
      return places.first(() => screenJob(service, screeners, progress, claim))
    },
    onError: error => log.error({ err: error }, 'screening queue'),
  }
  const { queue, slices } = openQueues()
  function openQueues(): { queue: Queue; slices: SliceQueue } {
    if (databaseUrl === undefined) {
      const slices = new LocalSlices(sliceOptions)
      return { queue: new SqliteQueue(store.db, queueOptions, () => slices.running), slices }
    }
    const queue = new BossQueue({
      ...queueOptions,
      url: databaseUrl,
      name: options.name,
      bury: job => buryJob(service, job, screeners.ruleset),
    })
    return { queue, slices: new BossSlices({ ...sliceOptions, boss: queue.boss, store }) }
  }
  const crew = new Crew(store, slices, sliceOptions.onError)
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
    places,
    runner,
    crew,
    isFit,
    async start() {
      await relay?.start()
      await queue.start()
      await crew.start()
    },
    async close(drainSeconds) {
      await crew.stop()
      await queue.stop(drainSeconds)
      await runner.close()
      await relay?.close()
      await screeners.close()
    },
  }
}
