/** What a crawl's limits count, for all processes of a run: the depth of an item, and the number of its kind. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('rescanItem')
    .addColumn('depth', 'integer', each => each.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('rescanItem').addColumn('kind', 'text').execute()
  await db.schema.alterTable('rescanItem').addColumn('nth', 'integer').execute()
  await db.schema
    .createTable('rescanKind')
    .addColumn('siteId', 'text', each => each.notNull())
    .addColumn('kind', 'text', each => each.notNull())
    .addColumn('run', 'integer', each => each.notNull())
    .addColumn('met', 'integer', each => each.notNull())
    .addPrimaryKeyConstraint('rescanKind_key', ['siteId', 'kind'] as never[])
    .execute()
}
