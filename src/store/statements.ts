/** Preparing a statement takes SQLite as long as carrying a small one out: those that come again are kept. */
import type Sqlite from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const most = 300
/** Longer ones are written once, such as lists of ids. */
const longest = 4000

/** One connection, one statement at a time: kysely never asks for a statement that is still at work. */
export function rememberingStatements(database: Sqlite.Database): SqliteDatabase {
  const known = new Map<string, SqliteStatement>()
  return {
    close: () => void database.close(),
    prepare(sql) {
      const kept = known.get(sql)
      if (kept) return kept
      const statement = database.prepare(sql) as unknown as SqliteStatement
      if (sql.length > longest) return statement
      const [oldest] = known.keys()
      if (known.size >= most && oldest !== undefined) known.delete(oldest)
      known.set(sql, statement)
      return statement
    },
  }
}
