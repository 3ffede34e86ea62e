import pLimit, { type LimitFunction } from 'p-limit'
import type { MachineTurns } from './machine-turns.ts'

/**
 * Places at the child processes of this process: screenings that somebody waits for take the next free one before any
 * document of a rescan does.
 */
export class Places {
  #free: number
  readonly #first: (() => void)[] = []
  readonly #last: (() => void)[] = []

  readonly #turns: MachineTurns | null
  /** No more turns are asked for than there are places. */
  readonly #lastAtOnce: LimitFunction

  /**
   * @param count documents at work at once.
   * @param turns of other processes on this machine that screen what nobody waits for; null: there are none
   */
  constructor(count: number, turns: MachineTurns | null = null) {
    this.#free = count
    this.#turns = turns
    this.#lastAtOnce = pLimit(count)
  }

  /** For what somebody waits for: uploads, the gate. */
  first<T>(work: () => Promise<T>): Promise<T> {
    return this.#run(this.#first, work)
  }

  /** For what nobody waits for. @param signal given up: `work` is to find out without waiting for others. */
  last<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const inPlace = () => this.#run(this.#last, work)
    return this.#lastAtOnce(() => this.#turns?.run(inPlace, signal) ?? inPlace())
  }

  async #run<T>(line: (() => void)[], work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>(resolve => line.push(resolve))
    try {
      return await work()
    } finally {
      // Handed over, so that nobody comes in between.
      const next = this.#first.shift() ?? this.#last.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
