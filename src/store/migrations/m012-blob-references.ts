/** Whether anything refers to a blob is asked for every blob, by the sweep and by the database when a row of it goes. */
import type { Kysely } from 'kysely'

const columns = {
  file: ['blobId', 'readingBlobId', 'wordsBlobId'],
  evidence: ['blobId'],
  gateFile: ['blobId'],
} as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, names] of Object.entries(columns)) {
    for (const name of names) {
      await db.schema.createIndex(`${table}_${name}`).on(table).columns([name]).execute()
    }
  }
}
