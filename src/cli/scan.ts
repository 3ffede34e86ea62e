/** `baoshen scan`: screens files and folders and reports a verdict with evidence. */
import type { Screening } from '../document/screening.ts'
import { reportFormats } from '../report/formats.ts'
import { listSources, openConfigured, runBatch } from './batch.ts'
import { resolveConfig } from './config.ts'
import { type ExitStatus, exitStatus, exitStatusOf } from './exit-status.ts'
import type { Io } from './io.ts'
import type { ScanOptions } from './program.ts'
import { openResults } from './results.ts'
import { words as allWords } from './words.ts'

export async function scan(paths: readonly string[], options: ScanOptions, io: Io): Promise<ExitStatus> {
  const words = allWords[options.lang]
  const config = await resolveConfig({ ...options })
  const results = openResults(options.output, io, words)
  const color = results.isTTY && !io.env.NO_COLOR
  const reporter = reportFormats[options.format]({ language: options.lang, color })
  const screener = await openConfigured(config, options)
  const screenings: Screening[] = []
  try {
    const sources = await listSources(paths, options.name, io)
    if (sources.length === 0 && !options.quiet) io.stderr.write(`${words.nothingToScan}\n`)
    results.write(reporter.begin())
    const complete = await runBatch<Screening>(
      {
        sources,
        work: (source, onPart) => screener.screen(source, { onPart, signal: io.signal }),
        onResult: screening => {
          screenings.push(screening)
          results.write(reporter.document(screening))
        },
        isBlocked: screening => screening.verdict === 'block',
      },
      io,
      words,
      options,
    )
    results.write(reporter.end(screenings))
    return complete ? exitStatusOf(screenings, config.failOn ?? 'review') : exitStatus.interrupted
  } finally {
    results.close()
    await screener.close()
  }
}
