/** Documents that passed before: a portal serves the same file many times, and it is the same file each time. */
import { createHash } from 'node:crypto'

/** Hashes only; the rules do not change while the server runs. */
const most = 20_000

export class PassMemory {
  readonly #keys = new Set<string>()

  /** @param day rules weigh dates, so a pass is good for a day. */
  static keyOf(name: string, bytes: Uint8Array, day: string): string {
    return createHash('sha256').update(`${day}\0${name}\0`).update(bytes).digest('base64')
  }

  has(key: string): boolean {
    if (!this.#keys.delete(key)) return false
    // Asked for last, forgotten last.
    this.#keys.add(key)
    return true
  }

  add(key: string): void {
    this.#keys.add(key)
    for (const oldest of this.#keys) {
      if (this.#keys.size <= most) return
      this.#keys.delete(oldest)
    }
  }
}
