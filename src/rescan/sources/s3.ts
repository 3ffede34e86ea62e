/** A bucket of an S3-compatible store: everything under a prefix, told apart by ETags. */
import { basename } from 'node:path/posix'
import { extensionOf } from '../../extract/formats.ts'
import { wordFailure } from '../../outbound/failure.ts'
import type { OutsideOutcome } from '../../outbound/fetch-outside.ts'
import type { Fetched, Previous, Reference, SiteSource } from '../site-source.ts'
import { ofFailure, ofStatus, problem } from './fetch-problem.ts'
import { skipByEnding } from './not-screened.ts'
import { isPage, readPage } from './page-content.ts'
import { isReachable, keyPath, readListing, type S3Client } from './s3-client.ts'
import type { SkipReason } from './skip-reason.ts'
import { SourceError } from './source-name.ts'

const prefixOfValidator = 'etag:'

export class S3Source implements SiteSource {
  readonly name: string
  readonly #client: S3Client
  readonly #prefix: string
  readonly #publicUrl: string | null
  readonly #maxBytes: number

  /** @param publicUrl where readers find the bucket's keys; null when they do not. */
  constructor(bucket: string, prefix: string, client: S3Client, publicUrl: string | null, maxBytes: number) {
    this.name = `s3://${bucket}/${prefix}`
    this.#client = client
    this.#prefix = prefix
    this.#publicUrl = publicUrl
    this.#maxBytes = maxBytes
  }

  /** @throws {SourceError} when the bucket cannot be listed to its end: half a list would pass for the whole. */
  async *seeds(signal: AbortSignal): AsyncGenerator<Reference> {
    let continuation: string | null = null
    do {
      const outcome: OutsideOutcome = await this.#client.list(this.#prefix, continuation, signal)
      const listing = outcome.ok && outcome.status === 200 ? readListing(outcome.body.toString('utf8')) : null
      if (listing === null) throw notListed(this.name, outcome)
      for (const { key, etag } of listing.objects) {
        yield { id: key, url: this.#urlOf(key), validator: etag === '' ? null : prefixOfValidator + etag }
      }
      // A server that gives the same page again and again is never listed to its end.
      if (listing.next !== null && listing.next === continuation) throw notListed(this.name, outcome)
      continuation = listing.next
    } while (continuation !== null)
  }

  async fetch(reference: Reference, previous: Previous | null, signal: AbortSignal): Promise<Fetched> {
    const key = reference.id
    // What consoles of such stores put in for a folder.
    if (key.endsWith('/')) return skipped('folder')
    // In a bucket of uploads, what ends like a page's style or font may be anything.
    const ending = skipByEnding(extensionOf(basename(key)))
    if (ending !== null && ending !== 'page-dressing') return skipped(ending)
    if (!isReachable(key)) return problem('unreadable', { reason: '. / ..' })
    const known = previous?.validator?.startsWith(prefixOfValidator)
      ? previous.validator.slice(prefixOfValidator.length)
      : null
    const outcome = await this.#client.read(key, known, signal)
    if (!outcome.ok) return ofFailure(outcome, this.#maxBytes)
    if (outcome.status === 304 && previous !== null)
      return { kind: 'unchanged', validator: previous.validator }
    if (outcome.status === 404 || outcome.status === 410) return { kind: 'gone' }
    if (outcome.status !== 200) return ofStatus(outcome.status)
    const etag = outcome.headers.etag?.replaceAll('"', '')
    return {
      kind: 'content',
      bytes: outcome.body,
      mayBeEmpty: true,
      name: basename(key),
      title: this.#titleOf(outcome.body, outcome.headers['content-type'] ?? ''),
      validator: etag ? prefixOfValidator + etag : null,
      // Everything that there is was listed.
      found: [],
    }
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  #titleOf(bytes: Uint8Array, type: string): string | null {
    return isPage(bytes, type) ? readPage(bytes, 'http://bucket.invalid/', type).title : null
  }

  #urlOf(key: string): string | null {
    return this.#publicUrl === null ? null : `${this.#publicUrl.replace(/\/+$/, '')}/${keyPath(key)}`
  }
}

function skipped(why: SkipReason): Fetched {
  return { kind: 'skipped', why, found: [] }
}

function notListed(name: string, outcome: OutsideOutcome): SourceError {
  const reason = outcome.ok
    ? { zh: `服务器回答 ${outcome.status}`, en: `the server answered ${outcome.status}` }
    : {
        zh: wordFailure(outcome.code, outcome.details, 'zh'),
        en: wordFailure(outcome.code, outcome.details, 'en'),
      }
  return new SourceError({
    zh: `无法列出 ${name}（${reason.zh}）。请核对地址、存储桶、区域和密钥。`,
    en: `${name} cannot be listed (${reason.en}). Check the endpoint, the bucket, the region and the keys.`,
  })
}
