/** Makes the self-inspection report of a run from what its state has to say. */
import type { Language } from '../../document/problem.ts'
import { problemText } from '../../document/problem-text.ts'
import { type Finding, type Verdict, verdicts } from '../../document/screening.ts'
import { partLabel } from '../../report/part-label.ts'
import { maskAll, maskMatch } from '../../review/mask.ts'
import type { Db } from '../../store/open.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import { type Columns, columnOf } from '../columns.ts'
import type { FixedFinding, RescanDocument, SightedFinding } from '../documents.ts'
import { notLookedAt } from '../state/not-looked-at.ts'
import {
  type Inspection,
  type InspectionFinding,
  inOrder,
  type NotScreened,
  type Place,
  type PlacePicture,
  type RunSummary,
  type Status,
} from './inspection.ts'
import { readableAddress } from './readable-address.ts'

export interface InspectOptions {
  readonly db: Db
  readonly run: RescanRunTable
  readonly documents: AsyncIterable<RescanDocument>
  /** For the title: the name of the site. */
  readonly site: string
  readonly source: string
  readonly columns: Columns
  /** Of places and of what is wrong with a document. */
  readonly language: Language
  readonly timeZone: string | null
  /** Null: there are to be none. */
  readonly pictures: Pictures | null
  readonly reviewItemOf: (document: RescanDocument, finding: Finding) => string | null
}

export interface Pictures {
  /** Each takes reading its document again. */
  readonly most: number
  /** Null when there is nothing to draw. */
  readonly draw: (document: RescanDocument, finding: SightedFinding) => Promise<PlacePicture | null>
}

export async function inspect(options: InspectOptions): Promise<Inspection> {
  const { db, run, columns, language } = options
  const started = await startsOf(db, run.siteId)
  const findings: InspectionFinding[] = []
  const drawable = new Map<InspectionFinding, readonly [RescanDocument, SightedFinding]>()
  const notScreened: NotScreened[] = []
  const counts: Record<Verdict, number> = { pass: 0, review: 0, error: 0, block: 0 }
  for await (const document of options.documents) {
    const place = placeOf(document, columns)
    if (!document.isGone) counts[document.verdict] += 1
    const shownAs = (finding: SightedFinding | FixedFinding, status: Status): InspectionFinding => ({
      ...masked(finding, status, place, started.get(finding.since) ?? run.started),
      part: partLabel(finding.part, language),
      reviewItem: options.reviewItemOf(document, finding),
    })
    for (const finding of document.findings) {
      if (finding.severity === 'info') continue
      const shown = shownAs(finding, finding.status === 'new' ? 'new' : 'remaining')
      findings.push(shown)
      // A document holds words that are not masked: no longer than need be.
      if (options.pictures && finding.page !== null) drawable.set(shown, [document, finding])
    }
    for (const finding of document.fixed) {
      if (finding.severity !== 'info') findings.push(shownAs(finding, 'fixed'))
    }
    for (const problem of document.problems) {
      const { severity, code, part } = problem
      if (severity !== 'error') continue
      const text = problemText(problem, language)
      notScreened.push({
        place,
        code,
        message: part === null ? text : `${partLabel(part, language)}: ${text}`,
      })
    }
  }
  const history = await historyOf(db, run)
  const open = findings.filter(finding => finding.status !== 'fixed')
  // What is not in the report passed.
  const rest = run.done - run.gone - run.skipped - verdicts.reduce((sum, verdict) => sum + counts[verdict], 0)
  return {
    site: options.site,
    source: options.source,
    ruleset: run.ruleset,
    timeZone: options.timeZone,
    run: {
      started: run.started,
      ended: run.finished,
      documents: run.done - run.gone - run.skipped,
      new: open.filter(finding => finding.status === 'new').length,
      remaining: open.filter(finding => finding.status === 'remaining').length,
      fixed: findings.length - open.length,
    },
    counts: {
      read: run.screened,
      unchanged: run.unchanged + run.reused + run.rematched,
      gone: run.gone,
      verdicts: { ...counts, pass: counts.pass + Math.max(0, rest) },
    },
    findings: options.pictures ? await withPictures(findings, drawable, options.pictures) : findings,
    notScreened,
    notLookedAt: await notLookedAt(db, run),
    history,
  }
}

function placeOf({ ref, url, title, foundIn }: RescanDocument, columns: Columns): Place {
  return {
    id: ref,
    url: url === null ? null : readableAddress(url),
    title,
    linkedFrom: foundIn === null ? [] : [readableAddress(foundIn)],
    ...columnOf(columns, url ?? ref),
  }
}

function masked(
  finding: SightedFinding | FixedFinding,
  status: Status,
  place: Place,
  firstSeen: string,
): Omit<InspectionFinding, 'reviewItem'> {
  const { rule, title, category, severity, part, page, channel, basis, advice, fingerprint } = finding
  return {
    ...{ rule, title, category, severity, part, page, channel, basis, advice, fingerprint },
    status,
    match: maskMatch(finding.match),
    context: maskAll(finding.context),
    firstSeen,
    place,
    picture: null,
  }
}

async function withPictures(
  findings: readonly InspectionFinding[],
  drawable: ReadonlyMap<InspectionFinding, readonly [RescanDocument, SightedFinding]>,
  { most, draw }: Pictures,
): Promise<InspectionFinding[]> {
  const drawn: InspectionFinding[] = []
  let left = most
  for (const finding of inOrder(findings)) {
    const what = drawable.get(finding)
    const picture = what && left > 0 ? await draw(...what) : null
    if (picture) left -= 1
    drawn.push({ ...finding, picture })
  }
  return drawn
}

async function startsOf(db: Db, siteId: string): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('rescanRun')
    .select(['number', 'started'])
    .where('siteId', '=', siteId)
    .execute()
  return new Map(rows.map(({ number, started }) => [number, started]))
}

/** Runs that came to their end before this one; what was fixed is counted where it is no longer kept. */
async function historyOf(db: Db, run: RescanRunTable): Promise<RunSummary[]> {
  const rows = await db
    .selectFrom('rescanRun')
    .selectAll()
    .where('siteId', '=', run.siteId)
    .where('number', '<', run.number)
    .where('state', '=', 'done')
    .orderBy('number')
    .execute()
  const sightings = db.selectFrom('rescanSighting').where('siteId', '=', run.siteId)
  const summaries: RunSummary[] = []
  let base = 0
  for (const { number, started, finished, done, gone, skipped } of rows.slice(-mostRuns)) {
    const counts = await sightings
      .select(({ fn, eb }) => [
        fn
          .countAll()
          .filterWhere(eb.and([eb('firstRun', '>', base), eb('firstRun', '<=', number)]))
          .as('fresh'),
        fn
          .countAll()
          .filterWhere(
            eb.and([
              eb('firstRun', '<=', base),
              eb.or([eb('fixedRun', 'is', null), eb('fixedRun', '>', number)]),
            ]),
          )
          .as('remaining'),
        fn
          .countAll()
          .filterWhere(eb.and([eb('fixedRun', '>', base), eb('fixedRun', '<=', number)]))
          .as('fixed'),
      ])
      .executeTakeFirstOrThrow()
    summaries.push({
      started,
      ended: finished,
      documents: done - gone - skipped,
      new: Number(counts.fresh),
      remaining: Number(counts.remaining),
      fixed: Number(counts.fixed),
    })
    base = number
  }
  return summaries
}

/** As many as a table can be read. */
const mostRuns = 30
