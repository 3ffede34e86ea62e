/** Where findings were seen, from the run that saw them first to the run that saw them no more. */
import type { Severity } from '../../document/screening.ts'
import type { Trx } from '../../store/open.ts'
import type { FixedBy, RescanItemTable, RescanRunTable } from '../../store/rescan-schema.ts'

/** A finding as far as it can be told again in another run. */
export interface Sighted {
  readonly rule: string
  readonly fingerprint: string
  readonly severity: Severity
}

const keyOf = ({ rule, fingerprint }: Sighted | { rule: string; fingerprint: string }) =>
  `${rule} ${fingerprint}`

/** What stands in a content, each once: the same words twice on a page are one finding of it. */
export async function sightedIn(trx: Trx, contentId: string): Promise<Sighted[]> {
  return trx
    .selectFrom('rescanFinding')
    .select(['rule', 'fingerprint', 'severity'])
    .where('contentId', '=', contentId)
    .where('isCurrent', '=', 1)
    .orderBy('ordinal')
    .execute()
}

/**
 * Compares what an item shows now with what it showed before.
 * @param fixedBy why those that are not among `now` are no more.
 * @returns how many are new.
 */
export async function compareSightings(
  trx: Trx,
  run: RescanRunTable,
  item: RescanItemTable,
  contentId: string | null,
  now: readonly Sighted[],
  fixedBy: FixedBy,
): Promise<number> {
  const isNewItem = item.readRun === null
  if (isNewItem && now.length === 0) return 0
  const before = isNewItem
    ? []
    : await trx.selectFrom('rescanSighting').selectAll().where('itemId', '=', item.id).execute()
  const known = new Map(before.map(row => [keyOf(row), row]))
  const current = new Map<string, Sighted>()
  for (const each of now) if (!current.has(keyOf(each))) current.set(keyOf(each), each)
  let added = 0
  for (const [key, { rule, fingerprint, severity }] of current) {
    const row = known.get(key)
    if (row && row.fixedRun === null && row.contentId === contentId && row.severity === severity) continue
    const isOpen = row !== undefined && row.fixedRun === null
    if (!isOpen) added += 1
    const firstRun = isOpen ? row.firstRun : run.number
    const values = { severity, contentId: contentId ?? '', firstRun, fixedRun: null, fixedBy: null }
    await trx
      .insertInto('rescanSighting')
      .values({ itemId: item.id, rule, fingerprint, siteId: run.siteId, ...values })
      .onConflict(conflict => conflict.columns(['itemId', 'rule', 'fingerprint']).doUpdateSet(values))
      .execute()
  }
  for (const row of before) {
    if (row.fixedRun !== null || current.has(keyOf(row))) continue
    await trx
      .updateTable('rescanSighting')
      .set({ fixedRun: run.number, fixedBy })
      .where('itemId', '=', item.id)
      .where('rule', '=', row.rule)
      .where('fingerprint', '=', row.fingerprint)
      .execute()
  }
  return added
}
