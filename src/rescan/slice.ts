/**
 * A run shared among many processes, a slice of time at a go: takes items by lease, does them, records them, and gives
 * back what it has not begun. Whoever finds nothing left to do ends the run. Killed at any point, nothing is lost:
 * leases run out.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { wordProblem } from '../document/problem.ts'
import type { RescanItemTable, RescanRunTable } from '../store/rescan-schema.ts'
import { retried } from '../store/retried.ts'
import type { RescanContext } from './context.ts'
import { record } from './record.ts'
import { screenOne } from './screen-one.ts'
import type { Reference } from './site-source.ts'
import { pruneContents } from './state/contents.ts'
import { enlist } from './state/enlist.ts'
import { isAnyLeft, sweep } from './state/frontier.ts'
import {
  type Leaser,
  leaseItems,
  leaseListing,
  lockRun,
  mostAttempts,
  releaseLeases,
  renewLeases,
} from './state/leases.ts'
import { count, endRun } from './state/runs.ts'
import type { Step } from './step.ts'

const listedAtOnce = 500
/**
 * Steps recorded in one transaction, and how long a finished one may wait for others; milliseconds. The more workers
 * there are, the fewer steps each has finished by then: waiting 200 ms, four of them wrote three times as often as one.
 */
const recordedAtOnce = 100
const recordAfter = 1000
/** Items leased for each that can be at work: few, since all of them are suspected when the process dies. */
const leasedEach = 16
/** A look at what others do. */
const shortWait = 200
/** A database that restarts is given this long to take back what was not done; then the leases run out. */
const releaseTries = 10

export interface SliceOptions {
  readonly leaser: Leaser
  readonly context: RescanContext
  /** Items at work at once. */
  readonly slots: number
  /** How long new items are taken. */
  readonly seconds: number
  readonly signal: AbortSignal
}

/** `idle`: all that is left is in other hands, or not due yet. `ended`: nothing is left, or the run was stopped. */
export type SliceEnd = 'more' | 'idle' | 'ended'

/** Rejects when the source cannot list, or the database is lost; what was leased is given back or runs out. */
export function performSlice(options: SliceOptions): Promise<SliceEnd> {
  return new Slice(options).perform()
}

class Slice {
  readonly #leaser: Leaser
  readonly #context: RescanContext
  readonly #slots: number
  readonly #until: number
  /** Raised by the caller, when the run is stopped, or by the first thing that went wrong. */
  readonly #stop = new AbortController()
  readonly #atWork = new Set<Promise<void>>()
  #leased: RescanItemTable[] = []
  #finished: Step[] = []
  #lastRecord = performance.now()
  #listing: Promise<void> | null = null
  #failure: { readonly error: unknown } | null = null

