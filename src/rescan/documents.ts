/** What a run has to report: each document with findings, with findings that are no more, or that was not screened. */
import { z } from 'zod'
import { verdictOf } from '../detect/verdict.ts'
import { boxSchema, channelSchema } from '../document/document.ts'
import { keptProblemSchema, type Language } from '../document/problem.ts'
import type { Finding, Screening } from '../document/screening.ts'
import { applyKnown, type Known } from '../known/apply.ts'
import type { RuleWords } from '../packs/rule-words.ts'
import type { Db } from '../store/open.ts'
import type {
  FixedBy,
  RescanContentTable,
  RescanFindingTable,
  RescanItemTable,
  RescanRunTable,
  RescanSightingTable,
} from '../store/rescan-schema.ts'
import { wordsOf } from './state/contents.ts'
import { finishedBefore } from './state/runs.ts'
import type { Sealer } from './state/sealed.ts'

export interface SightedFinding extends Finding {
  /** `new`: the last finished run before this one did not have it here. */
  readonly status: 'new' | 'remains'
  /** Number of the run that saw it first. */
  readonly since: number
}

/** `info`: it was known, so that it was never reported. */
export interface FixedFinding extends Finding {
  /** Number of the run that saw it first. */
  readonly since: number
  readonly fixedBy: FixedBy
}

/** A screening as `scan` gives it, and what only a rescan knows. `findings` hold what is there now. */
export interface RescanDocument extends Screening {
  readonly ref: string
  readonly url: string | null
  readonly title: string | null
  /** Where the site links to it. */
  readonly foundIn: string | null
  readonly findings: SightedFinding[]
  readonly fixed: FixedFinding[]
  readonly isGone: boolean
}

export interface DocumentsOptions {
  readonly db: Db
  readonly run: RescanRunTable
  readonly sealer: Sealer
  readonly known: Known
  readonly language: Language
  readonly ruleWords: RuleWords
  /** What a document is called in reports, and in a baseline. */
  readonly pathOf: (item: RescanItemTable) => string
}

const loadedAtOnce = 100

/** In the order of their names. */
export async function* documentsOf(options: DocumentsOptions): AsyncGenerator<RescanDocument> {
  const { db, run } = options
  const base = await finishedBefore(db, run)
  const ids = await reportable(db, run, base)
  for (let at = 0; at < ids.length; at += loadedAtOnce) {
    const batch = ids.slice(at, at + loadedAtOnce)
    const items = await db
      .selectFrom('rescanItem')
      .selectAll()
      .where('id', 'in', batch)
      .orderBy('ref')
      .execute()
    for (const item of items) yield await documentOf(options, item, base)
  }
}

/** Ids of what is worth a line in a report: few of many, so that they may be in memory. */
async function reportable(db: Db, run: RescanRunTable, base: number): Promise<string[]> {
  const sighted = db
    .selectFrom('rescanSighting')
    .select('itemId')
    .where('siteId', '=', run.siteId)
    .where(eb => eb.or([eb('fixedRun', 'is', null), eb('fixedRun', '>', base)]))
  const unread = db
    .selectFrom('rescanContent')
    .select('id')
    .where('siteId', '=', run.siteId)
    .where('problems', 'like', '%"severity":"error"%')
  const rows = await db
    .selectFrom('rescanItem')
    .select('id')
    .where('siteId', '=', run.siteId)
    .where(eb =>
      eb.or([
        eb('id', 'in', sighted),
        eb('outcome', '=', 'failed'),
        eb.and([
          eb('contentId', 'in', unread),
          eb('goneRun', 'is', null),
          eb.or([eb('outcome', 'is', null), eb('outcome', '!=', 'skipped')]),
        ]),
      ]),
    )
    .orderBy('ref')
    .execute()
  return rows.map(({ id }) => id)
}

