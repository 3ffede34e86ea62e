/**
 * The one way out: HTTP to addresses that a person typed in or that a page links to. Only vetted addresses are
 * connected to, at every redirect anew; nothing is read beyond a limit of bytes and of time; failures are values.
 */
import { Agent, type Dispatcher } from 'undici'
import { type AllowList, internetOnly } from './allow.ts'
import { acceptedEncodings, readBody } from './body.ts'
import { type Resolve, systemResolve, vettedConnector } from './connect.ts'
import { Deadline } from './deadline.ts'
import { type FailureCode, type FailureDetails, OutboundError, outboundFailures } from './failure.ts'
import { hostOf, readUrl } from './url.ts'

export interface OutsideOptions {
  /** Targets besides the internet; see `parseAllowList`. */
  readonly allow?: AllowList
  /** How names become addresses; the system's way when absent. */
  readonly resolve?: Resolve
}

export interface OutsideRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT'
  /** Lower-case names. `accept-encoding` is set when absent. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Of the answer's body, packed and unpacked; 0: the body is not wanted and is thrown away. Default 10 MiB. */
  readonly maxBytes?: number
  /** For everything together: names, connecting, redirects, the body. Default 30 s. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** How many redirects are followed, each vetted like a first request; 0: a redirect is the answer. Default 5. */
  readonly maxRedirects?: number
}

export interface OutsideAnswer {
  readonly ok: true
  /** Where the answer came from, after redirects. */
  readonly url: string
  readonly status: number
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded. */
  readonly body: Buffer
  /** Addresses that redirected, in order. */
  readonly redirects: readonly string[]
}

export interface OutsideFailure {
  readonly ok: false
  /** The request that failed: after redirects not the first one. */
  readonly url: string
  readonly code: FailureCode
  readonly details: FailureDetails
  /** Whether it may succeed later. */
  readonly retry: boolean
}

export type OutsideOutcome = OutsideAnswer | OutsideFailure

/** Keeps connections for one policy. */
export interface Outside {
  /** Never rejects for what the other side does or for where the address points. */
  fetch(url: string, request?: OutsideRequest): Promise<OutsideOutcome>
  /** Cuts what is still open. */
  close(): Promise<void>
}

export function openOutside({ allow = internetOnly, resolve = systemResolve }: OutsideOptions = {}): Outside {
  const agent = new Agent({ connect: vettedConnector(allow, resolve), pipelining: 1, maxHeaderSize: 32_768 })
  return {
    fetch: (url, request = {}) => follow(agent, url, request),
    close: () => agent.destroy(),
  }
}

/** A single request, on a connection of its own. */
export async function fetchOutside(
  url: string,
  { allow, resolve, ...request }: OutsideRequest & OutsideOptions = {},
): Promise<OutsideOutcome> {
  const outside = openOutside({ ...(allow && { allow }), ...(resolve && { resolve }) })
  try {
    return await outside.fetch(url, request)
  } finally {
    await outside.close()
  }
}

const redirectStatuses = [301, 302, 303, 307, 308]
/** What never has a body, whatever its headers say (RFC 9110, 6.4.1): a nightly crawl asks for little else. */
const bodyless = [204, 304]
/** Meant for one server only. */
const privateHeaders = ['authorization', 'cookie', 'proxy-authorization']

async function follow(agent: Agent, first: string, request: OutsideRequest): Promise<OutsideOutcome> {
  const { timeoutMs = 30_000, maxRedirects = 5 } = request
  const deadline = new Deadline(request.signal ? [request.signal] : [], timeoutMs)
  const { signal } = deadline
  const redirects: string[] = []
  let current = first
  let next = request
  try {
    for (;;) {
      const url = readUrl(current)
      current = url.href
      const answer = await once(agent, url, next, signal)
      if (maxRedirects === 0 || !redirectStatuses.includes(answer.status)) {
        return { ok: true, url: current, redirects, ...answer }
      }
      if (redirects.length === maxRedirects) {
        throw new OutboundError('too-many-redirects', { host: hostOf(url), limit: maxRedirects })
      }
      const { location } = answer.headers
      if (location === undefined || !URL.canParse(location, url)) {
        throw new OutboundError('redirect-broken', { host: hostOf(url) })
      }
      const target = new URL(location, url)
      redirects.push(current)
      next = redirected(next, answer.status, target.origin === url.origin)
      current = target.href
    }
  } catch (error) {
    const failure = named(error, current, deadline.hasPassed ? timeoutMs : null, signal)
    return { ok: false, url: current, ...failure, retry: outboundFailures[failure.code].retry }
  } finally {
    deadline.release()
  }
}

