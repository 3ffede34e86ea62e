/** As much of the S3 protocol as a rescan needs: listing a bucket and reading what is in it, signed. */
import { AwsV4Signer } from 'aws4fetch'
import { SaxesParser } from 'saxes'
import type { OutsideOutcome } from '../../outbound/fetch-outside.ts'
import type { PoliteClient } from './polite-client.ts'

export interface S3Place {
  /** Of the server, without a bucket: `https://oss.example.gov.cn`. */
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  readonly pathStyle: boolean
  /** Keys on one page of a listing. */
  readonly pageKeys: number
}

export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
}

export interface S3Object {
  readonly key: string
  /** Without its quotes. */
  readonly etag: string
  readonly size: number
}

export interface S3Listing {
  readonly objects: readonly S3Object[]
  /** For the next page; null at the end. */
  readonly next: string | null
}

export class S3Client {
  readonly #http: PoliteClient
  readonly #place: S3Place
  /** Null: a bucket that anyone may read. */
  readonly #credentials: S3Credentials | null

  constructor(http: PoliteClient, place: S3Place, credentials: S3Credentials | null) {
    this.#http = http
    this.#place = place
    this.#credentials = credentials
  }

  /** One page of a listing (`ListObjectsV2`), in the order of the keys. */
  list(prefix: string, continuation: string | null, signal: AbortSignal): Promise<OutsideOutcome> {
    const query = new URLSearchParams({ 'list-type': '2', 'encoding-type': 'url', prefix })
    query.set('max-keys', String(this.#place.pageKeys))
    if (continuation !== null) query.set('continuation-token', continuation)
    return this.#get(`${bucketAddress(this.#place)}?${query}`, {}, signal)
  }

  /** @param etag asks for the bytes only if they are others. */
  read(key: string, etag: string | null, signal: AbortSignal): Promise<OutsideOutcome> {
    const address = `${bucketAddress(this.#place)}/${keyPath(key)}`
    return this.#get(address, etag === null ? {} : { 'if-none-match': `"${etag}"` }, signal)
  }

  close(): Promise<void> {
    return this.#http.close()
  }

  async #get(
    address: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<OutsideOutcome> {
    if (this.#credentials === null) return this.#http.fetch(address, headers, signal)
    const { accessKeyId, secretAccessKey, sessionToken } = this.#credentials
    const signer = new AwsV4Signer({
      url: address,
      // What is packed would count as other bytes than the object's.
      headers: { ...headers, 'accept-encoding': 'identity', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      service: 's3',
      region: this.#place.region,
    })
    const signed = await signer.sign()
    const { host: _, ...sent } = Object.fromEntries(signed.headers)
    return this.#http.fetch(signed.url.href, sent, signal)
  }
}

/** Where a bucket is asked for, without a slash at its end. */
export function bucketAddress({ endpoint, bucket, pathStyle }: S3Place): string {
  const url = new URL(endpoint)
  if (pathStyle) url.pathname = `${url.pathname.replace(/\/+$/, '')}/${bucket}`
  else url.hostname = `${bucket}.${url.hostname}`
  return url.href.replace(/\/+$/, '')
}

/** `通知/a b.pdf` as a path; a key may hold anything, but see `isReachable`. */
export function keyPath(key: string): string {
  return key
    .split('/')
    .map(piece =>
      encodeURIComponent(piece).replaceAll(
        /[!'()*]/g,
        each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/')
}

/** No URL has `.` or `..` for a piece of its path: such a key would be read as another one. */
export function isReachable(key: string): boolean {
  return !key.split('/').some(piece => piece === '.' || piece === '..')
}

/** A key may hold what XML cannot; it was asked for in escapes. */
function decodedKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Reads the answer of a listing. @returns null when it is none. */
export function readListing(xml: string): S3Listing | null {
  const objects: S3Object[] = []
  let next: string | null = null
  let isListing = false
  let isTruncated = false
  let key = ''
  let etag = ''
  let size = 0
  let isEncoded = false
  let text = ''
  const path: string[] = []
  const parser = new SaxesParser({ xmlns: false })
  parser.on('opentag', ({ name }) => {
    path.push(name)
    text = ''
    if (path.length === 1) isListing = name === 'ListBucketResult'
  })
  parser.on('text', piece => {
    text += piece
  })
  parser.on('closetag', ({ name }) => {
    const at = path.join('/')
    path.pop()
    if (at === 'ListBucketResult/Contents/Key') key = text
    else if (at === 'ListBucketResult/Contents/ETag') etag = text.replaceAll('"', '')
    else if (at === 'ListBucketResult/Contents/Size') size = Number(text)
    else if (at === 'ListBucketResult/NextContinuationToken') next = text
    else if (at === 'ListBucketResult/EncodingType') isEncoded = text === 'url'
    else if (at === 'ListBucketResult/IsTruncated') isTruncated = text === 'true'
    else if (name === 'Contents') objects.push({ key, etag, size })
  })
  let broken = false
  parser.on('error', () => {
    broken = true
  })
  parser.write(xml).close()
  // A list that says it goes on but not how would end too early.
  if (broken || !isListing || (isTruncated && next === null)) return null
  const named = isEncoded ? objects.map(each => ({ ...each, key: decodedKey(each.key) })) : objects
  return { objects: named, next: isTruncated ? next : null }
}
