/** Work that one process at a time does, of all that share a database. */
import { type Kysely, sql } from 'kysely'
import type { Store } from './open.ts'
import type { Database } from './schema.ts'

/**
 * Does `work` unless another process is at work of this name. On PostgreSQL the name is held by a connection, so that
 * a process that dies holds nothing up; SQLite has one process anyway.
 * @returns whether it was done here.
 */
export async function alone(store: Store, name: string, work: () => Promise<unknown>): Promise<boolean> {
  if (store.kind === 'sqlite') {
    await work()
    return true
  }
  const key = sql`hashtextextended(${`baoshen ${name}`}, 0)`
  return store.db.connection().execute(async (held: Kysely<Database>) => {
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(${key}) as got`.execute(held)
    if (rows[0]?.got !== true) return false
    try {
      await work()
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(held)
    }
    return true
  })
}
