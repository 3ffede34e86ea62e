/** What is known of contents: written once for all items that have the same bytes. */
import { verdictOf } from '../../detect/verdict.ts'
import type { Part } from '../../document/document.ts'
import { partSchema } from '../../document/document.ts'
import { maskAll, maskMatch } from '../../review/mask.ts'
import type { Db, Trx } from '../../store/open.ts'
import type { RescanContentTable, RescanFindingTable, RescanRunTable } from '../../store/rescan-schema.ts'
import { storable } from '../../store/storable.ts'
import type { Content, Judged } from '../step.ts'
import { judgedBy } from './runs.ts'
import type { Sealer } from './sealed.ts'

export async function findContent(db: Db | Trx, id: string): Promise<RescanContentTable | undefined> {
  return db.selectFrom('rescanContent').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whether a content needs no other look in this run. */
export function isKnown(content: RescanContentTable, run: RescanRunTable): boolean {
  if (judgedBy(content) !== judgedBy(run)) return false
  return content.run === run.number || (run.isFull === 0 && content.isLost === 0)
}

/** The text that was read of a content; null when it is not kept, or was read otherwise than it would be now. */
export function keptReading(
  content: RescanContentTable | undefined,
  run: RescanRunTable,
  sealer: Sealer,
): Part[] | null {
  if (!content?.reading || content.reader !== run.reader || content.isLost === 1 || run.isFull === 1)
    return null
  const parts = partSchema.array().safeParse(sealer.open(content.reading, content.id))
  return parts.success ? parts.data : null
}

/** Only what raises a verdict is kept: a hundred thousand pages have many notes and few findings. */
const isKept = ({ severity }: { readonly severity: string }) => severity !== 'info'

/** Whether anything is kept of what was found in it. */
export const hasFindings = ({ findings }: Judged) => findings.some(isKept)

function contentRow(
  run: RescanRunTable,
  { id, sha256, isLost }: Content,
  judged: Judged,
  sealer: Sealer,
): RescanContentTable {
  const { findings, problems, reading } = judged
  return {
    id,
    siteId: run.siteId,
    sha256,
    type: judged.type,
    bytes: judged.bytes,
    verdict: verdictOf(findings, problems),
    parts: judged.parts,
    ocrParts: judged.ocrParts,
    problems: JSON.stringify(problems),
    ruleset: run.ruleset,
    reader: run.reader,
    run: run.number,
    isLost: Number(isLost),
    durationMs: Math.round(judged.durationMs),
    reading: Array.isArray(reading) ? sealer.seal(reading, id) : null,
  }
}

/** Of contents without findings. @returns the ids of those that were not known before, and are written now. */
export async function saveNewContents(
  trx: Trx,
  run: RescanRunTable,
  contents: readonly (readonly [Content, Judged])[],
  sealer: Sealer,
): Promise<ReadonlySet<string>> {
  const written = await trx
    .insertInto('rescanContent')
    .values(contents.map(([content, judged]) => contentRow(run, content, judged, sealer)))
    .onConflict(conflict => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  return new Set(written.map(({ id }) => id))
}

export async function saveContent(
  trx: Trx,
  run: RescanRunTable,
  content: Content,
  judged: Judged,
  sealer: Sealer,
): Promise<void> {
  const { findings, reading } = judged
  const row = contentRow(run, content, judged, sealer)
  const { id, reading: text, ...rest } = row
  let firstOrdinal = 0
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('rescanContent')
    .values(row)
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) {
    const changed = reading === 'as-before' ? rest : { ...rest, reading: text }
    await trx.updateTable('rescanContent').set(changed).where('id', '=', id).execute()
    firstOrdinal = await retireFindings(trx, id)
  }
  const rows = findings
    .filter(isKept)
    .map((finding, at) => findingRow(id, firstOrdinal + at, finding, sealer))
  if (rows.length > 0) await trx.insertInto('rescanFinding').values(rows).execute()
}

/** Makes way for another judgement of a content. @returns the first ordinal that is free. */
async function retireFindings(trx: Trx, contentId: string): Promise<number> {
  await trx.updateTable('rescanFinding').set({ isCurrent: 0 }).where('contentId', '=', contentId).execute()
  const last = await trx
    .selectFrom('rescanFinding')
    .select('ordinal')
    .where('contentId', '=', contentId)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last === undefined ? 0 : last.ordinal + 1
}

function findingRow(
  contentId: string,
  ordinal: number,
  finding: Judged['findings'][number],
  sealer: Sealer,
): RescanFindingTable {
  const { match, context, reason } = finding
  return {
    contentId,
    ordinal,
    isCurrent: 1,
    rule: finding.rule,
    category: finding.category,
    severity: finding.severity,
    title: finding.title,
    confidence: finding.confidence,
    part: storable(finding.part),
    page: finding.page,
    box: finding.box ? JSON.stringify(finding.box) : null,
    channel: finding.channel,
    maskedMatch: storable(maskMatch(match)),
    maskedContext: storable(maskAll(context)),
    words: sealer.seal({ match, context, reason }, wordsOf(contentId, ordinal)),
    basis: finding.basis,
    advice: finding.advice,
    fingerprint: finding.fingerprint,
  }
}

/** What the sealed words of a finding belong to. */
export const wordsOf = (contentId: string, ordinal: number) => `${contentId} ${ordinal}`

/** Forgets what no item has any more: texts at once, findings when no report can ask for them. */
export async function pruneContents(trx: Trx, siteId: string): Promise<void> {
  const current = trx
    .selectFrom('rescanItem')
    .select('contentId')
    .where('siteId', '=', siteId)
    .where('contentId', 'is not', null)
    .where('goneRun', 'is', null)
  const sighted = trx.selectFrom('rescanSighting').select('contentId').where('siteId', '=', siteId)
  await trx
    .updateTable('rescanContent')
    .set({ reading: null })
    .where('siteId', '=', siteId)
    .where('reading', 'is not', null)
    .where('id', 'not in', current)
    .execute()
  // What other rules found, and either is found again or was never reported.
  const superseded = trx
    .selectFrom('rescanFinding as old')
    .innerJoin('rescanContent', 'rescanContent.id', 'old.contentId')
    .leftJoin('rescanSighting', join =>
      join
        .onRef('rescanSighting.contentId', '=', 'old.contentId')
        .onRef('rescanSighting.rule', '=', 'old.rule')
        .onRef('rescanSighting.fingerprint', '=', 'old.fingerprint')
        .on('rescanSighting.fixedRun', 'is not', null),
    )
    .select(['old.contentId', 'old.ordinal'])
    .where('rescanContent.siteId', '=', siteId)
    .where('old.isCurrent', '=', 0)
    .where('rescanSighting.itemId', 'is', null)
  for (const { contentId, ordinal } of await superseded.execute()) {
    await trx
      .deleteFrom('rescanFinding')
      .where('contentId', '=', contentId)
      .where('ordinal', '=', ordinal)
      .execute()
  }
  const unused = trx
    .selectFrom('rescanContent')
    .select('id')
    .where('siteId', '=', siteId)
    .where('id', 'not in', current)
    .where('id', 'not in', sighted)
  await trx.deleteFrom('rescanFinding').where('contentId', 'in', unused).execute()
  await trx.deleteFrom('rescanContent').where('id', 'in', unused).execute()
}
