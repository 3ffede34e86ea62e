/** From a request to its handler: who calls, whether they may, whether the request is whole; then the answer. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Language } from '../document/problem.ts'
import type { Scope } from '../review/lifecycle.ts'
import type { SubmissionTable } from '../store/submission-schema.ts'
import { ApiProblem } from './api/problem.ts'
import type { Route } from './api/route.ts'
import { apiPrefix, type RouteName, routeNames, routes } from './api/routes.ts'
import type { App } from './app.ts'
import { inDatabaseTime } from './gate/database-time.ts'
import { type Download, type HandlerRequest, handled, Later } from './handler.ts'
import { allHandlers } from './handlers/all.ts'
import { problemOf } from './problem-of.ts'
import { authenticate, bearerOf, type Identity } from './security/authenticate.ts'
import { refuseCrossSite } from './security/cross-site.ts'
import { attachment } from './security/file-name.ts'
import type { ServerOptions } from './server.ts'
import { keyed } from './workflow/idempotency.ts'
import { isWithin, scopesOf } from './workflow/visibility.ts'

/** Attachments in JSON are base64; larger ones come as multipart, which has the portal's own limit. */
const gateBodyLimit = 32 * 2 ** 20

/** Limits of requests a minute, besides the one for everything. */
const fewPerMinute: Partial<Record<RouteName, number>> = {
  'session.create': 20,
  'session.password': 10,
  'setup.create': 10,
  'link.read': 20,
  'link.use': 10,
  'rules.try': 60,
  'siteReports.html': 20,
  'siteReports.xlsx': 20,
  'siteReports.docx': 20,
  // Portals have limits of their own; this one is against strangers.
  'gate.ask': 100_000,
  'gate.status': 100_000,
}

const retryAfterSeconds = 2

export function languageOf(request: FastifyRequest): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

