/**
 * What the service screens with, written down for its workers. One with other rules, another OCR or another version
 * would pass what the service stops: it must not take part.
 */
import type { Versions } from '../rescan/state/runs.ts'
import type { Db, Trx } from '../store/open.ts'

/** By the service, at its start and with every change of the packs in force. */
export async function declareScreening(db: Db | Trx, { ruleset, reader }: Versions): Promise<void> {
  await db
    .insertInto('serviceScreening')
    .values({ id: 1, ruleset, reader })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ ruleset, reader }))
    .execute()
}

/** False as long as no service has said what it screens with. */
export async function screensAsService(db: Db | Trx, { ruleset, reader }: Versions): Promise<boolean> {
  const row = await db.selectFrom('serviceScreening').selectAll().where('id', '=', 1).executeTakeFirst()
  return row?.ruleset === ruleset && row.reader === reader
}
