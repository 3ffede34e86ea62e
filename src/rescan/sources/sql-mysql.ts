/** Rows of a query against MySQL or MariaDB. */
import { createPool, type Pool, type PoolConnection, type RowDataPacket } from 'mysql2'
import {
  keysAtOnce,
  mostRows,
  type SqlDatabase,
  type SqlKey,
  type SqlRow,
  statementSeconds,
} from './sql-database.ts'

const connections = 4
const connectMs = 10_000

/** @param query one SELECT, without a semicolon */
export function openMysql(url: string, query: string): SqlDatabase {
  const pool = createPool({
    uri: url,
    connectionLimit: connections,
    connectTimeout: connectMs,
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    multipleStatements: false,
  })
  // Asked before anything else is on a connection; one that does not promise not to write is not used.
  pool.on('connection', connection => {
    const orHangUp = (error: unknown) => error && connection.destroy()
    connection.query('set session transaction read only', orHangUp)
    // Whoever takes the rows may be slow.
    connection.query(`set session time_zone = '+00:00', net_write_timeout = ${statementSeconds}`, orHangUp)
  })
  return {
    async columns() {
      const [, fields] = await pool.promise().query(`select * from (${query}\n) as q limit 0`)
      return fields.map(({ name }) => name.toLowerCase())
    },
    keys: (hasUpdated, signal) => keys(pool, query, hasUpdated, signal),
    async rows(id) {
      const statement = `select q.title, q.html from (${query}\n) as q where q.id = ? limit ${mostRows}`
      const [rows] = await pool.promise().query<(RowDataPacket & SqlRow)[]>(statement, [id])
      return rows
    },
    close: () => pool.promise().end(),
  }
}

async function* keys(
  pool: Pool,
  query: string,
  hasUpdated: boolean,
  signal: AbortSignal,
): AsyncGenerator<SqlKey> {
  const validator = hasUpdated
    ? `concat('updated:', q.updated_at, ':', coalesce(length(q.html), 0))`
    : `concat('md5:', md5(concat_ws('|', q.title, q.html)))`
  const connection = await connectionOf(pool)
  let isDone = false
  try {
    const statement = `select cast(q.id as char) as id, cast(${validator} as char) as validator from (${query}\n) as q`
    const rows = connection.query(statement).stream({ highWaterMark: keysAtOnce })
    for await (const row of rows) {
      signal.throwIfAborted()
      const key: SqlKey = row
      yield key
    }
    isDone = true
  } finally {
    // What is left in the middle cannot be taken back.
    if (isDone) connection.release()
    else connection.destroy()
  }
}

function connectionOf(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)))
  })
}
