/** Redirects that were seen lately, to tell a circle from a chain: nothing in a circle is ever read. */

const most = 20_000

export class RedirectMemory {
  readonly #targets = new Map<string, string>()

  /** @returns whether this redirect closes a circle. */
  add(from: string, to: string): boolean {
    this.#targets.delete(from)
    this.#targets.set(from, to)
    const oldest = this.#targets.keys().next().value
    if (this.#targets.size > most && oldest !== undefined) this.#targets.delete(oldest)
    const seen = new Set<string>()
    for (let at: string | undefined = to; at !== undefined && !seen.has(at); at = this.#targets.get(at)) {
      if (at === from) return true
      seen.add(at)
    }
    return false
  }
}
