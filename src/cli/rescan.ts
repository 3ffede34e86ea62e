/** `baoshen rescan`: everything a site has published, in this process, with its state in a file. */
import { accessSync, constants, realpathSync } from 'node:fs'
import path from 'node:path'
import { versionOf } from '../detect/ruleset.ts'
import { verdictOf } from '../detect/verdict.ts'
import { defaultLimits } from '../document/limits.ts'
import { loadPacks } from '../packs/load.ts'
import { loadTerms } from '../packs/load-terms.ts'
import { ruleWords } from '../packs/rule-words.ts'
import type { Pack } from '../packs/schema.ts'
import { reportFormats } from '../report/formats.ts'
import { ContentIds } from '../rescan/content-id.ts'
import type { RescanContext } from '../rescan/context.ts'
import { documentsOf, type RescanDocument } from '../rescan/documents.ts'
import { performRun } from '../rescan/engine.ts'
import { paceOf } from '../rescan/pace.ts'
import { readerVersion } from '../rescan/reader-version.ts'
import { wordNotLookedAt } from '../rescan/report/not-looked-at-words.ts'
import type { SiteSource } from '../rescan/site-source.ts'
import { notLookedAt } from '../rescan/state/not-looked-at.ts'
import { beginRun, lastRun, openSite } from '../rescan/state/runs.ts'
import { Sealer } from '../rescan/state/sealed.ts'
import { openStateFile } from '../rescan/state/state-file.ts'
import { openScreener, type Screener, type ScreenerOptions } from '../screener.ts'
import { StoreError } from '../store/error.ts'
import type { Store } from '../store/open.ts'
import type { RescanItemTable, RescanRunTable } from '../store/rescan-schema.ts'
import { openSecret } from '../vault/keys.ts'
import { screenerOptions } from './batch.ts'
import { type Config, defaultConcurrency, resolveConfig, UsageError } from './config.ts'
import { type ExitStatus, exitStatus, exitStatusOf } from './exit-status.ts'
import { boundHeap } from './heap.ts'
import type { Io } from './io.ts'
import type { RescanOptions } from './rescan-program.ts'
import { openRescanProgress } from './rescan-progress.ts'
import { planReports, writeReports } from './rescan-reports.ts'
import { openRescanSource } from './rescan-source.ts'
import { type RescanWords, rescanWords, type Tally } from './rescan-words.ts'
import { asUsageError, openResults } from './results.ts'
import { loadKnown } from './scan.ts'
import { words as allWords } from './words.ts'

const keyVariable = 'BAOSHEN_CONTENT_KEY'

export async function rescan(target: string, options: RescanOptions, io: Io): Promise<ExitStatus> {
  boundHeap()
  const words = rescanWords[options.lang]
  const config = await resolveConfig({ ...options }, options.lang)
  const known = await loadKnown(options, io, allWords[options.lang])
  const pace = paceOf(percentOf(options.maxCpu, words), config.concurrency ?? defaultConcurrency)
  const limits = { ...defaultLimits, ...screenerOptions(config, options.lang).limits }
  const reports = planReports(options, words)
  const { source, key, folder, settings } = await openRescanSource(target, options, limits, io)
  try {
    refuseInside(options.state, folder, words.stateInside)
    for (const file of [options.output, ...reports.files.map(each => each.path)]) {
      if (file === undefined) continue
      refuseInside(file, folder, words.resultsInside)
      // Better before an hour of work than after it.
      asUsageError(file, allWords[options.lang], () => accessSync(path.dirname(file), constants.W_OK))
    }
    const store = await openState(options.state, words)
    try {
      const sealer = new Sealer(openSecret(`${options.state}.key`, io.env[keyVariable], keyVariable))
      const packs = await packsOf(screenerOptions(config, options.lang))
      const perform = { store, source, key, sealer, pace, config, packs, options, io, words }
      const startedAt = performance.now()
      const run = await performHere(perform)
      if (run.state === 'running') {
        io.stderr.write(`${words.interrupted(run)}\n`)
        return exitStatus.interrupted
      }
      const pathOf = ({ ref, url }: RescanItemTable) =>
        folder === null ? (url ?? ref) : path.join(target, ref)
      const documents = () =>
        documentsOf({
          db: store.db,
          run,
          sealer,
          known,
          language: options.lang,
          ruleWords: ruleWords(packs, options.lang),
          pathOf,
        })
      const report = { documents: documents(), run, seconds: (performance.now() - startedAt) / 1000 }
      const status = await print(report, config, options, io, words)
      const left = wordNotLookedAt(await notLookedAt(store.db, run), options.lang)
      if (left !== null && !options.quiet) io.stderr.write(`${left}\n`)
      const inspected = { db: store.db, run, documents: documents(), source, settings }
      await writeReports(reports, inspected, screenerOptions(config, options.lang), options.lang, io)
      if (reports.files.length > 0 && !options.quiet) {
        io.stderr.write(`${words.reported(reports.files.map(file => file.path).join(' '))}\n`)
      }
      return status
    } finally {
      await store.close()
    }
  } finally {
    await source.close()
  }
}

