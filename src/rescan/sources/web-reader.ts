/** Reads what stands at the addresses of named hosts; used by every source that has addresses. */
import { hash } from 'node:crypto'
import { extensionOf, formatOfExtension } from '../../extract/formats.ts'
import type { OutsideAnswer } from '../../outbound/fetch-outside.ts'
import type { Fetched, Previous, Reference } from '../site-source.ts'
import { isAttachment } from './attachment-address.ts'
import { canonicalUrl } from './canonical-url.ts'
import { beyondLimits, type CrawlLimits, kindOf } from './crawl-limits.ts'
import { documentName } from './document-name.ts'
import { ofFailure, ofStatus, problem } from './fetch-problem.ts'
import { conditions, confirmedValidator, validatorOf } from './http-validator.ts'
import { listedLinks } from './listed-links.ts'
import { skipByEnding, skipByType } from './not-screened.ts'
import { isPage, readPage } from './page-content.ts'
import { refreshTarget } from './page-links.ts'
import type { PoliteClient } from './polite-client.ts'
import { RedirectMemory } from './redirect-memory.ts'
import { Robots } from './robots.ts'
import { isSitemap, lastmodValidator, readSitemap, unpackedMap } from './sitemap.ts'
import type { SkipReason } from './skip-reason.ts'
import { unlessAborted } from './unless-aborted.ts'

/** Which links of a page are followed: all, those that end like attachments and pictures, none. */
export type Follow = 'all' | 'attachments' | 'none'

export interface ReaderOptions {
  readonly follow: Follow
  readonly limits: CrawlLimits
  /** The canonical address that everything hangs on: that it is left out or gone is a problem. Null: there is none. */
  readonly start: string | null
  /** Whether an address that is forbidden or leads away is a problem, since a person asked for it, not a matter of course. */
  readonly forbiddenIsProblem: boolean
}

const redirectStatuses = [301, 302, 303, 307, 308]
const goneStatuses = [404, 410]
/** Not 202, which says that nothing is ready: guards against programs answer it with a page that is only a riddle. */
const contentStatuses = [200, 203]
/** Redirects of an address to itself under another session. */
const mostHops = 5

export class WebReader {
  readonly robots: Robots
  readonly #client: PoliteClient
  readonly #options: ReaderOptions
  readonly #redirects = new RedirectMemory()
  /** Which links are followed, in short: pages that were read for other ones are read again. */
  readonly #scope: string

  constructor(client: PoliteClient, options: ReaderOptions) {
    this.#client = client
    this.#options = options
    this.#scope = hash('sha256', [options.follow, ...client.hosts].join(' '), 'hex').slice(0, 12)
    this.robots = new Robots(
      // Of the source, not of one address: others wait for the same file.
      url => client.follow(url, new AbortController().signal),
      (url, seconds) => client.slowDown(url, seconds),
    )
  }

  /** A canonical address as the engine is to keep it. @param depth links from what the source lists. */
  reference(address: string, depth = 0, validator: string | null = null): Reference {
    // What is not asked for is not counted.
    const isAsked = this.#client.covers(address) && endsLikeNone(address) === null
    return { id: address, url: address, validator, depth, kind: isAsked ? kindOf(address) : null }
  }

