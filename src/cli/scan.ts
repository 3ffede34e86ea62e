/** `baoshen scan`: screens files and folders and reports a verdict with evidence. */
import type { Language } from '../document/problem.ts'
import type { Screening } from '../document/screening.ts'
import { loadAllowList } from '../known/allow-list.ts'
import { applyKnown, type Known } from '../known/apply.ts'
import { loadBaseline } from '../known/baseline.ts'
import { reportFormats } from '../report/formats.ts'
import type { PagePictures, Reporter, ReportOptions } from '../report/reporter.ts'
import type { PictureResult } from '../sandbox/protocol.ts'
import type { Screener, ScreenOptions } from '../screener.ts'
import type { Source } from '../source.ts'
import { today } from '../today.ts'
import { listSources, openConfigured, runBatch } from './batch.ts'
import { resolveConfig } from './config.ts'
import { type ExitStatus, exitStatus, exitStatusOf } from './exit-status.ts'
import type { Io } from './io.ts'
import type { ScanOptions } from './program.ts'
import { openResults } from './results.ts'
import { words as allWords, type Words } from './words.ts'

export async function scan(paths: readonly string[], options: ScanOptions, io: Io): Promise<ExitStatus> {
  const list = () => listSources(paths, options, io, allWords[options.lang])
  return screenSources(list, options, io, reportFormats[options.format])
}

/**
 * Screens what `list` names and reports it. Mistakes in the options are told before anything is listed.
 * @param present changes what is reported of a document, and nothing that is decided by it.
 */
export async function screenSources(
  list: () => Promise<readonly Source[]>,
  options: ScanOptions,
  io: Io,
  openReporter: (options: ReportOptions) => Reporter,
  present: (screening: Screening) => Screening = screening => screening,
): Promise<ExitStatus> {
  const words = allWords[options.lang]
  const config = await resolveConfig({ ...options }, options.lang)
  const known = await loadKnown(options, io, words)
  const sources = await list()
  const results = openResults(options.output, sources, io, words)
  const color = results.isTTY && !io.env.NO_COLOR
  const failOn = config.failOn ?? 'review'
  const reporter = openReporter({ language: options.lang, color, failOn })
  const screener = await openConfigured(config, options, sources.length)
  const screenings: Screening[] = []
  try {
    results.write(reporter.begin())
    const complete = await runBatch<{ screening: Screening; pictures: PagePictures }>(
      {
        sources,
        work: async (source, onPart) => {
          const run = { onPart, signal: io.signal, stopAtFirst: config.stopAtFirst }
          const screening = present(await screenKnown(screener, source, known, options.lang, run))
          const pictures = reporter.wantsPictures
            ? await drawPages(screener, source, screening, io)
            : noPictures
          return { screening, pictures }
        },
        onResult: ({ screening, pictures }) => {
          screenings.push(screening)
          results.write(reporter.document(screening, pictures))
        },
        isBlocked: ({ screening }) => screening.verdict === 'block',
      },
      io,
      words,
      options,
    )
    results.write(reporter.end(screenings))
    return complete ? exitStatusOf(screenings, failOn) : exitStatus.interrupted
  } finally {
    results.close()
    await screener.close()
  }
}

/** A finding that somebody answers for is no reason to leave the rest unread: then all of it is screened. */
async function screenKnown(
  screener: Screener,
  source: Source,
  known: Known,
  language: Language,
  options: ScreenOptions,
): Promise<Screening> {
  const screening = applyKnown(await screener.screen(source, options), known, language)
  const stopped = screening.problems.some(({ code }) => code === 'stopped-at-first')
  if (!stopped || screening.verdict === 'block') return screening
  return applyKnown(await screener.screen(source, { ...options, stopAtFirst: false }), known, language)
}

const noPictures: PagePictures = new Map()
/** Pages shown for one document; a reviewer has seen enough by then. */
const mostPictures = 20

/** Pictures of the pages on which something was found. */
async function drawPages(
  screener: Screener,
  source: Source,
  screening: Screening,
  io: Io,
): Promise<PagePictures> {
  const placed = screening.findings.filter(finding => finding.box !== null && finding.page !== null)
  const pages = [...new Set(placed.map(finding => finding.page))]
    .filter(page => page !== null)
    .slice(0, mostPictures)
  const pictures = new Map<number, PictureResult>()
  for (const page of pages.sort((a, b) => a - b)) {
    const picture = await screener.picture(source, page, { signal: io.signal })
    if (picture) pictures.set(page, picture)
  }
  return pictures
}

/** @throws {KnownFileError} when the allow-list or the baseline cannot be used. */
export async function loadKnown(options: ScanOptions, io: Io, words: Words): Promise<Known> {
  const allowList = options.allow === undefined ? null : await loadAllowList(options.allow, today())
  const baseline = options.baseline === undefined ? null : await loadBaseline(options.baseline)
  if (!options.quiet) {
    for (const entry of allowList?.expired ?? []) io.stderr.write(`${words.allowExpired(entry)}\n`)
    for (const entry of allowList?.expiring ?? []) io.stderr.write(`${words.allowExpiring(entry)}\n`)
  }
  return { allowList, baseline }
}
