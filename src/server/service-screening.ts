/**
 * What the service screens with and where it may fetch from, written down for its workers. One with other rules,
 * another OCR or another version would pass what the service stops, and one with other targets could not read a site or
 * would read what it must not: it must not take part.
 */
import { sql } from 'kysely'
import type { AllowList } from '../outbound/allow.ts'
import type { Versions } from '../rescan/state/runs.ts'
import type { Db, Store, Trx } from '../store/open.ts'

/** By the service, at its start, before anything is screened. */
export async function declareService(
  db: Db,
  { ruleset, reader }: Versions,
  { text: targets }: AllowList,
): Promise<void> {
  const declared = { ruleset, reader, targets }
  await db
    .insertInto('serviceScreening')
    .values({ id: 1, ...declared })
    .onConflict(conflict => conflict.column('id').doUpdateSet(declared))
    .execute()
}

/** By the service, with every change of the packs in force. */
export async function declareScreening(trx: Trx, { ruleset, reader }: Versions): Promise<void> {
  await trx.updateTable('serviceScreening').set({ ruleset, reader }).where('id', '=', 1).execute()
}

/** False as long as no service has said what it screens with. */
export async function screensAsService(db: Db | Trx, { ruleset, reader }: Versions): Promise<boolean> {
  const row = await db.selectFrom('serviceScreening').selectAll().where('id', '=', 1).executeTakeFirst()
  return row?.ruleset === ruleset && row.reader === reader
}

export async function hasTargetsOfService(db: Db, { text }: AllowList): Promise<boolean> {
  const row = await db.selectFrom('serviceScreening').select('targets').where('id', '=', 1).executeTakeFirst()
  return row?.targets === text
}

/** Whether the last service that said what it screens with, and fetches from, said the same. */
export async function isDeclared(db: Db, versions: Versions, targets: AllowList): Promise<boolean> {
  return (await screensAsService(db, versions)) && (await hasTargetsOfService(db, targets))
}

/** Whether another service is at work on the database; asked before this one opens its queue. */
export async function hasOtherService({ db, kind }: Store): Promise<boolean> {
  if (kind === 'sqlite') return false
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where datname = current_database() and application_name = 'baoshen serve' limit 1`.execute(db)
  return rows.length > 0
}
