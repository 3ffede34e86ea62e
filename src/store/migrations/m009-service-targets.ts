/** Which hosts of the own network the service may fetch from, for its workers to compare themselves with. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('serviceScreening')
    .addColumn('targets', 'text', each => each.notNull().defaultTo(''))
    .execute()
}
