/** Writes the self-inspection reports of a rescan, in the formats that the names of the files say. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Language } from '../document/problem.ts'
import type { RescanDocument, SightedFinding } from '../rescan/documents.ts'
import { inspect } from '../rescan/report/inspect.ts'
import type { Inspection, PlacePicture, ReportLimits } from '../rescan/report/inspection.ts'
import { placePicture } from '../rescan/report/place-picture.ts'
import type { SiteSource } from '../rescan/site-source.ts'
import type { SiteSettings } from '../rescan/sources/site-settings.ts'
import { openScreener, type Screener, type ScreenerOptions } from '../screener.ts'
import type { Db } from '../store/open.ts'
import type { RescanRunTable } from '../store/rescan-schema.ts'
import { UsageError } from './config.ts'
import type { Io } from './io.ts'
import type { RescanOptions } from './rescan-program.ts'
import type { RescanWords } from './rescan-words.ts'
import { asUsageErrorAsync } from './results.ts'
import { words as allWords } from './words.ts'

type Printer = (inspection: Inspection, language: Language, limits: ReportLimits) => string | Promise<Buffer>

/** Loaded for those who want a report: most nightly runs write none. */
const printers: Readonly<Record<string, () => Promise<Printer>>> = {
  '.html': async () => (await import('../rescan/report/html.ts')).inspectionHtml,
  '.docx': async () => (await import('../rescan/report/document.ts')).inspectionDocument,
  '.xlsx': async () => (await import('../rescan/report/workbook.ts')).inspectionWorkbook,
}

const mostPictures = 1000

export interface ReportPlan {
  readonly files: readonly { readonly path: string; readonly load: () => Promise<Printer> }[]
  readonly pictures: number
}

/** @throws {UsageError} for an ending that is none of ours: better before an hour of work than after it. */
export function planReports({ report = [], pictures }: RescanOptions, words: RescanWords): ReportPlan {
  const count = Number(pictures)
  if (!Number.isInteger(count) || count < 0 || count > mostPictures) throw new UsageError(words.badPictures)
  const files = report.map(file => {
    const load = printers[path.extname(file).toLowerCase()]
    if (!load) throw new UsageError(words.badReport(file))
    return { path: file, load }
  })
  return { files, pictures: count }
}

export interface Inspected {
  readonly db: Db
  readonly run: RescanRunTable
  readonly documents: AsyncIterable<RescanDocument>
  readonly source: SiteSource
  readonly settings: Pick<SiteSettings, 'name' | 'columns'>
}

/** @throws {UsageError} when a file cannot be written. */
export async function writeReports(
  { files, pictures }: ReportPlan,
  { db, run, documents, source, settings }: Inspected,
  screening: ScreenerOptions,
  language: Language,
  io: Io,
): Promise<void> {
  if (files.length === 0) return
  let screener: Promise<Screener> | undefined
  const drawer = () => {
    screener ??= openScreener({ ...screening, concurrency: 1 })
    return screener
  }
  try {
    const inspection = await inspect({
      db,
      run,
      documents,
      site: settings.name ?? source.name,
      source: source.name,
      columns: settings.columns,
      language,
      timeZone: null,
      pictures: {
        most: pictures,
        draw: (document, finding) => draw(source, drawer, document, finding, io.signal),
      },
      reviewItemOf: () => null,
    })
    const limits = { pictures, lines: Number.POSITIVE_INFINITY }
    for (const file of files) {
      const print = await file.load()
      const printed = await print(inspection, language, limits)
      await asUsageErrorAsync(file.path, allWords[language], () =>
        writeFile(file.path, printed, { mode: 0o600 }),
      )
    }
  } finally {
    await (await screener?.catch(() => undefined))?.close()
  }
}

/** Reads the document again, for its page; null when it is not there any more or has no page to draw. */
async function draw(
  source: SiteSource,
  screener: () => Promise<Screener>,
  document: RescanDocument,
  finding: SightedFinding,
  signal: AbortSignal,
): Promise<PlacePicture | null> {
  if (finding.page === null || signal.aborted) return null
  const reference = { id: document.ref, url: document.url, validator: null }
  const fetched = await source.fetch(reference, null, signal)
  if (fetched.kind !== 'content') return null
  const opened = await screener()
  const page = await opened.picture({ name: fetched.name, bytes: fetched.bytes }, finding.page, { signal })
  if (!page) return null
  const others = document.findings.filter(each => each.page === finding.page).map(each => each.box)
  return placePicture(page, finding.box, others)
}
