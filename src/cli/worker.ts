/** `baoshen worker`: takes screenings from a PostgreSQL until it is told to stop. */
import { once } from 'node:events'
import { hostname } from 'node:os'
import pino from 'pino'
import { startWorker } from '../server/worker.ts'
import { allowedTargets } from './allow-targets.ts'
import { screenerOptions } from './batch.ts'
import { resolveConfig, UsageError } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import { numberOption } from './number-option.ts'
import type { WorkerOptions } from './service-program.ts'
import { serviceWords } from './service-words.ts'

/** @throws {UsageError}, {StoreError}, {PackError}. */
export async function worker(options: WorkerOptions, io: Io): Promise<ExitStatus> {
  const words = serviceWords[options.lang]
  const databaseUrl = io.env.DATABASE_URL
  if (!databaseUrl) throw new UsageError(words.needsDatabase)
  const drain = numberOption(options.drain, '--drain', 0, 86_400, words)
  const config = await resolveConfig({ ...options }, options.lang)
  const screener = screenerOptions(config, options.lang)
  const name = options.name ?? hostname()
  const log = pino({ level: options.logLevel ?? (io.stderr.isTTY ? 'warn' : 'info') }, io.stderr)
  const allowTargets = allowedTargets(config.allowTargets, words)
  const work = await startWorker(
    { databaseUrl, folder: options.data, screener, name, env: io.env, allowTargets },
    log,
  )
  io.stdout.write(`${words.working(name, screener.concurrency ?? 1)}\n`)
  const isUnfit = await Promise.race([
    work.unfit.then(() => true),
    io.signal.aborted ? false : once(io.signal, 'abort').then(() => false),
  ])
  if (isUnfit) io.stderr.write(`${words.store['other-screening'](name)}\n`)
  else io.stdout.write(`${words.draining(drain)}\n`)
  await work.close(isUnfit ? 0 : drain)
  return isUnfit ? exitStatus.usage : exitStatus.clean
}
