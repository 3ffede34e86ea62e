/** Sees to it, in every process that screens, that each slot of each run that is under way has its turn. */
import type { SliceQueue, Slot } from '../../queue/slices.ts'
import type { Store } from '../../store/open.ts'
import { slotsOf } from './site-source.ts'

/** A slot whose process died is missed for so long at most. */
const everyMilliseconds = 3000

export class Crew {
  readonly #store: Store
  readonly #slices: SliceQueue
  readonly #onError: (error: unknown) => void
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | null = null
  #isClosed = false

  constructor(store: Store, slices: SliceQueue, onError: (error: unknown) => void) {
    this.#store = store
    this.#slices = slices
    this.#onError = onError
  }

  async start(): Promise<void> {
    await this.#slices.start()
    this.#timer = setInterval(() => this.wake(), everyMilliseconds)
    this.wake()
  }

  /** Runs may have begun. */
  wake(): void {
    if (this.#isClosed) return
    this.#looking ??= this.#look()
      .catch(this.#onError)
      .finally(() => {
        this.#looking = null
      })
  }

  async #look(): Promise<void> {
    const rows = await this.#store.db
      .selectFrom('rescanRun')
      .innerJoin('site', 'site.id', 'rescanRun.siteId')
      .select(['rescanRun.id', 'site.source', 'site.settings', 'site.concurrency'])
      .where('rescanRun.state', '=', 'running')
      .orderBy('rescanRun.started')
      .execute()
    const lines = rows.map(({ id, ...site }) => ({ runId: id, slots: slotsOf(site) }))
    // The first slot of every site stands before the second of any.
    const most = Math.max(0, ...lines.map(({ slots }) => slots))
    const slots: Slot[] = []
    for (let slot = 0; slot < most; slot += 1) {
      for (const line of lines) if (slot < line.slots) slots.push({ runId: line.runId, slot })
    }
    await this.#slices.ensure(slots)
  }

  async stop(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await this.#looking
    await this.#slices.stop()
  }
}