async function documentOf(
  options: DocumentsOptions,
  item: RescanItemTable,
  base: number,
): Promise<RescanDocument> {
  const { db, sealer } = options
  const sightings = await db
    .selectFrom('rescanSighting')
    .selectAll()
    .where('itemId', '=', item.id)
    .where(eb => eb.or([eb('fixedRun', 'is', null), eb('fixedRun', '>', base)]))
    .execute()
  const content =
    item.contentId === null
      ? undefined
      : await db.selectFrom('rescanContent').selectAll().where('id', '=', item.contentId).executeTakeFirst()
  const isOpen = (row: RescanSightingTable) => row.fixedRun === null
  const findings: SightedFinding[] = []
  const fixed: FixedFinding[] = []
  for (const [sighting, row] of await findingsOf(db, sightings)) {
    const finding = options.ruleWords(read(row, sealer))
    if (isOpen(sighting)) {
      const status = sighting.firstRun > base ? 'new' : 'remains'
      findings.push({ ...finding, status, since: sighting.firstRun })
    } else fixed.push({ ...finding, since: sighting.firstRun, fixedBy: sighting.fixedBy ?? 'changed' })
  }
  const screening = screeningOf(options, item, item.goneRun === null ? content : undefined, findings)
  const { known, language } = options
  const weighed = applyKnown(screening, known, language)
  const weighedFixed = applyKnown({ ...screening, findings: fixed }, known, language)
  return {
    ...weighed,
    // Weighing changes severity and reason, and neither number nor order.
    findings: findings.map((finding, index) => ({ ...finding, ...weighed.findings[index] })),
    ref: item.ref,
    url: item.url,
    title: item.title,
    foundIn: await nameOf(db, item.foundIn),
    fixed: fixed.map((finding, index) => ({ ...finding, ...weighedFixed.findings[index] })),
    isGone: item.goneRun !== null,
  }
}

/** The rows that sightings speak of, the gravest first, as they stood in the document. */
async function findingsOf(
  db: Db,
  sightings: readonly RescanSightingTable[],
): Promise<[RescanSightingTable, RescanFindingTable][]> {
  const found: [RescanSightingTable, RescanFindingTable][] = []
  for (const contentId of new Set(sightings.map(row => row.contentId))) {
    const rows = await db
      .selectFrom('rescanFinding')
      .selectAll()
      .where('contentId', '=', contentId)
      .orderBy('isCurrent', 'desc')
      .orderBy('ordinal')
      .execute()
    const wanted = new Map(
      sightings
        .filter(row => row.contentId === contentId)
        .map(row => [`${row.rule} ${row.fingerprint}`, row]),
    )
    for (const row of rows) {
      const key = `${row.rule} ${row.fingerprint}`
      const sighting = wanted.get(key)
      if (sighting) found.push([sighting, row])
      // The same words twice in a document are one sighting.
      wanted.delete(key)
    }
  }
  return found
}

const wordsSchema = z.object({ match: z.string(), context: z.string(), reason: z.string() })

function read(row: RescanFindingTable, sealer: Sealer): Finding {
  const opened = wordsSchema.safeParse(sealer.open(row.words, wordsOf(row.contentId, row.ordinal)))
  // Sealed with another key: the masked words still say where to look.
  const words = opened.data ?? { match: row.maskedMatch, context: row.maskedContext, reason: '' }
  return {
    rule: row.rule,
    category: row.category,
    severity: row.severity,
    title: row.title,
    match: words.match,
    confidence: row.confidence,
    part: row.part,
    page: row.page,
    box: row.box === null ? null : boxSchema.parse(JSON.parse(row.box)),
    channel: channelSchema.parse(row.channel),
    context: words.context,
    reason: words.reason,
    basis: row.basis,
    advice: row.advice,
    fingerprint: row.fingerprint,
  }
}

function screeningOf(
  { run, pathOf }: DocumentsOptions,
  item: RescanItemTable,
  content: RescanContentTable | undefined,
  findings: readonly Finding[],
): Screening {
  const problems = keptProblemSchema.array().parse(content ? JSON.parse(content.problems) : [])
  if (item.problem !== null) problems.push(keptProblemSchema.parse(JSON.parse(item.problem)))
  return {
    path: pathOf(item),
    sha256: item.sha256,
    type: content?.type ?? null,
    bytes: content?.bytes ?? 0,
    verdict: verdictOf(findings, problems),
    findings: [...findings],
    parts: content?.parts ?? 0,
    ocrParts: content?.ocrParts ?? 0,
    problems,
    ruleset: content?.ruleset ?? run.ruleset,
    durationMs: content?.durationMs ?? 0,
  }
}

async function nameOf(db: Db, itemId: string | null): Promise<string | null> {
  if (itemId === null) return null
  const row = await db
    .selectFrom('rescanItem')
    .select(['ref', 'url'])
    .where('id', '=', itemId)
    .executeTakeFirst()
  return row?.url ?? row?.ref ?? null
}
