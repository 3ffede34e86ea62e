/** Many processes on one run: who has which item for how long, how often it was taken up, and who lists the source. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('rescanItem')
    .addColumn('attempts', 'integer', each => each.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('rescanItem').addColumn('leaseOwner', 'text').execute()
  await db.schema.alterTable('rescanItem').addColumn('leaseUntil', 'text').execute()
  await db.schema.alterTable('rescanRun').addColumn('listOwner', 'text').execute()
  await db.schema.alterTable('rescanRun').addColumn('listUntil', 'text').execute()
}
