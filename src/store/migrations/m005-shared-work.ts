/** Work shared among machines: blobs in the database, and no leases in the table of jobs, which is SQLite's alone. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('blobChunk')
    .addColumn('blobId', 'text', each => each.notNull())
    .addColumn('ordinal', 'integer', each => each.notNull())
    .addColumn('content', 'text', each => each.notNull())
    .addPrimaryKeyConstraint('blobChunk_key', ['blobId', 'ordinal'] as never[])
    .execute()
  await db
    .deleteFrom('job' as never)
    .where('state' as never, '=', 'done' as never)
    .execute()
  await db.schema.alterTable('job').dropColumn('owner').execute()
  await db.schema.alterTable('job').dropColumn('leaseUntil').execute()
}
