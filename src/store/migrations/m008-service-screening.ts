/** What the service screens with, for its workers to compare themselves with. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('serviceScreening')
    .addColumn('id', 'integer', each => each.primaryKey())
    .addColumn('ruleset', 'text', each => each.notNull())
    .addColumn('reader', 'text', each => each.notNull())
    .execute()
}
