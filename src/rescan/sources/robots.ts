/** robots.txt (RFC 9309), of every origin once a day. */
import robotsParser from 'robots-parser'
import type { Wording } from '../../document/problem.ts'
import { wordFailure } from '../../outbound/failure.ts'
import type { OutsideOutcome } from '../../outbound/fetch-outside.ts'

/** The name that rules are written for: `User-agent: baoshen`. */
const robotsName = 'baoshen'

// Its types say `export default` where the module is the function itself.
const parseRobots = robotsParser as unknown as typeof robotsParser.default

export type RobotsAnswer =
  | { readonly kind: 'allowed' | 'forbidden' }
  /** The file is there but cannot be had: until it can, everything is forbidden (RFC 9309 §2.3.1.4). */
  | { readonly kind: 'unknown'; readonly reason: Wording; readonly retry: boolean }

interface Rules {
  readonly until: number
  readonly answer: (url: string) => RobotsAnswer
  readonly sitemaps: readonly string[]
}

const dayMs = 86_400_000
const failedMs = 60_000
/** Seconds between two requests: a file that asks for more asks for a run without end. */
const longestDelay = 60
/** What has to be read of a file (RFC 9309 §2.5). */
const mostBytes = 512 * 1024

export class Robots {
  readonly #fetch: (url: string) => Promise<OutsideOutcome>
  readonly #onDelay: (url: string, seconds: number) => void
  readonly #rules = new Map<string, Promise<Rules>>()

  /**
   * @param fetch asks for one address, politely
   * @param onDelay told when a file asks for time between two requests (`Crawl-delay`)
   */
  constructor(
    fetch: (url: string) => Promise<OutsideOutcome>,
    onDelay: (url: string, seconds: number) => void,
  ) {
    this.#fetch = fetch
    this.#onDelay = onDelay
  }

  async judge(url: string): Promise<RobotsAnswer> {
    return (await this.#rulesFor(url)).answer(url)
  }

  /** Site maps that the file names, as written. */
  async sitemaps(url: string): Promise<readonly string[]> {
    return (await this.#rulesFor(url)).sitemaps
  }

  async #rulesFor(url: string): Promise<Rules> {
    const { origin } = new URL(url)
    const known = this.#rules.get(origin)
    if (known && (await known).until > performance.now()) return known
    // Another one that waited for the same old rules may have asked already.
    const current = this.#rules.get(origin)
    if (current && current !== known) return current
    const asked = this.#ask(origin)
    this.#rules.set(origin, asked)
    asked.catch(() => this.#rules.delete(origin))
    return asked
  }

  async #ask(origin: string): Promise<Rules> {
    const address = `${origin}/robots.txt`
    const outcome = await this.#fetch(address)
    if (!outcome.ok) {
      const reason = {
        zh: wordFailure(outcome.code, outcome.details, 'zh'),
        en: wordFailure(outcome.code, outcome.details, 'en'),
      }
      return unknown(reason, outcome.retry)
    }
    const { status } = outcome
    if (status >= 500 || status === 429) {
      return unknown({ zh: `服务器回答 ${status}`, en: `the server answered ${status}` }, true)
    }
    const text = status === 200 ? outcome.body.subarray(0, mostBytes).toString('utf8') : ''
    const file = parseRobots(address, text)
    const delay = file.getCrawlDelay(robotsName)
    if (delay !== undefined) this.#onDelay(address, Math.min(delay, longestDelay))
    return {
      until: performance.now() + dayMs,
      answer: url => ({ kind: file.isAllowed(url, robotsName) === false ? 'forbidden' : 'allowed' }),
      sitemaps: file.getSitemaps(),
    }
  }
}

/** @param retry whether it may be had later. */
function unknown(reason: Wording, retry: boolean): Rules {
  const until = performance.now() + failedMs
  return { until, answer: () => ({ kind: 'unknown', reason, retry }), sitemaps: [] }
}
