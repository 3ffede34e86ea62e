/** The HTTP server: plugins, limits, headers, routes. */
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { App } from './app.ts'
import { registerRoutes } from './dispatch.ts'
import { registerErrors } from './errors.ts'
import { registerJson } from './json-body.ts'
import { registerMetrics } from './metrics.ts'
import { type OidcOptions, registerOidc } from './oidc.ts'
import { registerPages } from './pages.ts'
import { registerPublic } from './public.ts'
import { type BodyPace, bodyPace, cutSlowBodies, mostRequestMs } from './slow-requests.ts'

export interface ServerOptions {
  /** Where browsers reach the service, e.g. `https://review.example.gov.cn`. */
  readonly publicUrl?: string | undefined
  /** Addresses or networks of reverse proxies whose forwarding headers are believed. */
  readonly trustProxy?: string | undefined
  /** Requests a minute from one address; 0 switches limits off. */
  readonly rateLimit: number
  /** An OpenID provider that people may sign in through. */
  readonly oidc?: OidcOptions | undefined
  /** How slowly bodies may come; as in {@link bodyPace} when absent. */
  readonly bodyPace?: BodyPace | undefined
  /** With it, `/metrics` answers from elsewhere too. */
  readonly metricsToken?: string | undefined
}

/** JSON bodies; files are streamed and have their own limit. */
const bodyLimit = 4 * 2 ** 20

/** A server without routes, so that the log exists before the database is opened. */
export function createServer(options: ServerOptions, logger: object | false): FastifyInstance {
  const server: FastifyInstance = fastify({
    logger: logger
      ? {
          ...logger,
          // Query strings hold search words, and addresses hold names: neither belongs in a log.
          serializers: {
            req: request => ({ method: request.method, route: request.routeOptions?.url, from: request.ip }),
            res: reply => ({ status: reply.statusCode }),
          },
        }
      : false,
    bodyLimit,
    trustProxy: options.trustProxy === undefined ? false : options.trustProxy.split(','),
    requestTimeout: mostRequestMs,
    routerOptions: { maxParamLength: 200 },
    // What is being answered is answered; only idle connections are cut.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
  return server
}

/** Adds everything that is served. */
export async function registerAll(server: FastifyInstance, app: App, options: ServerOptions): Promise<void> {
  registerErrors(server)
  cutSlowBodies(server, options.bodyPace ?? bodyPace)
  registerJson(server)
  server.addHook('preClose', async () => app.service.events.end())
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Ant Design writes its styles into the page; no script can be.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: options.publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    frameguard: { action: 'deny' },
  })
  await server.register(cookie)
  await server.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fields: 20, fieldSize: 100_000, headerPairs: 100, parts: 250 },
  })
  if (options.rateLimit > 0) {
    await server.register(rateLimit, {
      max: options.rateLimit,
      timeWindow: 60_000,
      // A page is dozens of files that cost nothing, and a whole office may come from one address.
      allowList: request =>
        ['/healthz', '/readyz'].includes(request.url) || request.url.startsWith('/assets/'),
    })
  }
  registerPublic(server, app)
  registerMetrics(server, app, options)
  registerRoutes(server, app, options)
  registerOidc(server, app, options)
  await registerPages(server)
}

export type { FastifyBaseLogger }
