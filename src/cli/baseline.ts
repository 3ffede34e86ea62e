/** `baoshen baseline`: writes down what is found in existing content, so that later scans flag only what is new. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Screening } from '../document/screening.ts'
import { baselineOf } from '../known/baseline.ts'
import { today } from '../today.ts'
import { listSources, openConfigured, runBatch } from './batch.ts'
import { resolveConfig } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import type { CommonOptions } from './program.ts'
import { asUsageError, refuseToOverwrite } from './results.ts'
import { words as allWords } from './words.ts'

const defaultFile = '.baoshen-baseline.json'

export async function baseline(
  paths: readonly string[],
  options: CommonOptions,
  io: Io,
): Promise<ExitStatus> {
  const words = allWords[options.lang]
  const config = await resolveConfig({ ...options }, options.lang)
  const file = options.output ?? defaultFile
  const sources = await listSources(paths, options, io, words)
  refuseToOverwrite(file, sources, words)
  const screener = await openConfigured(config, options, sources.length)
  const screenings: Screening[] = []
  try {
    const complete = await runBatch<Screening>(
      {
        sources,
        work: (source, onPart) => screener.screen(source, { onPart, signal: io.signal }),
        onResult: screening => screenings.push(screening),
        isBlocked: screening => screening.verdict === 'block',
      },
      io,
      words,
      options,
    )
    if (!complete) return exitStatus.interrupted
    const content = baselineOf(screenings, path.dirname(path.resolve(file)), screener.ruleset, today())
    asUsageError(file, words, () => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`))
    const unread = screenings.filter(screening => screening.verdict === 'error')
    io.stderr.write(`${words.baselineWritten(file, content.findings.length, unread.length)}\n`)
    return unread.length > 0 ? exitStatus.incomplete : exitStatus.clean
  } finally {
    await screener.close()
  }
}