export function registerRoutes(server: FastifyInstance, app: App, options: ServerOptions): void {
  for (const name of routeNames) {
    const route: Route = routes[name]
    const max = fewPerMinute[name]
    server.route({
      method: route.method,
      url: `${apiPrefix}${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ...(max === undefined || !options.rateLimit
        ? {}
        : { config: { rateLimit: { max, timeWindow: 60_000 } } }),
      ...(name === 'gate.ask'
        ? { bodyLimit: gateBodyLimit, onRequest: request => admit(route, app, options, request) }
        : {}),
      handler: (request, reply) => dispatch(name, route, app, options, request, reply),
    })
  }
}

async function dispatch(
  name: RouteName,
  route: Route,
  app: App,
  options: ServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const who = admitted.get(request) ?? (await identify(route, app, options, request))
  try {
    return await carryOut(name, route, app, options, request, reply, who)
  } catch (error) {
    // A question that could not be put is answered with no, and that is an answer like any other.
    if (name === 'gate.ask' && who.identity)
      app.gate.refused(who.identity.caller, problemOf(error, request.id))
    throw error
  }
}

/** Callers who were let in before their bodies were read. */
const admitted = new WeakMap<FastifyRequest, Who>()

/** Bodies of questions are large: strangers send none, and portals as many as they may ask. */
async function admit(route: Route, app: App, options: ServerOptions, request: FastifyRequest): Promise<void> {
  const who = await identify(route, app, options, request)
  if (who.identity) app.gate.admit(who.identity.caller)
  admitted.set(request, who)
}

async function identify(
  route: Route,
  app: App,
  options: ServerOptions,
  request: FastifyRequest,
): Promise<Who> {
  if (route.method !== 'GET' && bearerOf(request) === null) refuseCrossSite(request, options.publicUrl)
  const authorised = authorise(route, app, request)
  return route.keyScope === 'gate' ? inDatabaseTime(authorised) : authorised
}

interface Who {
  readonly identity: Identity | null
  readonly scopes: readonly Scope[]
}

async function carryOut(
  name: RouteName,
  route: Route,
  app: App,
  options: ServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  { identity, scopes }: Who,
): Promise<unknown> {
  const params = parse(route.params, request.params, 'path')
  const item = identity ? await itemOf(app, identity, scopes, params) : null
  const query = parse(route.query, request.query, 'query')
  const isInParts = route.upload || (route.multipart && request.isMultipart())
  const body = isInParts ? undefined : parse(route.body, request.body ?? undefined, 'body')
  const key = request.headers['idempotency-key']
  const isKeyed = route.idempotent && typeof key === 'string' && identity !== null && !route.upload
  const handlerRequest = {
    app,
    options,
    caller: identity?.caller ?? null,
    sessionHash: identity?.sessionHash ?? null,
    scopes,
    language: languageOf(request),
    params,
    query,
    body,
    item,
    expectedVersion: route.ifMatch ? versionOf(request) : 0,
    keyed: isKeyed ? keyed(identity.caller, checkedKey(key), [name, params, body]) : null,
    raw: request,
    reply,
  }
  // The table of handlers is typed route by route; here any of them is called with its own request.
  const handler = allHandlers[name] as unknown as (request: unknown) => Promise<unknown>
  const answer = await handler(handlerRequest)
  return send(route, request, reply, answer)
}

async function authorise(route: Route, app: App, request: FastifyRequest): Promise<Who> {
  if (route.access === 'anyone') return { identity: null, scopes: [] }
  const identity = await authenticate(app.service, request)
  if (route.access === 'signed-in') {
    if (identity.caller.kind !== 'person') throw new ApiProblem('forbidden')
    return { identity, scopes: [] }
  }
  const scopes = scopesOf(identity.caller, route.access)
  if (scopes.length === 0) throw new ApiProblem('forbidden')
  const needed = route.keyScope ?? (route.method === 'GET' ? 'read' : 'submit')
  if (identity.caller.keyScopes?.includes(needed) === false) throw new ApiProblem('key-scope')
  return { identity, scopes }
}

/** The submission that a path names, or whose incident it names. @throws {ApiProblem} `not-found` out of scope. */
async function itemOf(
  app: App,
  { caller }: Identity,
  scopes: readonly Scope[],
  params: Record<string, unknown>,
): Promise<SubmissionTable | null> {
  const { db } = app.service.store
  const find = async (): Promise<SubmissionTable | undefined> => {
    if (typeof params.submission === 'string') {
      return db.selectFrom('submission').selectAll().where('id', '=', params.submission).executeTakeFirst()
    }
    return db
      .selectFrom('submission')
      .innerJoin('incident', 'incident.submissionId', 'submission.id')
      .selectAll('submission')
      .where('incident.id', '=', String(params.incident))
      .executeTakeFirst()
  }
  if (params.submission === undefined && params.incident === undefined) return null
  const row = await find()
  if (!row || !isWithin(caller, scopes, row)) throw new ApiProblem('not-found')
  return row
}

function parse(
  schema: z.ZodType | undefined,
  value: unknown,
  place: 'path' | 'query' | 'body',
): Record<string, unknown> {
  if (!schema) return {}
  const result = schema.safeParse(value)
  if (result.success) return result.data as Record<string, unknown>
  // A malformed id names nothing.
  if (place === 'path') throw new ApiProblem('not-found')
  const errors = result.error.issues.map(issue => ({ path: issue.path.join('.'), message: issue.message }))
  const [first] = errors
  const what = `${first?.path || place}: ${first?.message ?? ''}`
  throw new ApiProblem('invalid', { what }, { errors })
}

function checkedKey(key: string): string {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new ApiProblem('invalid', { what: 'Idempotency-Key' })
  return key
}

/** Reverse proxies that compress answers mark their ETags as weak; ours names the version all the same. */
const strong = (etag: string | undefined) => etag?.replace(/^W\//, '')

/** The version in an ETag of ours: `"<version>-<hash>"`. */
function versionOf(request: FastifyRequest): number {
  const header = strong(request.headers['if-match'])
  if (header === undefined) throw new ApiProblem('precondition-needed')
  const version = /^"(\d{1,9})(?:-[\w-]*)?"$/.exec(header)?.[1]
  if (version === undefined) throw new ApiProblem('precondition-failed')
  return Number(version)
}

function send(route: Route, request: FastifyRequest, reply: FastifyReply, answer: unknown): unknown {
  if (answer === handled) return reply
  reply.header('cache-control', 'no-store')
  if (answer instanceof Later) {
    reply.headers({ location: answer.location, 'retry-after': retryAfterSeconds }).status(202)
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.answer))
  }
  if (typeof route.answer === 'string') return sendDownload(route.answer, reply, answer as Download)
  reply.status(route.status ?? (route.answer ? 200 : 204))
  if (!route.answer) return reply.send()
  const json = JSON.stringify(answer)
  const { version } = answer as { version?: unknown }
  if (typeof version === 'number') {
    const etag = `"${version}-${createHash('sha256').update(json).digest('base64url').slice(0, 12)}"`
    reply.header('etag', etag)
    if (route.method === 'GET' && strong(request.headers['if-none-match']) === etag)
      return reply.status(304).send()
  }
  return reply.type('application/json; charset=utf-8').send(json)
}

function sendDownload(type: string, reply: FastifyReply, { bytes, name, headers }: Download): unknown {
  if (name !== undefined) reply.header('content-disposition', attachment(name))
  if (headers) reply.headers(headers)
  return reply.type(type).send(bytes)
}

export type AnyRequest = HandlerRequest<RouteName>
