/** The commands around the review service, declared with commander. What they need is loaded when one is run. */
import { Command, Option } from 'commander'
import type { Language } from '../document/problem.ts'
import { ocrModes } from '../ocr/engine.ts'
import { defaultConcurrency } from './config.ts'
import type { ExitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import { serviceWords } from './service-words.ts'
import { words as allWords } from './words.ts'

interface DataOptions {
  readonly data: string
  readonly lang: Language
}

export interface ServeOptions extends DataOptions {
  readonly host: string
  readonly port: string
  readonly publicUrl?: string
  readonly trustProxy?: string
  readonly rateLimit: string
  readonly allowTargets?: string[]
  readonly logLevel?: string
}

export interface WorkerOptions extends DataOptions {
  readonly name?: string
  readonly drain: string
  readonly allowTargets?: string[]
  readonly logLevel?: string
}

export interface LedgerOptions extends DataOptions {
  readonly head?: string
}

export interface BackupOptions extends DataOptions {
  /** False with `--no-keys`. */
  readonly keys: boolean
}

const defaultData = './baoshen-data'
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

/** The commands, and those inside them, so that all get the same help. */
export function createServiceCommands(
  io: Io,
  language: Language,
  finish: (status: ExitStatus) => void,
): Command[] {
  const words = serviceWords[language]
  const common = allWords[language].option
  const command = (name: string, summary: string) =>
    new Command(name)
      .summary(summary)
      .description(summary)
      .option('--data <folder>', words.option.data, defaultData)
      .addOption(new Option('--lang <language>', common.lang).choices(['zh', 'en']).default(language))
  /** What a process that screens for the service can be told. */
  const withScreening = (screens: Command) =>
    screens
      .addOption(new Option('--log-level <level>', words.option.logLevel).choices(logLevels))
      .addOption(new Option('--ocr <engine>', common.ocr).choices(ocrModes))
      .option('--ocr-models <folder>', common.ocrModels)
      .option('--packs <pack...>', common.packs)
      .option('--terms <file...>', common.terms)
      .option('--config <file>', common.config)
      .option('--concurrency <n>', `${common.concurrency} (${defaultConcurrency})`)
      .option('--timeout <seconds>', common.timeout)
      .option('--memory <MB>', common.memory)

  const serve = withScreening(
    command('serve', words.serve)
      .option('--host <address>', words.option.host, '127.0.0.1')
      .option('--port <port>', words.option.port, '8360')
      .option('--public-url <url>', words.option.publicUrl)
      .option('--trust-proxy <addresses>', words.option.trustProxy)
      .option('--rate-limit <n>', words.option.rateLimit, '1200')
      .option('--allow-targets <target...>', words.option.allowTargets),
  )
    .addHelpText('after', words.serveExamples)
    .action(async (options: ServeOptions) => {
      const { serve: run } = await import('./serve.ts')
      finish(await run(options, io))
    })

  const worker = withScreening(
    command('worker', words.worker)
      .option('--name <name>', words.option.name)
      .option('--drain <seconds>', words.option.drain, '300')
      .option('--allow-targets <target...>', words.option.workerTargets),
  )
    .addHelpText('after', words.workerExamples)
    .action(async (options: WorkerOptions) => {
      const { worker: run } = await import('./worker.ts')
      finish(await run(options, io))
    })

  const verify = command('verify', words.verify)
    .option('--head <n:hash>', words.option.head)
    .action(async (options: LedgerOptions) => {
      const { verify: run } = await import('./ledger.ts')
      finish(await run(options, io))
    })
  const ledger = new Command('ledger').description(words.ledger).addCommand(verify)

  const backup = command('backup', words.backup)
    .argument('<folder>', words.backupFolder)
    .option('--no-keys', words.option.withoutKeys)
    .action(async (target: string, options: BackupOptions) => {
      const { backup: run } = await import('./backup.ts')
      finish(await run(target, options, io))
    })
  const restore = command('restore', words.restore)
    .argument('<folder>', words.backupFolder)
    .action(async (source: string, options: BackupOptions) => {
      const { restore: run } = await import('./backup.ts')
      finish(await run(source, options, io))
    })
  return [serve, worker, ledger, backup, restore]
}