/** What is asked of the next server (RFC 9110, 15.4): a POST becomes a GET but for 307 and 308. */
function redirected(request: OutsideRequest, status: number, sameOrigin: boolean): OutsideRequest {
  const { method = 'GET', headers = {}, body: _, ...rest } = request
  const keeps = status === 307 || status === 308 || method === 'GET' || method === 'HEAD'
  const dropped = [
    ...(sameOrigin ? [] : privateHeaders),
    ...(keeps ? [] : ['content-type', 'content-encoding']),
  ]
  const kept = Object.entries(headers).filter(([name]) => !dropped.includes(name))
  const next = { ...rest, headers: Object.fromEntries(kept) }
  return keeps ? { ...request, ...next } : { ...next, method: 'GET' }
}

async function once(agent: Agent, url: URL, request: OutsideRequest, signal: AbortSignal) {
  const { method = 'GET', headers = {}, body = null, maxBytes = 10 * 2 ** 20 } = request
  const response = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: { 'accept-encoding': acceptedEncodings, ...headers },
    body,
    signal,
    // The signal is the clock for everything.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const received = plainHeaders(response.headers)
  const status = response.statusCode
  return { status, headers: received, body: await bodyOf(response, method, received, maxBytes, hostOf(url)) }
}

async function bodyOf(
  response: Dispatcher.ResponseData,
  method: string,
  headers: Readonly<Record<string, string>>,
  most: number,
  host: string,
): Promise<Buffer> {
  const length = Number(headers['content-length'] ?? Number.NaN)
  const cut = () => response.body.on('error', () => {}).destroy()
  if (most === 0) {
    cut()
    return Buffer.alloc(0)
  }
  if (bodyless.includes(response.statusCode)) {
    await response.body.dump()
    return Buffer.alloc(0)
  }
  if (redirectStatuses.includes(response.statusCode)) {
    // A short text is read away, so that the connection serves again.
    if (length <= 65_536) await response.body.dump()
    else cut()
    return Buffer.alloc(0)
  }
  if (length > most && method !== 'HEAD') {
    cut()
    throw new OutboundError('too-large', { host, limit: most })
  }
  return readBody(response.body, headers['content-encoding'], most, host)
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  if (plain.location !== undefined) plain.location = escapedBytes(plain.location)
  return plain
}

/** Many servers write an address into a header byte by byte, in UTF-8 or GBK: sent back as it came, it is theirs. */
function escapedBytes(text: string): string {
  return text.replaceAll(/[\x80-\xff]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** @param timedOut the time in ms when it has run out. */
function named(
  error: unknown,
  url: string,
  timedOut: number | null,
  signal: AbortSignal,
): { code: FailureCode; details: FailureDetails } {
  if (error instanceof OutboundError) return { code: error.code, details: error.details }
  const host = URL.canParse(url) ? hostOf(new URL(url)) : url
  if (timedOut !== null) return { code: 'timed-out', details: { host, seconds: timedOut / 1000 } }
  if (signal.aborted) return { code: 'aborted', details: {} }
  // Only the code: a message may repeat what the other side sent.
  const reason = codeOf(error)
  if (/^(E[A-Z]+|UND_ERR_CONNECT_TIMEOUT|EAI_\w+)$/.test(reason))
    return { code: 'connect-failed', details: { host, reason } }
  if (/CERT|SIGNATURE|TLS|SSL|ISSUER|CRL/.test(reason))
    return { code: 'tls-failed', details: { host, reason } }
  return { code: 'answer-broken', details: { host, reason } }
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  if (typeof code === 'string') return code
  return cause === undefined ? (error instanceof Error ? error.name : 'unknown') : codeOf(cause)
}