async function packsOf({ packs = [], terms = [] }: ScreenerOptions): Promise<Pack[]> {
  return [...(await loadPacks(packs)), ...(await loadTerms(terms))]
}

function percentOf(text: string | undefined, words: RescanWords): number | undefined {
  if (text === undefined) return undefined
  const percent = Number(/^(\d+(?:\.\d+)?)\s*[%％]?$/.exec(text)?.[1])
  if (!(percent >= 1 && percent <= 100)) throw new UsageError(words.badPercent)
  return percent
}

/** A file of ours that the web server publishes would be a list of everything that should not be there. */
function refuseInside(
  file: string,
  folder: string | null,
  message: RescanWords['stateInside' | 'resultsInside'],
): void {
  if (folder === null) return
  let place = path.dirname(path.resolve(file))
  try {
    place = realpathSync(place)
  } catch {
    // There is no such folder, and opening the file will say so.
  }
  const relative = path.relative(realpathSync(folder), place)
  const isInside = relative.split(path.sep, 1)[0] !== '..' && !path.isAbsolute(relative)
  if (isInside) throw new UsageError(message(file, folder))
}

async function openState(file: string, words: RescanWords): Promise<Store> {
  try {
    return await openStateFile(file)
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === 'newer-schema') throw error
    const message = error.code === 'data-in-use' ? words.stateInUse(file) : words.noState(file)
    throw new UsageError(message, { cause: error })
  }
}

interface Performance {
  readonly store: Store
  readonly source: SiteSource
  /** What the site is known by in the state. */
  readonly key: string
  readonly sealer: Sealer
  readonly pace: ReturnType<typeof paceOf>
  readonly config: Config
  readonly packs: readonly Pack[]
  readonly options: RescanOptions
  readonly io: Io
  readonly words: RescanWords
}

/** @returns the run; still `running` when it was interrupted. */
async function performHere(performance: Performance): Promise<RescanRunTable> {
  const { store, source, key, sealer, pace, config, packs, options, io, words } = performance
  const screening = { ...screenerOptions(config, options.lang), concurrency: pace.concurrency }
  const versions = { ruleset: versionOf(packs), reader: await readerVersion(screening) }
  const site = await openSite(store, key, source.name)
  const expected = (await lastRun(store.db, site.id))?.total ?? 0
  const { run, isResumed } = await beginRun(store, site.id, versions, options.full === true)
  if (isResumed && !options.quiet) io.stderr.write(`${words.resumed(run)}\n`)
  let screener: Promise<Screener> | undefined
  const context: RescanContext = {
    db: store.db,
    run,
    source,
    screener: () => {
      screener ??= openScreener({ ...screening, ...(pace.threads ? { threads: pace.threads } : {}) })
      return screener
    },
    contentIds: new ContentIds(site.id, packs),
    sealer,
    keepsText: options.keepText === true,
    language: options.lang,
    atWork: new Map(),
  }
  const progress = openRescanProgress(io, words, expected, options.progress && !options.quiet)
  try {
    return await performRun({
      store,
      context,
      pace,
      signal: io.signal,
      onProgress: now => progress.update(now),
    })
  } finally {
    progress.stop()
    await (await screener?.catch(() => undefined))?.close()
  }
}

interface Report {
  readonly documents: ReturnType<typeof documentsOf>
  readonly run: RescanRunTable
  readonly seconds: number
}

/** What is left of a document when what stood there at the last rescan does not count. */
function onlyNew(document: RescanDocument): RescanDocument {
  const findings = document.findings.filter(({ status }) => status === 'new')
  return { ...document, findings, verdict: verdictOf(findings, document.problems) }
}

/** Writes what the run found, in one of the formats of `scan`; its figures go to standard error. */
async function print(
  { documents, run, seconds }: Report,
  config: Config,
  options: RescanOptions,
  io: Io,
  words: RescanWords,
): Promise<ExitStatus> {
  const results = openResults(options.output, [], io, allWords[options.lang])
  const reporter = reportFormats[options.format]({
    language: options.lang,
    color: results.isTTY && !io.env.NO_COLOR,
  })
  const tally = { new: 0, remaining: 0, fixed: 0, unread: 0 } satisfies Tally
  const shown: RescanDocument[] = []
  try {
    results.write(reporter.begin())
    for await (const document of documents) {
      const counting = document.findings.filter(({ severity }) => severity !== 'info')
      tally.new += counting.filter(({ status }) => status === 'new').length
      tally.remaining += counting.filter(({ status }) => status === 'remains').length
      tally.fixed += document.fixed.filter(({ severity }) => severity !== 'info').length
      const isUnread = document.problems.some(({ severity }) => severity === 'error')
      if (isUnread) tally.unread += 1
      const seen = options.onlyNew ? onlyNew(document) : document
      if (seen.verdict === 'pass') continue
      shown.push(seen)
      results.write(reporter.document(seen, new Map()))
    }
    results.write(reporter.end(shown))
  } finally {
    results.close()
  }
  if (!options.quiet) io.stderr.write(`${words.finished(run, seconds, tally)}\n`)
  return exitStatusOf(shown, config.failOn ?? 'review')
}
