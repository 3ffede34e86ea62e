/** Runs every input through a screener, with progress, and stops cleanly on Ctrl-C. */
import { readFile } from 'node:fs/promises'
import type { Language } from '../document/problem.ts'
import { openScreener, type Screener, type ScreenerOptions } from '../screener.ts'
import { identityOf, type Source } from '../source.ts'
import { type Config, defaultConcurrency, UsageError } from './config.ts'
import { listFiles } from './inputs.ts'
import type { Io } from './io.ts'
import type { CommonOptions } from './program.ts'
import { openProgress } from './progress.ts'
import { usageWords } from './usage-words.ts'
import type { Words } from './words.ts'

/** The documents that the arguments name; `-` is standard input. Says how many an ignore file left out. */
export async function listSources(
  paths: readonly string[],
  options: CommonOptions,
  io: Io,
  words: Words,
): Promise<Source[]> {
  const { files, ignored } = await listFiles(
    paths.filter(path => path !== '-'),
    io.signal,
    await readIgnoreFile(options),
  )
  const sources: Source[] = files.map(path => ({ path }))
  if (paths.includes('-')) sources.unshift({ name: options.name ?? '-', bytes: await io.stdin() })
  if (!options.quiet) {
    if (ignored > 0) io.stderr.write(`${words.ignored(ignored)}\n`)
    if (sources.length === 0) io.stderr.write(`${words.nothingToScan}\n`)
  }
  return sources
}

/** @throws {UsageError} when the file cannot be read: what it excepts is not known then. */
async function readIgnoreFile({ ignoreFile, lang }: CommonOptions): Promise<string | undefined> {
  if (ignoreFile === undefined) return undefined
  try {
    return await readFile(ignoreFile, 'utf8')
  } catch (error) {
    const reason = usageWords[lang].fileError((error as NodeJS.ErrnoException).code ?? 'unknown')
    throw new UsageError(`--ignore-file ${ignoreFile}: ${reason}`, { cause: error })
  }
}

/** How a screener is opened, from the configuration of a run. */
export function screenerOptions(config: Config, language: Language): ScreenerOptions {
  const { timeout, memory } = config
  return {
    concurrency: config.concurrency ?? defaultConcurrency,
    language,
    ...(config.packs ? { packs: config.packs } : {}),
    ...(config.terms ? { terms: config.terms } : {}),
    ...(config.ocr ? { ocr: config.ocr } : {}),
    ocrModels: config.ocrModels,
    limits: {
      ...(Object.fromEntries(
        Object.entries(config.limits ?? {}).filter(([, value]) => value !== undefined),
      ) as object),
      ...(timeout === undefined ? {} : { seconds: timeout }),
      ...(memory === undefined ? {} : { megabytes: memory }),
    },
  }
}

/** @param documents how many there are: one alone gets all cores, since no more children are started than that. */
export function openConfigured(config: Config, options: CommonOptions, documents: number): Promise<Screener> {
  const configured = screenerOptions(config, options.lang)
  const concurrency = Math.max(1, Math.min(configured.concurrency ?? 1, documents))
  return openScreener({ ...configured, concurrency })
}

export interface Batch<T> {
  readonly sources: readonly Source[]
  readonly work: (source: Source, onPart: (label: string) => void) => Promise<T>
  /** Called with each result as it is done; completed work is never held back. */
  readonly onResult: (result: T) => void
  readonly isBlocked: (result: T) => boolean
}

/** @returns whether the batch ran to its end; false when it was interrupted. */
export async function runBatch<T>(
  batch: Batch<T>,
  io: Io,
  words: Words,
  options: CommonOptions,
): Promise<boolean> {
  const { sources } = batch
  const progress = openProgress(io, words, sources.length, options.progress && !options.quiet)
  let done = 0
  try {
    await Promise.all(
      sources.map(async source => {
        const { path } = identityOf(source)
        const result = await batch.work(source, part => progress.at(path, part))
        if (io.signal.aborted) return
        done += 1
        progress.clear()
        batch.onResult(result)
        progress.done(batch.isBlocked(result))
      }),
    )
  } finally {
    progress.stop()
  }
  if (!io.signal.aborted) return true
  io.stderr.write(`${words.interrupted(done, sources.length)}\n`)
  return false
}
