/** Prometheus metrics: counts and times, never content. With a token, or to this machine while no proxy is before it. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { ApiProblem } from './api/problem.ts'
import type { App } from './app.ts'
import { registerRescanMetrics } from './rescan-metrics.ts'
import { bearerOf } from './security/authenticate.ts'
import type { ServerOptions } from './server.ts'

const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

function mayRead(request: FastifyRequest, options: ServerOptions): boolean {
  const { metricsToken: token, publicUrl, trustProxy } = options
  const given = Buffer.from(bearerOf(request) ?? '')
  const wanted = Buffer.from(token ?? '')
  if (token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted)) return true
  // Behind a proxy everything seems to come from this machine, and not every proxy says that it is one.
  const isProxied = trustProxy !== undefined || publicUrl?.startsWith('https:')
  return (
    !isProxied &&
    loopback.includes(request.socket.remoteAddress ?? '') &&
    request.headers['x-forwarded-for'] === undefined
  )
}

export function registerMetrics(server: FastifyInstance, app: App, options: ServerOptions): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'baoshen_http_seconds',
    help: 'Time of answers',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  const { db } = app.service.store
  const jobs = new Gauge({
    name: 'baoshen_jobs',
    help: 'Screenings waiting, at work, and given up',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { queued, running, dead } = await app.service.queue.status()
      jobs.set({ state: 'queued' }, queued)
      jobs.set({ state: 'running' }, running)
      jobs.set({ state: 'dead' }, dead.length)
    },
  })
  const items = new Gauge({
    name: 'baoshen_submissions',
    help: 'Submissions by state and verdict',
    labelNames: ['state', 'verdict'],
    registers: [registry],
    async collect() {
      const rows = await db
        .selectFrom('submission')
        .select(['state', 'verdict', each => each.fn.countAll().as('count')])
        .groupBy(['state', 'verdict'])
        .execute()
      items.reset()
      for (const { state, verdict, count } of rows) {
        items.set({ state, verdict: verdict ?? 'none' }, Number(count))
      }
    },
  })
  const messages = new Gauge({
    name: 'baoshen_webhook_messages',
    help: 'Messages to webhooks of the last 30 days, by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const rows = await db
        .selectFrom('webhookDelivery')
        .select(['state', each => each.fn.countAll().as('count')])
        .groupBy('state')
        .execute()
      messages.reset()
      for (const { state, count } of rows) messages.set({ state }, Number(count))
    },
  })
  registerRescanMetrics(registry, db, app.service.queue)
  new Gauge({
    name: 'baoshen_ledger_intact',
    help: '1 when the ledger was unbroken at start',
    registers: [registry],
  }).set(app.ledgerIntact ? 1 : 0)
  server.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const route = routeOptions.url ?? 'other'
    seconds.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  server.get('/metrics', async (request, reply) => {
    if (!mayRead(request, options)) throw new ApiProblem('not-found')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
