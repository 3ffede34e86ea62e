/**
 * Numbers the items of a kind in the order in which a run meets them, for all its processes together. Asked only while
 * nobody else writes to the run.
 */
import { sql } from 'kysely'
import type { Trx } from '../../store/open.ts'
import type { RescanItemTable, RescanRunTable } from '../../store/rescan-schema.ts'

/** Kinds of a run that are counted one by one; the rest count together. */
const mostKinds = 20_000
const otherKinds = '*'

/** @param items that the run has not met. */
export async function numbered<Item extends Pick<RescanItemTable, 'kind' | 'nth'>>(
  trx: Trx,
  run: RescanRunTable,
  items: readonly Item[],
): Promise<Item[]> {
  const wanted = new Set(items.flatMap(({ kind }) => (kind === null ? [] : [kind])))
  if (wanted.size === 0) return [...items]
  const met = await countsOf(trx, run, [...wanted, otherKinds])
  const fresh = [...wanted].filter(kind => !met.has(kind))
  const room = fresh.length === 0 ? 0 : mostKinds - (await kindsOf(trx, run))
  const crowded = new Set(fresh.slice(Math.max(0, room)))
  const grown = new Set<string>()
  const result: Item[] = []
  for (const item of items) {
    if (item.kind === null) {
      result.push(item)
      continue
    }
    const kind = crowded.has(item.kind) ? otherKinds : item.kind
    const nth = (met.get(kind) ?? 0) + 1
    met.set(kind, nth)
    grown.add(kind)
    result.push({ ...item, kind, nth })
  }
  const rows = [...grown].map(kind => ({
    siteId: run.siteId,
    kind,
    run: run.number,
    met: met.get(kind) ?? 0,
  }))
  await trx
    .insertInto('rescanKind')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .columns(['siteId', 'kind'])
        .doUpdateSet(eb => ({ run: eb.ref('excluded.run'), met: eb.ref('excluded.met') })),
    )
    .execute()
  return result
}

async function countsOf(
  trx: Trx,
  run: RescanRunTable,
  kinds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('rescanKind')
    .select(['kind', 'met'])
    .where('siteId', '=', run.siteId)
    .where('run', '=', run.number)
    .where('kind', 'in', kinds)
    .execute()
  return new Map(rows.map(({ kind, met }) => [kind, met]))
}

async function kindsOf(trx: Trx, run: RescanRunTable): Promise<number> {
  const row = await trx
    .selectFrom('rescanKind')
    .select(each => each.fn.countAll().as('count'))
    .where('siteId', '=', run.siteId)
    .where('run', '=', run.number)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Numbers on with what earlier runs knew and this one has not met, before it is added to the run. */
export async function numberUnmet(trx: Trx, { siteId, number }: RescanRunTable): Promise<void> {
  const unmet = sql`from rescan_item where site_id = ${siteId} and run < ${number} and gone_run is null and kind is not null`
  // Nearly all keep their number, and are not written.
  await sql`
    update rescan_item set nth = ranked.place
    from (
      select id as item, nth as before, cast(row_number() over (partition by kind order by nth, id) as integer) + coalesce(
        (select met from rescan_kind as counted where counted.site_id = ${siteId} and counted.run = ${number}
          and counted.kind = rescan_item.kind), 0) as place
      ${unmet}
    ) as ranked
    where rescan_item.id = ranked.item and (ranked.before is null or ranked.before <> ranked.place)`.execute(
    trx,
  )
  await sql`
    insert into rescan_kind (site_id, kind, run, met)
    select cast(${siteId} as text), kind, cast(${number} as integer), cast(count(*) as integer) ${unmet} group by kind
    on conflict (site_id, kind) do update set
      met = excluded.met + case when rescan_kind.run = excluded.run then rescan_kind.met else 0 end,
      run = excluded.run`.execute(trx)
}
