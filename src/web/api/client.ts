/** Calls the API: every address, parameter and answer is typed from the server's own table of routes. */

import type {
  AnswerOf,
  BodyOf,
  ParamsOf,
  RouteName,
  Routes,
  SentBody,
  SentQuery,
} from '../../server/api/routes.ts'
import { currentLanguage } from '../language/current.ts'
import { isAway } from './presence.ts'
import { problemOf, RequestError } from './request-error.ts'
import { routeTable } from './table.ts'

type Required<K extends string, T> = [T] extends [undefined] ? unknown : { readonly [k in K]: T }
type Optional<K extends string, T> = [T] extends [undefined] ? unknown : { readonly [k in K]?: T }
type Version<N extends RouteName> = Routes[N] extends { readonly ifMatch: true }
  ? { readonly ifMatch: number }
  : unknown

/** What a call of a route must and may carry. `ifMatch` is the version that the caller saw. */
export type RequestOf<N extends RouteName> = Required<'params', ParamsOf<N>> &
  Optional<'query', SentQuery<N>> &
  Required<'body', BodyOf<N> extends undefined ? undefined : SentBody<N>> &
  Version<N> & { readonly key?: string }

/** A request as far as sending it is concerned. */
export interface AnyRequest {
  readonly params?: object
  readonly query?: object
  readonly body?: unknown
  readonly ifMatch?: number
  /** Under which the request may be repeated without being done twice; a new one by default. */
  readonly key?: string
}

export function addressOf<N extends RouteName>(
  name: N,
  request: Pick<RequestOf<N>, never> & AnyRequest,
): string {
  const params = new Map(Object.entries(request.params ?? {}))
  const path = routeTable[name][1].replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(String(params.get(key))),
  )
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined && value !== '') query.set(key, String(value))
  }
  return query.size > 0 ? `${path}?${query}` : path
}

/** Headers of every request: the answer's language, the header that no other site can set, whether nobody is there. */
export function commonHeaders(): Record<string, string> {
  return {
    'accept-language': currentLanguage() === 'en' ? 'en' : 'zh-CN',
    'x-baoshen': '1',
    ...(isAway() ? { 'x-baoshen-away': '1' } : {}),
  }
}

/** A key with which a request may be repeated without being done twice. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

async function send(name: RouteName, request: AnyRequest, signal?: AbortSignal): Promise<Response> {
  const [method] = routeTable[name]
  const headers = commonHeaders()
  if (request.body !== undefined) headers['content-type'] = 'application/json'
  if (request.ifMatch !== undefined) headers['if-match'] = `"${request.ifMatch}"`
  if (method === 'POST') headers['idempotency-key'] = request.key ?? newKey()
  let response: Response
  try {
    response = await fetch(addressOf(name, request), {
      method,
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new RequestError('offline', null)
  }
  if (!response.ok) throw problemOf(response.status, await response.text())
  return response
}

/** @throws {RequestError} for everything but success. */
export async function call<N extends RouteName>(
  name: N,
  request: RequestOf<N>,
  signal?: AbortSignal,
): Promise<AnswerOf<N>> {
  const response = await send(name, request as AnyRequest, signal)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as AnswerOf<N>
}

/** For answers that are files. @throws {RequestError}. */
export async function download<N extends RouteName>(
  name: N,
  request: RequestOf<N>,
  signal?: AbortSignal,
): Promise<{ blob: Blob; headers: Headers }> {
  const response = await send(name, request as AnyRequest, signal)
  return { blob: await response.blob(), headers: response.headers }
}
