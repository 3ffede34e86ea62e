/** Rows of a query against PostgreSQL. */
import pg from 'pg'
import Cursor from 'pg-cursor'
import {
  keysAtOnce,
  mostRows,
  type SqlDatabase,
  type SqlKey,
  type SqlRow,
  statementSeconds,
} from './sql-database.ts'

const settings = [
  '-c default_transaction_read_only=on',
  `-c statement_timeout=${statementSeconds}s`,
  // Dates become text on the server.
  '-c timezone=UTC',
].join(' ')
const connections = 4
const connectMs = 10_000

/** @param query one SELECT, without a semicolon */
export function openPostgres(url: string, query: string): SqlDatabase {
  const options = { connectionString: url, options: settings, connectionTimeoutMillis: connectMs }
  const pool = new pg.Pool({ ...options, max: connections, application_name: 'baoshen' })
  // A connection that breaks while nobody uses it: the next question makes another.
  pool.on('error', () => {})
  return {
    async columns() {
      const { fields } = await pool.query(`select * from (${query}\n) as q limit 0`)
      return fields.map(({ name }) => name.toLowerCase())
    },
    keys: (hasUpdated, signal) => keys(pool, query, hasUpdated, signal),
    async rows(id) {
      const statement = `select q.title, q.html from (${query}\n) as q where q.id = $1 limit ${mostRows}`
      return (await pool.query<SqlRow>(statement, [id])).rows
    },
    close: () => pool.end(),
  }
}

async function* keys(
  pool: pg.Pool,
  query: string,
  hasUpdated: boolean,
  signal: AbortSignal,
): AsyncGenerator<SqlKey> {
  // The length beside the date: two changes within a second seldom leave it as it was.
  const validator = hasUpdated
    ? `'updated:' || q.updated_at::text || ':' || coalesce(octet_length(q.html), 0)`
    : `'md5:' || md5(concat_ws('|', q.title, q.html))`
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // One view of the table, from the first row to the last.
    await client.query('begin transaction isolation level repeatable read, read only')
    const statement = `select q.id::text as id, ${validator} as validator from (${query}\n) as q`
    const cursor = client.query(new Cursor<SqlKey>(statement))
    for (;;) {
      signal.throwIfAborted()
      const rows = await cursor.read(keysAtOnce)
      if (rows.length === 0) break
      yield* rows
    }
    await cursor.close()
    await client.query('commit')
  } catch (error) {
    broken = error instanceof Error ? error : new Error('unknown')
    throw error
  } finally {
    // What was left in the middle is thrown away with its connection.
    client.release(broken)
  }
}
