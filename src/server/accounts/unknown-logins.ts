/**
 * Failures to sign in under names that no account has. They are counted and locked out like those of people, so that
 * no answer says which names there are. In memory: they need not outlive the process, and must not fill the database.
 */
const most = 10_000

interface Attempts {
  failed: number
  lockedUntil: string | null
}

export interface LockRule {
  /** Failures after which a name is locked out. */
  readonly mostFailures: number
  readonly minutes: number
}

export class UnknownLogins {
  readonly #attempts = new Map<string, Attempts>()
  readonly #rule: LockRule

  constructor(rule: LockRule) {
    this.#rule = rule
  }

  /** Counts one more. @returns until when the name is locked out; null when it is not. */
  count(login: string, now: Date): string | null {
    const attempts = this.#attempts.get(login) ?? { failed: 0, lockedUntil: null }
    this.#attempts.delete(login)
    const [oldest] = this.#attempts.keys()
    if (this.#attempts.size >= most && oldest !== undefined) this.#attempts.delete(oldest)
    this.#attempts.set(login, attempts)
    if (attempts.lockedUntil !== null && attempts.lockedUntil > now.toISOString()) return attempts.lockedUntil
    attempts.failed += 1
    if (attempts.failed <= this.#rule.mostFailures) return null
    attempts.failed = 0
    attempts.lockedUntil = new Date(now.getTime() + this.#rule.minutes * 60_000).toISOString()
    return attempts.lockedUntil
  }
}
