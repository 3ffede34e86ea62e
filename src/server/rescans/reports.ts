/**
 * The self-inspection report 自查报告 of a run. The state of a site tells how things stand after its last run, so that
 * only that one can be reported on; no document is read again for it.
 */
import { setImmediate } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { Language } from '../../document/problem.ts'
import { ruleWords } from '../../packs/rule-words.ts'
import { columnsSchema } from '../../rescan/columns.ts'
import { documentsOf } from '../../rescan/documents.ts'
import { inspect } from '../../rescan/report/inspect.ts'
import type { Inspection } from '../../rescan/report/inspection.ts'
import { lastRun } from '../../rescan/state/runs.ts'
import type { Sealer } from '../../rescan/state/sealed.ts'
import type { Db } from '../../store/open.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Download } from '../handler.ts'
import type { Screeners } from '../screeners.ts'
import { cleanFileName } from '../security/file-name.ts'
import { activeAllowList } from '../workflow/screen-job.ts'
import type { Service } from '../workflow/service.ts'
import { printInspection, type ReportFormat } from './print-thread.ts'

/** One is made at a time, each in its turn. */
const mostWaiting = 4
/** With SQLite nothing else has its turn between two documents unless it is given one. */
const documentsAtOnce = 10

const titles: Readonly<Record<Language, string>> = { zh: '自查报告', en: 'self-inspection' }

export class Reports {
  readonly #service: Service
  readonly #sealer: Sealer
  readonly #screeners: Screeners
  readonly #turns = pLimit(1)

  constructor(service: Service, sealer: Sealer, screeners: Screeners) {
    this.#service = service
    this.#sealer = sealer
    this.#screeners = screeners
  }

  /**
   * @throws {ApiProblem} `not-found`; `no-report` when the run has not come to its end, or another has begun since;
   * `overloaded`.
   */
  print(site: SiteTable, runId: string, format: ReportFormat, language: Language): Promise<Download> {
    if (this.#turns.pendingCount >= mostWaiting) throw new ApiProblem('overloaded')
    return this.#turns(async () => {
      const inspection = await this.#inspect(site, runId, language)
      const bytes = await printInspection(inspection, format, language)
      const title = site.name.replaceAll(/[\\/]/g, '_')
      return { bytes, name: cleanFileName(`${title} ${titles[language]} ${dayOf(inspection)}.${format}`) }
    })
  }

  async #inspect(site: SiteTable, runId: string, language: Language): Promise<Inspection> {
    const { store, publicUrl } = this.#service
    const { db } = store
    const run = await reportable(db, site.id, runId)
    const known = { allowList: await activeAllowList(this.#service), baseline: null }
    const items = await reviewItems(db, site.id)
    const pathOf = ({ ref }: { ref: string }) => ref
    const documents = documentsOf({
      db,
      run,
      sealer: this.#sealer,
      known,
      language,
      ruleWords: ruleWords(this.#screeners.packs, language),
      pathOf,
    })
    const inspection = await inspect({
      db,
      run,
      documents: unhurried(documents),
      site: site.name,
      source: site.source,
      language,
      columns: columnsSchema.parse(JSON.parse(site.columns)),
      timeZone: site.timeZone,
      pictures: null,
      reviewItemOf: ({ ref }, { rule, fingerprint }) => {
        const item = items.get(keyOf(ref, rule, fingerprint))
        return item === undefined ? null : `${publicUrl ?? ''}/items/${item}`
      },
    })
    // A run that began in the meantime may have changed what was still to be read.
    await reportable(db, site.id, runId)
    return inspection
  }
}

async function reportable(db: Db, siteId: string, runId: string): Promise<RescanRunTable> {
  const run = await db
    .selectFrom('rescanRun')
    .selectAll()
    .where('siteId', '=', siteId)
    .where('id', '=', runId)
    .executeTakeFirst()
  if (!run) throw new ApiProblem('not-found')
  const last = await lastRun(db, siteId)
  if (run.state !== 'done' || last?.id !== run.id) throw new ApiProblem('no-report')
  return run
}

const keyOf = (ref: string, rule: string, fingerprint: string) => `${ref}\n${rule}\n${fingerprint}`

/** Findings that are in a review item, with its id. */
async function reviewItems(db: Db, siteId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('siteFinding')
    .innerJoin('rescanItem', 'rescanItem.id', 'siteFinding.itemId')
    .select(['rescanItem.ref', 'siteFinding.rule', 'siteFinding.fingerprint', 'siteFinding.submissionId'])
    .where('siteFinding.siteId', '=', siteId)
    .execute()
  return new Map(rows.map(row => [keyOf(row.ref, row.rule, row.fingerprint), row.submissionId]))
}

async function* unhurried<T>(all: AsyncIterable<T>): AsyncGenerator<T> {
  let count = 0
  for await (const each of all) {
    yield each
    count += 1
    if (count % documentsAtOnce === 0) await setImmediate()
  }
}

/** `2026-11-26`, by the clock of the site. */
function dayOf({ run, timeZone }: Inspection): string {
  const options = { dateStyle: 'short', ...(timeZone === null ? {} : { timeZone }) } as const
  return new Intl.DateTimeFormat('sv-SE', options).format(new Date(run.ended ?? run.started))
}
