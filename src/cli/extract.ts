/** `baoshen extract`: prints what was read, line by line with its place. */
import type { Reading } from '../document/screening.ts'
import { readingFormats } from '../report/reading.ts'
import { listSources, openConfigured, runBatch } from './batch.ts'
import { resolveConfig } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import type { ExtractOptions } from './program.ts'
import { openResults } from './results.ts'
import { words as allWords } from './words.ts'

export async function extract(
  paths: readonly string[],
  options: ExtractOptions,
  io: Io,
): Promise<ExitStatus> {
  const words = allWords[options.lang]
  const config = await resolveConfig({ ...options }, options.lang)
  const sources = await listSources(paths, options, io, words)
  const results = openResults(options.output, sources, io, words)
  const screener = await openConfigured(config, options, sources.length)
  let incomplete = false
  try {
    const complete = await runBatch<Reading>(
      {
        sources,
        work: (source, onPart) => screener.read(source, { onPart, signal: io.signal }),
        onResult: reading => {
          incomplete ||= reading.problems.some(problem => problem.severity === 'error')
          results.write(readingFormats[options.format](reading, options.lang))
        },
        isBlocked: () => false,
      },
      io,
      words,
      options,
    )
    if (!complete) return exitStatus.interrupted
    return incomplete ? exitStatus.incomplete : exitStatus.clean
  } finally {
    results.close()
    await screener.close()
  }
}
