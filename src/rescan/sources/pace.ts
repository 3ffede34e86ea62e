/** Politeness: how many requests a host gets at once, how long apart, and when it is left alone. */
import { setTimeout as sleep } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'

export interface PaceSettings {
  /** Between the beginnings of two requests to one host. */
  readonly intervalMs: number
  /** Requests to one host at once. */
  readonly concurrency: number
}

interface Host {
  readonly limit: LimitFunction
  /** The least, on the clock of `performance.now()`, for the next request. */
  nextAt: number
  pausedUntil: number
  intervalMs: number
  /** Refusals in a row, for the back-off. */
  refusals: number
}

/** The longest that a host is left alone at a time: one that asks for more is tried once an hour. */
const longestPauseMs = 3_600_000
const firstBackOffMs = 5_000
const longestBackOffMs = 300_000

export class Pace {
  readonly #settings: PaceSettings
  readonly #hosts = new Map<string, Host>()

  constructor(settings: PaceSettings) {
    this.#settings = settings
  }

  /**
   * Runs a request when it is its turn.
   * @throws the signal's reason when it is aborted while waiting
   */
  async run<T>(host: string, signal: AbortSignal, request: () => Promise<T>): Promise<T> {
    const state = this.#host(host)
    return state.limit(async () => {
      signal.throwIfAborted()
      await this.#turn(state, signal)
      return request()
    })
  }

  /** A robots.txt may ask for more time between two requests, never for less. */
  atLeast(host: string, intervalMs: number): void {
    const state = this.#host(host)
    state.intervalMs = Math.max(state.intervalMs, intervalMs)
  }

  /**
   * The host is overloaded: nothing is asked of it for a while, each time for longer.
   * @param retryAfterMs what it asked for itself; null when it did not say
   */
  backOff(host: string, retryAfterMs: number | null): void {
    const state = this.#host(host)
    // Requests that were already out when it said so are the same refusal.
    if (state.pausedUntil <= performance.now()) state.refusals++
    const growing = Math.min(longestBackOffMs, firstBackOffMs * 2 ** (state.refusals - 1))
    const pause = Math.min(longestPauseMs, Math.max(retryAfterMs ?? growing, state.intervalMs))
    state.pausedUntil = Math.max(state.pausedUntil, performance.now() + pause)
  }

  /** The host answers again. */
  recovered(host: string): void {
    this.#host(host).refusals = 0
  }

  async #turn(host: Host, signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = performance.now()
      const at = Math.max(host.nextAt, host.pausedUntil)
      if (at <= now) {
        host.nextAt = now + host.intervalMs
        return
      }
      await sleep(Math.ceil(at - now), undefined, { signal })
    }
  }

  #host(name: string): Host {
    let host = this.#hosts.get(name)
    if (!host) {
      const { intervalMs, concurrency } = this.#settings
      host = { limit: pLimit(concurrency), nextAt: 0, pausedUntil: 0, intervalMs, refusals: 0 }
      this.#hosts.set(name, host)
    }
    return host
  }
}
