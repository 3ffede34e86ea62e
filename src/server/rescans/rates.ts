/** How fast runs get on, by what was seen of them lately: known documents go by a hundred times faster than scans. */
const windowMilliseconds = 60_000
/** Looks closer together than this say nothing. */
const leastMilliseconds = 2000

interface Look {
  readonly at: number
  readonly done: number
}

export class Rates {
  readonly #looks = new Map<string, Look[]>()

  /**
   * Notes how far a run has come.
   * @param started when it began; what there is to go by at the first look.
   * @returns documents a minute; null: nothing can be said yet.
   */
  perMinute(runId: string, done: number, started: string, now = Date.now()): number | null {
    const looks = (this.#looks.get(runId) ?? []).filter(({ at }) => now - at <= windowMilliseconds)
    if (now - (looks.at(-1)?.at ?? 0) >= leastMilliseconds) looks.push({ at: now, done })
    this.#looks.set(runId, looks)
    const first = looks[0]
    if (first && now - first.at >= leastMilliseconds) return ((done - first.done) / (now - first.at)) * 60_000
    const milliseconds = now - Date.parse(started)
    return milliseconds < leastMilliseconds ? null : (done / milliseconds) * 60_000
  }

  /** It is over, or stands still. */
  forget(runId: string): void {
    this.#looks.delete(runId)
  }
}