  constructor({ leaser, context, slots, seconds, signal }: SliceOptions) {
    this.#leaser = leaser
    this.#context = context
    this.#slots = slots
    this.#until = performance.now() + seconds * 1000
    if (signal.aborted) this.#stop.abort()
    signal.addEventListener('abort', () => this.#stop.abort(), { once: true })
  }

  async perform(): Promise<SliceEnd> {
    const leaser = this.#leaser
    const beat = setInterval(() => void this.#renew(), (leaser.seconds * 1000) / 4)
    try {
      if (await leaseListing(leaser)) {
        this.#listing = this.#list()
          .catch(error => this.#fail(error))
          .finally(() => {
            this.#listing = null
          })
      }
      let end: SliceEnd | null = null
      while (end === null && !this.#stop.signal.aborted) end = await this.#advance()
      await this.#listing
      await Promise.all(this.#atWork)
      if (!this.#failure) await this.#record()
      if (this.#failure) throw this.#failure.error
      return end ?? 'more'
    } catch (error) {
      this.#stop.abort()
      await Promise.all(this.#atWork)
      throw this.#failure?.error ?? error
    } finally {
      clearInterval(beat)
      await this.#release()
    }
  }

  #fail(error: unknown): void {
    // What breaks off because it was told to has not failed.
    if (!this.#stop.signal.aborted) this.#failure = { error }
    this.#stop.abort()
  }

  /** Beats may be missed: a lease holds for several. */
  async #renew(): Promise<void> {
    const run = await renewLeases(this.#leaser).catch(() => null)
    if (run !== null && run.state !== 'running') this.#stop.abort()
  }

  async #release(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await releaseLeases(this.#leaser)
      } catch {
        if (attempt === releaseTries) return
        await sleep(500)
      }
    }
  }

  async #list(): Promise<void> {
    let batch: Reference[] = []
    for await (const reference of this.#context.source.seeds(this.#stop.signal)) {
      batch.push(reference)
      if (batch.length < listedAtOnce) continue
      await this.#enlist(batch, false)
      batch = []
    }
    if (!this.#stop.signal.aborted) await this.#enlist(batch, true)
  }

  #enlist(batch: readonly Reference[], isLast: boolean): Promise<void> {
    const { run } = this.#context
    return this.#inRun(async (trx, now) => {
      // Somebody else lists by now: this process was taken for dead.
      if (now.listOwner !== this.#leaser.owner) return this.#stop.abort()
      await count(trx, run, await enlist(trx, run, batch, null))
      if (isLast) {
        const listed = { isListed: 1, listOwner: null, listUntil: null }
        await trx.updateTable('rescanRun').set(listed).where('id', '=', run.id).execute()
      }
    })
  }

  /** One after another among all processes; a run that was stopped is not written to. */
  #inRun(work: (trx: Parameters<typeof count>[0], now: RescanRunTable) => Promise<void>): Promise<void> {
    const { store, run } = this.#leaser
    return retried(() =>
      store.db.transaction().execute(async trx => {
        const now = await lockRun(trx, run.id)
        // A pause lets what is at work come to its end.
        if (now.state === 'running' || now.state === 'paused') await work(trx, now)
        if (now.state !== 'running') this.#stop.abort()
      }),
    )
  }

  /** Keeps the slots filled. @returns null while there is something to do. */
  async #advance(): Promise<SliceEnd | null> {
    const isDue =
      this.#finished.length >= recordedAtOnce || performance.now() - this.#lastRecord >= recordAfter
    if (isDue) await this.#record()
    if (this.#atWork.size >= this.#slots) {
      await Promise.race(this.#atWork)
      return null
    }
    if (performance.now() >= this.#until) {
      // A listing cannot be taken up in its middle, so it goes on until it is done.
      if (this.#listing === null) return 'more'
      await Promise.race([this.#listing, ...this.#atWork, sleep(shortWait)])
      return null
    }
    const item = await this.#next()
    if (item) {
      const work = this.#perform(item).finally(() => this.#atWork.delete(work))
      this.#atWork.add(work)
      return null
    }
    if (this.#atWork.size > 0) {
      await Promise.race([...this.#atWork, sleep(shortWait)])
      return null
    }
    if (this.#finished.length > 0) {
      await this.#record()
      return null
    }
    if (this.#listing !== null) {
      await Promise.race([this.#listing, sleep(shortWait)])
      return null
    }
    return this.#settle()
  }

  async #next(): Promise<RescanItemTable | undefined> {
    if (this.#leased.length === 0) {
      const isAlone = this.#atWork.size === 0 && this.#finished.length === 0
      const items = await leaseItems(this.#leaser, this.#slots * leasedEach, isAlone)
      this.#leased = items.reverse()
    }
    return this.#leased.pop()
  }

  async #perform(item: RescanItemTable): Promise<void> {
    try {
      if (item.attempts > mostAttempts) this.#finished.push(this.#bury(item))
      else {
        const step = await screenOne(this.#context, item, this.#stop.signal)
        if (step) this.#finished.push(step)
      }
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Processes died over it: said, and not tried again in this run. */
  #bury(item: RescanItemTable): Step {
    const reason = {
      zh: `处理进程已异常退出 ${mostAttempts} 次`,
      en: `its worker died ${mostAttempts} times`,
    }
    const problem = wordProblem({ code: 'crashed', details: { reason }, part: null }, this.#context.language)
    return { item, result: { kind: 'failed', problem } }
  }

  async #record(): Promise<void> {
    this.#lastRecord = performance.now()
    const steps = this.#finished
    if (steps.length === 0) return
    this.#finished = []
    const { run, sealer, atWork } = this.#context
    await this.#inRun(async trx => {
      await record(trx, run, steps, sealer)
    })
    for (const { result } of steps) {
      if (result.kind === 'content' && result.judged) atWork.delete(result.content.id)
    }
  }

  /** Nothing is to be had: asks for what was not listed, or ends the run, unless others are still at it. */
  async #settle(): Promise<SliceEnd | null> {
    const { run } = this.#context
    let end: SliceEnd | null = 'idle'
    await this.#inRun(async (trx, now) => {
      if (now.isListed === 0 || (await isAnyLeft(trx, run))) return
      if (now.isSwept === 0) {
        await count(trx, run, await sweep(trx, run))
        end = null
        return
      }
      // A nightly run over a site in which nothing changed has nothing to forget.
      if (now.done > now.unchanged) await pruneContents(trx, run.siteId)
      await endRun(trx, run, 'done')
      end = 'ended'
    })
    return end
  }
}
