/** `baoshen serve`: the review service, until it is told to stop. */
import { once } from 'node:events'
import { hasPages } from '../server/pages.ts'
import { start } from '../server/start.ts'
import { allowedTargets } from './allow-targets.ts'
import { screenerOptions } from './batch.ts'
import { resolveConfig, UsageError } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import { numberOption } from './number-option.ts'
import type { ServeOptions } from './service-program.ts'
import { type ServiceWords, serviceWords } from './service-words.ts'

const loopback = ['127.0.0.1', '::1', 'localhost']
/** Codes of a server that could not take its address. */
const addressErrors = ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND']

function publicUrl(text: string | undefined, words: ServiceWords): string | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(words.badOption('--public-url', ' http(s)://…'))
  }
  return url.origin
}

/** All three, or none. */
function oidcOptions({ env }: Io, words: ServiceWords) {
  const { BAOSHEN_OIDC_ISSUER: issuer, BAOSHEN_OIDC_CLIENT_ID: clientId } = env
  const clientSecret = env.BAOSHEN_OIDC_CLIENT_SECRET
  if (!issuer) return undefined
  if (!clientId || !clientSecret || !URL.canParse(issuer)) {
    throw new UsageError(words.badOption('BAOSHEN_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET', ' …'))
  }
  return { issuer, clientId, clientSecret }
}

/** @throws {UsageError}, {StoreError}, {PackError}. */
export async function serve(options: ServeOptions, io: Io): Promise<ExitStatus> {
  const words = serviceWords[options.lang]
  const config = await resolveConfig({ ...options }, options.lang)
  const running = await start({
    folder: options.data,
    databaseUrl: io.env.DATABASE_URL || undefined,
    screener: screenerOptions(config, options.lang),
    allowTargets: allowedTargets(config.allowTargets, words),
    env: io.env,
    host: options.host,
    port: numberOption(options.port, '--port', 0, 65_535, words),
    publicUrl: publicUrl(options.publicUrl, words),
    trustProxy: options.trustProxy,
    rateLimit: numberOption(options.rateLimit, '--rate-limit', 0, 1_000_000, words),
    oidc: oidcOptions(io, words),
    metricsToken: io.env.BAOSHEN_METRICS_TOKEN,
    logger: { level: options.logLevel ?? (io.stderr.isTTY ? 'warn' : 'info'), stream: io.stderr },
  }).catch((error: NodeJS.ErrnoException) => {
    if (!addressErrors.includes(error.code ?? '')) throw error
    throw new UsageError(words.cannotListen(error.code ?? ''), { cause: error })
  })
  io.stdout.write(`${words.listening(options.publicUrl ?? running.url)}\n`)
  if (running.setupUrl !== null) io.stdout.write(`${words.setup(running.setupUrl)}\n`)
  if (!hasPages()) io.stdout.write(`${words.noPages}\n`)
  if (!loopback.includes(options.host) && options.publicUrl === undefined) {
    io.stderr.write(`${words.plainHttp(options.host)}\n`)
  }
  if (!running.app.ledgerIntact) io.stderr.write(`${words.ledgerBroken}\n`)
  if (!io.signal.aborted) await once(io.signal, 'abort')
  io.stdout.write(`${words.stopping}\n`)
  await running.close()
  return exitStatus.clean
}