  #scoped(validator: string | null): string | null {
    return validator === null ? null : `${validator} ${this.#scope}`
  }

  /** As `SiteSource.fetch`. @throws the signal's reason. */
  async read(reference: Reference, previous: Previous | null, signal: AbortSignal): Promise<Fetched> {
    const address = canonicalUrl(reference.id)
    if (address === null) return problem('not-an-address')
    if (!this.#client.covers(address)) return skipped('other-host')
    const dressing = endsLikeNone(address)
    if (dressing !== null) return skipped(dressing)
    const beyond = beyondLimits(this.#options.limits, address, reference)
    if (beyond !== null) return { kind: 'problem', problem: beyond, retry: false }
    if (reference.validator !== null && reference.validator === previous?.validator) {
      return { kind: 'unchanged', validator: previous.validator }
    }
    const robots = await unlessAborted(this.robots.judge(address), signal)
    if (robots.kind === 'unknown') {
      return problem('robots-unreadable', { reason: robots.reason }, robots.retry)
    }
    if (robots.kind === 'forbidden') {
      return this.#isAsked(address) ? problem('robots-forbidden') : skipped('robots')
    }
    return this.#ask(address, reference, previous, signal)
  }

  async #ask(
    address: string,
    reference: Reference,
    previous: Previous | null,
    signal: AbortSignal,
  ): Promise<Fetched> {
    let current = address
    for (let hop = 0; hop <= mostHops; hop++) {
      const headers = conditions(previous?.validator ?? null, this.#scope)
      const outcome = await this.#client.fetch(current, headers, signal)
      if (!outcome.ok) return ofFailure(outcome, this.#client.settings.maxBytes)
      const { status, headers: received } = outcome
      if (status === 304 && previous !== null) {
        const validator = confirmedValidator(previous.validator, received, this.#scope)
        return { kind: 'unchanged', validator: reference.validator ?? validator }
      }
      if (redirectStatuses.includes(status)) {
        const target = this.#redirected(reference, address, current, received.location)
        if (typeof target !== 'string') return target
        current = target
        continue
      }
      if (goneStatuses.includes(status) && !this.#isStart(address)) return { kind: 'gone' }
      if (!contentStatuses.includes(status)) return ofStatus(status)
      return this.#content(address, reference, outcome)
    }
    return problem('redirect-loop')
  }

  /** @returns where to look next for the same thing, or what is to be said of this address. */
  #redirected(
    reference: Reference,
    address: string,
    current: string,
    location: string | undefined,
  ): Fetched | string {
    const target = location === undefined ? null : canonicalUrl(location, current)
    if (location === undefined || target === null) {
      return problem('fetch-failed', {
        reason: { zh: '重定向没有有效的 http 目标网址', en: 'it redirects without a valid http target' },
      })
    }
    if (target === address) {
      // The same thing under a session or a mark of where the visitor came from.
      const exact = new URL(location, current)
      exact.hash = ''
      return exact.href === current ? problem('redirect-loop') : exact.href
    }
    if (!this.#client.covers(target) && this.#isAsked(address))
      return problem('redirected-away', { host: new URL(target).host })
    if (this.#client.covers(target) && this.#redirects.add(address, target)) return problem('redirect-loop')
    return {
      kind: 'skipped',
      why: 'redirect' satisfies SkipReason,
      // It is the same thing under another address, whatever links are followed.
      found: this.#references([target], reference, 'all'),
    }
  }

  #content(address: string, reference: Reference, answer: OutsideAnswer): Fetched {
    const type = answer.headers['content-type'] ?? ''
    const name = documentName(address, answer.headers)
    const dressing = isCalledDocument(name) ? null : skipByType(type, answer.body)
    if (dressing !== null) return skipped(dressing)
    const bytes = unpackedMap(answer.body)
    let found: Reference[] = []
    if (isSitemap(bytes)) {
      const { entries, broken } = readSitemap(bytes)
      for (const entry of entries) {
        const target = canonicalUrl(entry.address, address)
        if (target !== null)
          found.push(this.reference(target, 0, this.#scoped(lastmodValidator(entry.lastmod))))
      }
      // Whoever starts at a site map and follows no links wants what it lists, and nothing that this links to.
      const isList = this.#options.start !== null && this.#options.follow === 'none'
      found = this.#kept(found, isList ? 'all' : this.#options.follow)
      // A broken one is screened as what it is, and so its error is reported.
      if (!broken) return { kind: 'skipped', why: 'sitemap' satisfies SkipReason, found }
    }
    const page = isPage(answer.body, type) ? readPage(answer.body, answer.url, type) : null
    const links = page ?? { links: listedLinks(bytes, answer.url, type), shown: nothing }
    const refresh = refreshTarget(answer.headers.refresh ?? '')
    const next = refresh === null ? null : canonicalUrl(refresh, answer.url)
    if (next !== null) found = [...found, ...this.#references([next], reference, 'all')]
    const hasLinks = page !== null || found.length > 0 || links.links.length > 0
    found = [...found, ...this.#references(links.links, reference, this.#options.follow, links.shown)]
    return {
      kind: 'content',
      bytes: answer.body,
      name,
      title: page?.title ?? null,
      validator: reference.validator ?? validatorOf(answer.headers, hasLinks ? this.#scope : ''),
      found,
    }
  }

  #references(
    links: readonly string[],
    on: Reference,
    follow = this.#options.follow,
    shown: ReadonlySet<string> = nothing,
  ): Reference[] {
    const depth = (on.depth ?? 0) + 1
    return this.#kept(
      links.map(link => this.reference(link, depth)),
      follow,
      shown,
    )
  }

  /** Other hosts are named once each, by their root, so that the report can tell what was not looked at. */
  #kept(references: readonly Reference[], follow: Follow, shown: ReadonlySet<string> = nothing): Reference[] {
    if (follow === 'none') return []
    const kept = new Map<string, Reference>()
    for (const reference of references) {
      if (follow === 'attachments' && !isAttachment(reference.id) && !shown.has(reference.id)) continue
      if (this.#client.covers(reference.id)) kept.set(reference.id, reference)
      else {
        const root = `${new URL(reference.id).origin}/`
        kept.set(root, this.reference(root, reference.depth))
      }
    }
    return [...kept.values()]
  }

  /** A person named it, or a source of single addresses did. */
  #isAsked(address: string): boolean {
    return this.#options.forbiddenIsProblem || this.#isStart(address)
  }

  #isStart(address: string): boolean {
    return this.#options.start === address
  }
}

const nothing: ReadonlySet<string> = new Set()

function skipped(why: SkipReason): Fetched {
  return { kind: 'skipped', why, found: [] }
}

/** Its name says more than a type, which a server that does not know `.wps` makes up. */
function isCalledDocument(name: string): boolean {
  const family = formatOfExtension(extensionOf(name))?.family
  return family !== undefined && family !== 'media' && family !== 'program' && family !== 'font'
}

function endsLikeNone(address: string): SkipReason | null {
  const { pathname, search } = new URL(address)
  const why = skipByEnding(extensionOf(pathname.split('/').at(-1) ?? ''))
  // `show.exe?id=7` and `news.dll?a=1` are programs of the server, which answer with pages.
  return why === 'program' && search !== '' ? null : why
}
