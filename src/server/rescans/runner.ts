/** Gives a slot of a run its turn in this process. */
import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { AllowList } from '../../outbound/allow.ts'
import type { Places } from '../../queue/places.ts'
import type { Slot } from '../../queue/slices.ts'
import { ContentIds } from '../../rescan/content-id.ts'
import type { RescanContext } from '../../rescan/context.ts'
import { readerVersion } from '../../rescan/reader-version.ts'
import { performSlice } from '../../rescan/slice.ts'
import { SourceError } from '../../rescan/sources/source-name.ts'
import { Sealer } from '../../rescan/state/sealed.ts'
import type { Store } from '../../store/open.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import type { Screeners } from '../screeners.ts'
import { hasTargetsOfService } from '../service-screening.ts'
import { OpenSources } from './open-sources.ts'

/** How long a slot works before it stands at the end of the line again. */
const sliceSeconds = 10
/** A process that says nothing for so long is taken for dead. */
const leaseSeconds = 15
/** Documents of a slice at work at once: one is fetched while the other is screened. */
const documentsAtOnce = 2
/** Seconds until the next turn when all that is left is in other hands, and after something went wrong. */
const idleSeconds = 1
const againSeconds = 5

/** The rules in force are not those that the run began with: it is about to be begun anew. */
class OtherRules extends Error {
  override readonly name = 'OtherRules'
}

export interface RunnerOptions {
  readonly store: Store
  readonly screeners: Screeners
  readonly places: Places
  /** 32 bytes. */
  readonly contentKey: Buffer
  readonly env: Readonly<Record<string, string | undefined>>
  /** Hosts that may be fetched from besides the internet. */
  readonly allowTargets: AllowList
  readonly log: FastifyBaseLogger
}

export class Runner {
  readonly #options: RunnerOptions
  readonly #sources: OpenSources
  readonly #sealer: Sealer
  readonly #reader: string
  /** Runs that this process cannot take part in. */
  readonly #warned = new Set<string>()
  /** Compiled rules, for the last site and rule set. */
  #contentIds: { readonly key: string; readonly ids: ContentIds } | null = null

  private constructor(options: RunnerOptions, reader: string) {
    this.#options = options
    this.#reader = reader
    this.#sealer = new Sealer(options.contentKey)
    const { env, screeners, allowTargets } = options
    this.#sources = new OpenSources({ env, limits: screeners.options.limits, allow: allowTargets })
  }

  static async open(options: RunnerOptions): Promise<Runner> {
    return new Runner(options, await readerVersion(options.screeners.options))
  }

  /** What decides over what is read, with what this process was started with. */
  get reader(): string {
    return this.#reader
  }

  get sources(): OpenSources {
    return this.#sources
  }

  get sealer(): Sealer {
    return this.#sealer
  }

  /** @returns seconds until the next turn; null when the run needs none. */
  async perform({ runId, slot }: Slot, signal: AbortSignal): Promise<number | null> {
    const { log } = this.#options
    try {
      const found = await this.#find(runId)
      if (found === null || found.run.state !== 'running') return null
      if (!(await this.#fits(found.run))) return againSeconds
      const end = await this.#slice(found.run, found.site, signal)
      if (slot === 0) await this.#note(runId, null)
      return end === 'ended' ? null : end === 'idle' ? idleSeconds : 0
    } catch (error) {
      if (error instanceof OtherRules || signal.aborted) return againSeconds
      log.warn({ err: error, run: runId }, 'rescan')
      const words =
        error instanceof SourceError
          ? error.words
          : {
              zh: '处理时出错，将自动重试；详见服务日志。',
              en: 'Something went wrong; it is tried again. See the log.',
            }
      await this.#note(runId, words).catch(() => {})
      return againSeconds
    }
  }

  async #find(runId: string): Promise<{ run: RescanRunTable; site: SiteTable } | null> {
    const { db } = this.#options.store
    const run = await db.selectFrom('rescanRun').selectAll().where('id', '=', runId).executeTakeFirst()
    if (!run) return null
    const site = await db.selectFrom('site').selectAll().where('id', '=', run.siteId).executeTakeFirst()
    return site ? { run, site } : null
  }

  /** A process with other rules, another reader or other targets would find something else: it leaves the run to others. */
  async #fits(run: RescanRunTable): Promise<boolean> {
    const { store, screeners, allowTargets } = this.#options
    if (run.reader !== this.#reader) {
      this.#warn(run, 'this process reads otherwise (--ocr, --ocr-models, version) than the rescan began')
      return false
    }
    if (!(await hasTargetsOfService(store.db, allowTargets))) {
      this.#warn(run, 'this process may fetch from other hosts (--allow-targets) than the service')
      return false
    }
    return run.ruleset === screeners.ruleset
  }

  #warn(run: RescanRunTable, why: string): void {
    if (this.#warned.has(run.id)) return
    this.#warned.add(run.id)
    this.#options.log.warn({ run: run.id }, why)
  }

  #slice(run: RescanRunTable, site: SiteTable, signal: AbortSignal) {
    const { store, log } = this.#options
    return this.#sources.borrow(site, source => {
      const context: RescanContext = {
        db: store.db,
        run,
        source,
        screener: async () => this.#screenerFor(run),
        contentIds: this.#idsOf(run),
        sealer: this.#sealer,
        keepsText: site.keepsText === 1,
        language: 'both',
        atWork: new Map(),
        onSourceFailure: failure => log.warn({ run: run.id, failure }, 'a source broke over an item'),
      }
      return performSlice({
        leaser: { store, run, owner: randomUUID(), seconds: leaseSeconds },
        context,
        slots: documentsAtOnce,
        seconds: sliceSeconds,
        signal,
      })
    })
  }

  #idsOf(run: RescanRunTable): ContentIds {
    const key = `${run.siteId} ${run.ruleset}`
    if (this.#contentIds?.key !== key) {
      this.#contentIds = { key, ids: new ContentIds(run.siteId, this.#options.screeners.packs) }
    }
    return this.#contentIds.ids
  }

  /** Behind everything that somebody waits for, and by the rules of the run or not at all. */
  #screenerFor(run: RescanRunTable): Awaited<ReturnType<RescanContext['screener']>> {
    const { screeners, places } = this.#options
    const byRules = <T>(work: () => Promise<T>, signal: AbortSignal | undefined) =>
      places.last(async () => {
        if (screeners.ruleset !== run.ruleset) throw new OtherRules()
        return work()
      }, signal)
    return {
      screen: (source, options) => byRules(() => screeners.screen(source, { ...options }), options?.signal),
      judge: (read, options) => byRules(() => screeners.judge(read, options), options?.signal),
    }
  }

  /** Tells people why it does not get on; null: it does. */
  async #note(runId: string, words: { zh: string; en: string } | null): Promise<void> {
    await this.#options.store.db
      .updateTable('siteRun')
      .set({ problem: words === null ? null : JSON.stringify(words) })
      .where('runId', '=', runId)
      .where('problem', words === null ? 'is not' : 'is', null)
      .execute()
  }

  close(): Promise<void> {
    return this.#sources.close()
  }
}
