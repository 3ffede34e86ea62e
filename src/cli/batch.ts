/** Runs every input through a screener, with progress, and stops cleanly on Ctrl-C. */
import { openScreener, type Screener } from '../screener.ts'
import type { Source } from '../source.ts'
import { type Config, defaultConcurrency } from './config.ts'
import { listFiles } from './inputs.ts'
import type { Io } from './io.ts'
import type { CommonOptions } from './program.ts'
import { openProgress } from './progress.ts'
import type { Words } from './words.ts'

/** The documents that the arguments name; `-` is standard input. */
export async function listSources(
  paths: readonly string[],
  name: string | undefined,
  io: Io,
): Promise<Source[]> {
  if (!paths.includes('-')) return (await listFiles(paths)).map(path => ({ path }))
  const others = await listFiles(paths.filter(path => path !== '-'))
  return [{ name: name ?? '-', bytes: await io.stdin() }, ...others.map(path => ({ path }))]
}

export function openConfigured(config: Config, options: CommonOptions): Promise<Screener> {
  const { timeout, memory } = config
  return openScreener({
    concurrency: config.concurrency ?? defaultConcurrency,
    language: options.lang,
    ...(config.packs ? { packs: config.packs } : {}),
    ...(config.ocr ? { ocr: config.ocr } : {}),
    limits: {
      ...(Object.fromEntries(
        Object.entries(config.limits ?? {}).filter(([, value]) => value !== undefined),
      ) as object),
      ...(timeout === undefined ? {} : { seconds: timeout }),
      ...(memory === undefined ? {} : { megabytes: memory }),
    },
  })
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
        const label = 'path' in source ? source.path : source.name
        const result = await batch.work(source, part => progress.at(label, part))
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
