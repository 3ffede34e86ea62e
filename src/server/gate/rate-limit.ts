/** Questions of a portal a minute: who asks more is refused until the minute is over. */
import { ApiProblem } from '../api/problem.ts'

/** For portals without a limit of their own: a hundred a second. */
const byDefault = 6000
const windowMilliseconds = 60_000

export class RateLimit {
  readonly #asked = new Map<string, { began: number; count: number }>()

  /** Counts a question. @throws {ApiProblem} `too-many-requests`. */
  count(portal: string, most: number | null): void {
    const now = Date.now()
    let window = this.#asked.get(portal)
    if (!window || now - window.began >= windowMilliseconds) {
      window = { began: now, count: 0 }
      this.#asked.set(portal, window)
    }
    window.count += 1
    if (window.count <= (most ?? byDefault)) return
    const seconds = Math.ceil((window.began + windowMilliseconds - now) / 1000)
    throw new ApiProblem('too-many-requests', { seconds })
  }
}
