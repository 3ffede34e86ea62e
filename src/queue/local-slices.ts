/** Slices of rescans in the only process there is. */
import { keyOf, type SliceOptions, type SliceQueue, type Slot } from './slices.ts'

export class LocalSlices implements SliceQueue {
  readonly #options: SliceOptions
  readonly #stop = new AbortController()
  readonly #line: Slot[] = []
  /** In line, at work, or waiting for their time. */
  readonly #known = new Set<string>()
  readonly #running = new Set<Promise<void>>()
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(options: SliceOptions) {
    this.#options = options
  }

  get running(): number {
    return this.#running.size
  }

  async start(): Promise<void> {
    // Slots come by `ensure`.
  }

  async ensure(slots: readonly Slot[]): Promise<void> {
    for (const slot of slots) {
      if (this.#known.has(keyOf(slot))) continue
      this.#known.add(keyOf(slot))
      this.#line.push(slot)
    }
    this.#fill()
  }

  #fill(): void {
    while (this.#running.size < this.#options.concurrency && !this.#stop.signal.aborted) {
      const slot = this.#line.shift()
      if (!slot) return
      const work = this.#perform(slot).finally(() => {
        this.#running.delete(work)
        this.#fill()
      })
      this.#running.add(work)
    }
  }

  async #perform(slot: Slot): Promise<void> {
    const seconds = await this.#options.perform(slot, this.#stop.signal).catch(error => {
      this.#options.onError(error)
      return null
    })
    if (seconds === null || this.#stop.signal.aborted) this.#known.delete(keyOf(slot))
    else if (seconds === 0) this.#line.push(slot)
    else {
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        this.#line.push(slot)
        this.#fill()
      }, seconds * 1000)
      this.#timers.add(timer)
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    for (const timer of this.#timers) clearTimeout(timer)
    await Promise.all(this.#running)
  }
}
