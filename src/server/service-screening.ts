/**
 * What the service screens with and where it may fetch from, written down for its workers. One with other rules,
 * another OCR or another version would pass what the service stops, and one with other targets could not read a site or
 * would read what it must not: it must not take part.
 */
import type { AllowList } from '../outbound/allow.ts'
import type { Versions } from '../rescan/state/runs.ts'
import type { Db, Trx } from '../store/open.ts'

/** By the service, at its start and with every change of the packs in force. */
export async function declareScreening(db: Db | Trx, { ruleset, reader }: Versions): Promise<void> {
  await db
    .insertInto('serviceScreening')
    .values({ id: 1, ruleset, reader, targets: '' })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ ruleset, reader }))
    .execute()
}

/** False as long as no service has said what it screens with. */
export async function screensAsService(db: Db | Trx, { ruleset, reader }: Versions): Promise<boolean> {
  const row = await db.selectFrom('serviceScreening').selectAll().where('id', '=', 1).executeTakeFirst()
  return row?.ruleset === ruleset && row.reader === reader
}

/** By the service, at its start, before any rescan goes on. */
export async function declareTargets(db: Db, { text }: AllowList): Promise<void> {
  await db
    .insertInto('serviceScreening')
    .values({ id: 1, ruleset: '', reader: '', targets: text })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ targets: text }))
    .execute()
}

export async function hasTargetsOfService(db: Db, { text }: AllowList): Promise<boolean> {
  const row = await db.selectFrom('serviceScreening').select('targets').where('id', '=', 1).executeTakeFirst()
  return row?.targets === text
}
