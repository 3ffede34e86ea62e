/**
 * One site, from a start address or a site map: what the pages link to, within the named hosts. The frontier is the
 * engine's: a site map or a redirect is a reference like any other, whose fetching finds more.
 */
import type { Fetched, Previous, Reference, SiteSource } from '../site-source.ts'
import { canonicalUrl } from './canonical-url.ts'
import type { PoliteClient } from './polite-client.ts'
import { unlessAborted } from './unless-aborted.ts'
import { type ReaderOptions, WebReader } from './web-reader.ts'

export class CrawlSource implements SiteSource {
  readonly name: string
  readonly #start: string
  readonly #follow: ReaderOptions['follow']
  readonly #client: PoliteClient
  readonly #reader: WebReader

  /** @param start canonical, on a host that the client covers */
  constructor(start: string, client: PoliteClient, options: Pick<ReaderOptions, 'follow' | 'limits'>) {
    this.name = start
    this.#start = start
    this.#follow = options.follow
    this.#client = client
    this.#reader = new WebReader(client, { ...options, start, forbiddenIsProblem: false })
  }

  async *seeds(signal: AbortSignal): AsyncGenerator<Reference> {
    yield this.#reader.reference(this.#start)
    if (this.#follow === 'none') return
    // Asked for politely, this may take hours.
    for (const sitemap of await unlessAborted(this.#reader.robots.sitemaps(this.#start), signal)) {
      const address = canonicalUrl(sitemap, this.#start)
      if (address !== null && this.#client.covers(address)) yield this.#reader.reference(address)
    }
  }

  fetch(reference: Reference, previous: Previous | null, signal: AbortSignal): Promise<Fetched> {
    return this.#reader.read(reference, previous, signal)
  }

  close(): Promise<void> {
    return this.#client.close()
  }
}
