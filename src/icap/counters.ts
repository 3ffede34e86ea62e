/** How it goes, for the line `metrics` of the log. */
import type { LogEntry } from './log.ts'

/** The last so many answers tell how long answers take. */
const kept = 1000

export class Counters {
  connections = 0
  refusedConnections = 0
  atWork = 0
  options = 0
  allowed = 0
  refused = 0
  /** Requests that were no ICAP, or broke off. */
  broken = 0
  bytes = 0
  readonly #milliseconds: number[] = []

  answered(milliseconds: number): void {
    this.#milliseconds.push(milliseconds)
    if (this.#milliseconds.length > kept) this.#milliseconds.shift()
  }

  entry(): LogEntry {
    const sorted = this.#milliseconds.toSorted((a, b) => a - b)
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
    const { connections, refusedConnections, atWork, options, allowed, refused, broken, bytes } = this
    const counts = { connections, refusedConnections, atWork, options, allowed, refused, broken, bytes }
    const { rss } = process.memoryUsage()
    return { ...counts, p50Ms: at(0.5), p95Ms: at(0.95), rssMB: Math.round(rss / 2 ** 20) }
  }
}
