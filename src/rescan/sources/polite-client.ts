/** Asks one host after the other for what it serves, at its pace, and asks again when it was overloaded. */
import { Deadline } from '../../outbound/deadline.ts'
import { type Outside, type OutsideOutcome, openOutside } from '../../outbound/fetch-outside.ts'
import { version } from '../../version.ts'
import { hostKey, type NamedHosts, type Reach } from './named-hosts.ts'
import { Pace, type PaceSettings } from './pace.ts'
import { retryAfter } from './retry-after.ts'

export interface ClientSettings extends PaceSettings {
  /** For one request with everything in it. */
  readonly timeoutMs: number
  /** Of one answer, packed and unpacked. */
  readonly maxBytes: number
}

/** Who asks, and why; without cookies. */
const userAgent = `baoshen/${version()} (self-inspection of a published site)`
/** Times that an overloaded server is asked for the same thing. */
const attempts = 4
const overloaded = [429, 503]
const redirectStatuses = [301, 302, 303, 307, 308]
const mostHops = 5

export class PoliteClient {
  readonly settings: ClientSettings
  readonly #hosts: NamedHosts
  readonly #outside: Outside
  readonly #pace: Pace
  readonly #closing = new AbortController()

  /** @param resolve how names become addresses */
  constructor(hosts: NamedHosts, settings: ClientSettings, resolve: Reach['resolve']) {
    this.settings = settings
    this.#hosts = hosts
    this.#outside = openOutside({ allow: hosts.allow, resolve })
    this.#pace = new Pace(settings)
  }

  /** What `covers` covers. */
  get hosts(): readonly string[] {
    return this.#hosts.names
  }

  /** Whether the person named its host; nothing else is ever asked. */
  covers(address: string): boolean {
    return this.#hosts.covers(address)
  }

  /**
   * One request; a redirect is an answer.
   * @throws the signal's reason, and for a host that nobody named: a mistake of the caller's
   */
  async fetch(
    address: string,
    headers: Readonly<Record<string, string>>,
    caller: AbortSignal,
  ): Promise<OutsideOutcome> {
    if (!this.covers(address)) throw new Error('a host that was not named')
    const either = new Deadline([caller, this.#closing.signal], null)
    try {
      return await this.#ask(address, headers, either.signal)
    } finally {
      either.release()
    }
  }

  async #ask(
    address: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<OutsideOutcome> {
    const host = hostKey(new URL(address))
    const { timeoutMs, maxBytes } = this.settings
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#pace.run(host, signal, async () => {
        const result = await this.#outside.fetch(address, {
          headers: {
            'user-agent': userAgent,
            accept: '*/*',
            'accept-language': 'zh-CN, zh, en;q=0.5',
            ...headers,
          },
          timeoutMs,
          maxBytes,
          signal,
          maxRedirects: 0,
        })
        if (result.ok && overloaded.includes(result.status)) {
          this.#pace.backOff(host, retryAfter(result.headers['retry-after']))
        } else if (result.ok) this.#pace.recovered(host)
        return result
      })
      signal.throwIfAborted()
      if (!outcome.ok || !overloaded.includes(outcome.status) || attempt === attempts) return outcome
    }
  }

  /** As `fetch`, but follows redirects within the named hosts; one that leads elsewhere is the answer. */
  async follow(address: string, signal: AbortSignal): Promise<OutsideOutcome> {
    let current = address
    for (let hop = 0; ; hop++) {
      const outcome = await this.fetch(current, {}, signal)
      const location = outcome.ok && redirectStatuses.includes(outcome.status) && outcome.headers.location
      if (!location || hop === mostHops || !URL.canParse(location, current)) return outcome
      const target = new URL(location, current)
      if (!/^https?:$/.test(target.protocol) || !this.covers(target.href)) return outcome
      current = target.href
    }
  }

  /** The host asked for at least this much time between two requests. */
  slowDown(address: string, seconds: number): void {
    this.#pace.atLeast(hostKey(new URL(address)), seconds * 1000)
  }

  /** Ends what waits for its turn, and cuts what is open. */
  close(): Promise<void> {
    this.#closing.abort()
    return this.#outside.close()
  }
}
