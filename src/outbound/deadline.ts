/**
 * One signal out of several, and of the time that is left. The platform's own (`AbortSignal.timeout`, `.any`) stay in
 * memory until the time has come, however early the work was done: a crawl makes thousands of them a second.
 */
export class Deadline {
  readonly #stop = new AbortController()
  readonly #signals: readonly AbortSignal[]
  readonly #timer: NodeJS.Timeout | undefined
  #hasPassed = false

  /** @param milliseconds null: as long as it takes. */
  constructor(signals: readonly AbortSignal[], milliseconds: number | null) {
    this.#signals = signals
    for (const signal of signals) {
      if (signal.aborted) this.#stop.abort(signal.reason)
      signal.addEventListener('abort', this.#follow)
    }
    if (milliseconds === null) return
    this.#timer = setTimeout(() => {
      this.#hasPassed = true
      this.#stop.abort(new DOMException('The time has run out', 'TimeoutError'))
    }, milliseconds)
    this.#timer.unref()
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** Whether the time ran out. */
  get hasPassed(): boolean {
    return this.#hasPassed
  }

  /** To be called when the work is done. */
  release(): void {
    clearTimeout(this.#timer)
    for (const signal of this.#signals) signal.removeEventListener('abort', this.#follow)
  }

  readonly #follow = (event: Event): void => {
    const { target } = event
    this.#stop.abort(target instanceof AbortSignal ? target.reason : undefined)
  }
}
