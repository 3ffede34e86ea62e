/**
 * A run in this process: lists, does item after item, records them in batches, and ends with what is known and was
 * not met. Killed at any point, the next call goes on where the last transaction ended.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../store/open.ts'
import type { RescanItemTable, RescanRunTable } from '../store/rescan-schema.ts'
import type { RescanContext } from './context.ts'
import type { Pace } from './pace.ts'
import { record } from './record.ts'
import { screenOne } from './screen-one.ts'
import type { Reference } from './site-source.ts'
import { pruneContents } from './state/contents.ts'
import { enlist } from './state/enlist.ts'
import { claim, isAnyRunning, nextDue, sweep } from './state/frontier.ts'
import { type Counter, type Counts, count, endRun } from './state/runs.ts'
import type { Step } from './step.ts'

/** Items taken from the frontier, and references put into it, in one transaction. */
const claimedAtOnce = 256
const listedAtOnce = 500
/** Steps recorded in one transaction, and how long a finished one may wait for others. */
const recordedAtOnce = 256
const recordAfter = 100
/** A look at what other processes do, and at stopped clocks. */
const longestWait = 1000

export interface EngineOptions {
  readonly store: Store
  readonly context: RescanContext
  readonly pace: Pace
  readonly signal: AbortSignal
  /** Called after each batch with the counts of the run. */
  readonly onProgress?: ((run: RescanRunTable) => void) | undefined
}

/** @returns the run as it ended, or as far as it came when `signal` was raised. Rejects when the source cannot list. */
export async function performRun(options: EngineOptions): Promise<RescanRunTable> {
  return new Engine(options).perform()
}

class Engine {
  readonly #store: Store
  readonly #context: RescanContext
  readonly #pace: Pace
  readonly #onProgress: (run: RescanRunTable) => void
  /** Raised by the caller, or by the first thing that went wrong. */
  readonly #stop: AbortController
  #run: RescanRunTable
  #claimed: RescanItemTable[] = []
  #finished: Step[] = []
  #isListing = true
  #recording: Promise<void> = Promise.resolve()
  #lastRecord = 0
  #failure: { readonly error: unknown } | null = null
  readonly #atWork = new Set<Promise<void>>()

