/** The database behind the service: SQLite in the data folder, or PostgreSQL. */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { CamelCasePlugin, Kysely, PostgresDialect, SqliteDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { StoreError } from './error.ts'
import { migrate, migrations } from './migrate.ts'
import type { Database } from './schema.ts'
import { rememberingStatements } from './statements.ts'
import { StorablePlugin } from './storable-plugin.ts'

export type Db = Kysely<Database>
export type Trx = Transaction<Database>

export interface Store {
  readonly db: Db
  readonly kind: 'sqlite' | 'postgres'
  close(): Promise<void>
}

export interface StoreOptions {
  /** Folder for SQLite, created when absent. */
  readonly folder: string
  /** `postgres://…`; SQLite when absent. */
  readonly url?: string | undefined
  /** A second program that only looks: opens an existing SQLite database without changing it. */
  readonly readOnly?: boolean
  /** The schema of this migration instead of the newest, for a backup of an older version. */
  readonly upTo?: string
}

export const databaseFile = 'baoshen.sqlite'

/**
 * Opens the database and brings its schema up to date.
 * @throws {StoreError} `newer-schema`; `no-database` when there is none to look at.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = options.url === undefined ? openSqlite(options) : openPostgres(options.url)
  try {
    if (!options.readOnly) await migrate(store.db, migrations, options.upTo)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

function openSqlite({ folder, readOnly = false }: StoreOptions): Store {
  if (!readOnly) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, databaseFile)
  let database: Sqlite.Database
  try {
    if (!readOnly) keepPrivate(file)
    database = new Sqlite(file, { fileMustExist: readOnly, timeout: 5000 })
  } catch (error) {
    throw new StoreError('no-database', file, { cause: error })
  }
  database.pragma('journal_mode = WAL')
  // FULL: what was answered as done is on the disk.
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  // A purged key leaves no trace in free pages.
  database.pragma('secure_delete = ON')
  const db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: rememberingStatements(database) }),
    plugins: [new CamelCasePlugin(), new StorablePlugin()],
  })
  return { db, kind: 'sqlite', close: () => db.destroy() }
}

/** Names, titles and hashes of passwords are for nobody else on the machine; SQLite's files beside it follow it. */
function keepPrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
}

function openPostgres(url: string): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // A database that does not answer is an error, not a wait for ever.
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
  })
  // An idle connection that breaks is replaced by the pool; it must not end the process.
  pool.on('error', () => {})
  // Nor must one that breaks between two statements of a transaction: the next statement says so.
  pool.on('connect', client => client.on('error', () => {}))
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin(), new StorablePlugin()],
  })
  return { db, kind: 'postgres', close: () => db.destroy() }
}
