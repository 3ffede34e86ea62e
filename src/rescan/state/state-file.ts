/** The state of a rescan at the command line: one SQLite file that holds nothing but the rescan's tables. */
import { closeSync, openSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely'
import { StoreError } from '../../store/error.ts'
import { migrate, rescanMigrations } from '../../store/migrate.ts'
import type { Store } from '../../store/open.ts'
import type { Database } from '../../store/schema.ts'
import { rememberingStatements } from '../../store/statements.ts'

/**
 * Opens the file, creating it when absent, for this process alone; the lock is the system's and dies with the process.
 * The store is typed as the service's, so that the same code works on both.
 * @throws {StoreError} `data-in-use`, `newer-schema`; `no-database` when it is no such file or cannot be written.
 */
export async function openStateFile(file: string): Promise<Store> {
  const database = openExclusively(file)
  const db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: rememberingStatements(database) }),
    plugins: [new CamelCasePlugin()],
  })
  try {
    await migrate(db, rescanMigrations)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return { db, kind: 'sqlite', close: () => db.destroy() }
}

function openExclusively(file: string): Sqlite.Database {
  let database: Sqlite.Database | undefined
  try {
    // Created by ourselves: SQLite would let everybody read it.
    closeSync(openSync(file, 'a', 0o600))
    database = new Sqlite(file, { timeout: 0 })
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = WAL')
    // What a power cut takes is done again; a killed process loses nothing that was committed.
    database.pragma('synchronous = NORMAL')
    database.pragma('secure_delete = ON')
    database.exec('BEGIN EXCLUSIVE; COMMIT')
    return database
  } catch (error) {
    database?.close()
    const isBusy = (error as { code?: unknown }).code === 'SQLITE_BUSY'
    throw new StoreError(isBusy ? 'data-in-use' : 'no-database', file, { cause: error })
  }
}