  constructor({ store, context, pace, signal, onProgress }: EngineOptions) {
    this.#store = store
    this.#context = context
    this.#pace = pace
    this.#onProgress = onProgress ?? (() => {})
    this.#run = context.run
    this.#stop = new AbortController()
    if (signal.aborted) this.#stop.abort()
    signal.addEventListener('abort', () => this.#stop.abort(), { once: true })
  }

  async perform(): Promise<RescanRunTable> {
    const listing = this.#list().catch(error => this.#fail(error))
    try {
      while (!this.#stop.signal.aborted && (await this.#advance()));
    } catch (error) {
      this.#fail(error)
    }
    await Promise.all(this.#atWork)
    await listing
    // What was finished before the stop is not done again.
    if (!this.#failure) await this.#recordAll()
    if (this.#failure) throw this.#failure.error
    if (!this.#stop.signal.aborted) await this.#end()
    return this.#run
  }

  #fail(error: unknown): void {
    // What breaks off because it was told to has not failed.
    if (!this.#stop.signal.aborted) this.#failure = { error }
    this.#stop.abort()
  }

  /** Puts all that the source lists into the frontier, while the first of it is being done. */
  async #list(): Promise<void> {
    if (this.#run.isListed === 0) {
      let batch: Reference[] = []
      for await (const reference of this.#context.source.seeds(this.#stop.signal)) {
        batch.push(reference)
        if (batch.length < listedAtOnce) continue
        await this.#enlist(batch, false)
        batch = []
      }
      if (this.#stop.signal.aborted) return
      await this.#enlist(batch, true)
    }
    this.#isListing = false
  }

  async #enlist(batch: readonly Reference[], isLast: boolean): Promise<void> {
    const counts = await this.#store.db.transaction().execute(async trx => {
      const enlisted = await enlist(trx, this.#run, batch, null)
      await count(trx, this.#run, enlisted)
      if (isLast)
        await trx.updateTable('rescanRun').set({ isListed: 1 }).where('id', '=', this.#run.id).execute()
      return enlisted
    })
    this.#grow(counts)
  }

  /** Keeps the slots filled. @returns false when nothing is left to do. */
  async #advance(): Promise<boolean> {
    await this.#recordIfDue()
    if (this.#atWork.size >= this.#pace.slots) {
      await Promise.race(this.#atWork)
      return true
    }
    const item = await this.#next()
    if (item) {
      const work = this.#perform(item).finally(() => this.#atWork.delete(work))
      this.#atWork.add(work)
      return true
    }
    // What is at work may put more into the frontier, and so may what is not recorded yet.
    if (this.#finished.length > 0) {
      await this.#recordAll()
      return true
    }
    if (this.#atWork.size > 0) {
      await Promise.race(this.#atWork)
      return true
    }
    return this.#waitOrSweep()
  }

  async #next(): Promise<RescanItemTable | undefined> {
    if (this.#claimed.length === 0) {
      this.#claimed = (await claim(this.#store, this.#run, claimedAtOnce)).reverse()
    }
    return this.#claimed.pop()
  }

  async #perform(item: RescanItemTable): Promise<void> {
    const startedAt = performance.now()
    try {
      const step = await screenOne(this.#context, item, this.#stop.signal)
      if (step) this.#finished.push(step)
      await this.#pace.rest(performance.now() - startedAt, this.#stop.signal)
    } catch (error) {
      this.#fail(error)
    }
  }

  async #recordIfDue(): Promise<void> {
    const isDue =
      this.#finished.length >= recordedAtOnce || performance.now() - this.#lastRecord >= recordAfter
    if (isDue && this.#finished.length > 0) await this.#recordAll()
  }

  /** One batch after another: a step may refer to what the one before it has written. */
  #recordAll(): Promise<void> {
    this.#recording = this.#recording.then(async () => {
      const steps = this.#finished
      if (steps.length === 0) return
      this.#finished = []
      const { run, sealer, atWork } = this.#context
      const counts = await this.#store.db.transaction().execute(trx => record(trx, run, steps, sealer))
      for (const { result } of steps) {
        if (result.kind === 'content' && result.judged) atWork.delete(result.content.id)
      }
      this.#lastRecord = performance.now()
      this.#grow(counts)
    })
    return this.#recording
  }

  #grow(counts: Counts): void {
    const grown = Object.entries(counts).map(([name, value]) => [
      name,
      this.#run[name as Counter] + (value ?? 0),
    ])
    this.#run = { ...this.#run, ...Object.fromEntries(grown) }
    this.#onProgress(this.#run)
  }

  /** @returns false when the run is at its end. */
  async #waitOrSweep(): Promise<boolean> {
    const due = await nextDue(this.#store, this.#run)
    if (due || this.#isListing || (await isAnyRunning(this.#store, this.#run))) {
      const milliseconds = due ? Math.max(1, due.getTime() - Date.now()) : 10
      await sleep(Math.min(milliseconds, longestWait), undefined, { signal: this.#stop.signal }).catch(
        () => {},
      )
      return true
    }
    if (this.#run.isSwept === 1) return false
    const counts = await this.#store.db.transaction().execute(async trx => {
      const swept = await sweep(trx, this.#run)
      await count(trx, this.#run, swept)
      return swept
    })
    this.#run = { ...this.#run, isSwept: 1 }
    this.#grow(counts)
    return true
  }

  async #end(): Promise<void> {
    const { done, unchanged } = this.#run
    await this.#store.db.transaction().execute(async trx => {
      // A nightly run over a site in which nothing changed has nothing to forget.
      if (done > unchanged) await pruneContents(trx, this.#run.siteId)
      await endRun(trx, this.#run, 'done')
    })
    this.#run = await this.#store.db
      .selectFrom('rescanRun')
      .selectAll()
      .where('id', '=', this.#run.id)
      .executeTakeFirstOrThrow()
  }
}
