/**
 * Backups are made of rows, not of database files: one snapshot as JSON lines, a table a file. It is the same for
 * SQLite and PostgreSQL, is made while the service runs, and can be loaded into either.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { StoreError } from './error.ts'
import { migrate, migrations, migrationsOf } from './migrate.ts'
import type { Store, Trx } from './open.ts'
import { type TableName, tableKeys, tableNames } from './schema.ts'

/** Who was signed in, and links not yet used, die with the machine. */
const leftOut: readonly TableName[] = ['session', 'oneTimeLink']
const kept = tableNames.filter(name => !leftOut.includes(name))
/** Read at once. */
const mostRows = 500
const mostBytes = 8 * 2 ** 20

const manifestSchema = z.object({
  format: z.literal(1),
  created: z.iso.datetime(),
  /** The database's newest migration: rows are loaded into this schema, which is then brought up to date. */
  schema: z.string(),
  rows: z.record(z.string(), z.number().int()),
})
export type Manifest = z.infer<typeof manifestSchema>

type Row = Record<string, string | number | null>

const snake = (name: string) => name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/**
 * Writes one consistent snapshot into `folder`.
 * @returns how many rows of each table.
 */
export async function dumpRows(store: Store, folder: string): Promise<Manifest> {
  await mkdir(path.join(folder, 'tables'), { recursive: true, mode: 0o700 })
  const rows: Record<string, number> = {}
  const begin = store.db.transaction()
  const snapshot = store.kind === 'postgres' ? begin.setIsolationLevel('repeatable read') : begin
  const schema = await snapshot.execute(async trx => {
    const tables = await trx.introspection.getTables()
    // Backed up before the first start of a newer program, some are not there yet.
    const present = kept.filter(name => tables.some(table => [name, snake(name)].includes(table.name)))
    for (const name of present) rows[name] = await dumpTable(trx, name, folder)
    return (await migrationsOf(trx)).at(-1) ?? ''
  })
  const manifest: Manifest = {
    format: 1,
    created: new Date().toISOString(),
    schema,
    rows,
  }
  await writeFile(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

async function dumpTable(trx: Trx, name: TableName, folder: string): Promise<number> {
  let count = 0
  const lines = async function* () {
    for await (const rows of batchesOf(trx, name)) {
      count += rows.length
      yield rows.map(row => `${JSON.stringify(row)}\n`).join('')
    }
  }
  const out = createWriteStream(path.join(folder, 'tables', `${name}.jsonl`), { mode: 0o600 })
  // As fast as the disk takes them: none wait in memory.
  await pipeline(lines, out)
  return count
}

/** All rows in the order of their keys, no more at once than is wise to hold. */
async function* batchesOf(trx: Trx, name: TableName): AsyncGenerator<readonly Row[]> {
  const keys: readonly string[] = tableKeys[name]
  const table = sql.table(snake(name))
  const order = sql.join(keys.map(key => sql.ref(snake(key))))
  const next = async <T>(columns: RawBuilder<unknown>, most: number) => {
    const query = sql<T>`select ${columns} from ${table} where ${after} order by ${order} limit ${sql.lit(most)}`
    return (await query.execute(trx)).rows
  }
  let after: RawBuilder<unknown> = sql`1 = 1`
  let most = 1
  let size: RawBuilder<unknown> | null = null
  for (;;) {
    // Asked for first: what is read is in memory. Few at a time when rows are large, for the database reads them, too.
    const sizes = size === null ? [] : await next<{ size: number | string }>(size, most)
    const taken = size === null ? 1 : fitting(sizes.map(row => Number(row.size)))
    const rows = taken === 0 ? [] : await next<Row>(sql`*`, taken)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    size ??= sizeOf(Object.keys(last))
    most = Math.min(mostRows, taken * 2)
    after = sql`(${order}) > (${sql.join(keys.map(key => sql.val(last[key])))})`
  }
}

/** Bytes of a row as text. @param columns as they are called here. */
function sizeOf(columns: readonly string[]): RawBuilder<unknown> {
  const sizes = columns.map(column => sql`coalesce(octet_length(cast(${sql.ref(snake(column))} as text)), 0)`)
  return sql`${sql.join(sizes, sql` + `)} as size`
}

/** How many of the first rows are held at once: at least one, however large. */
function fitting(sizes: readonly number[]): number {
  let bytes = 0
  for (const [at, size] of sizes.entries()) {
    bytes += size
    if (bytes > mostBytes) return Math.max(1, at)
  }
  return sizes.length
}

/** @throws {StoreError} `no-database` when `folder` holds no backup; `newer-schema` for one of a newer program. */
export async function readManifest(folder: string): Promise<Manifest> {
  let manifest: Manifest
  try {
    manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')))
  } catch (error) {
    throw new StoreError('no-database', folder, { cause: error })
  }
  if (!(manifest.schema in migrations)) throw new StoreError('newer-schema', manifest.schema)
  return manifest
}

/**
 * Loads a backup into an empty database that was opened up to the backup's schema, all of it or nothing, and brings
 * it up to date.
 * @throws {StoreError} `not-empty`, `no-database`.
 */
export async function loadRows(store: Store, folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder)
  await store.db.transaction().execute(async trx => {
    for (const name of ['person', 'ledger', 'submission'] as const) {
      const some = await trx
        .selectFrom(name)
        .select(tableKeys[name][0] as never)
        .limit(1)
        .executeTakeFirst()
      if (some) throw new StoreError('not-empty', name)
    }
    // The two rows that a fresh schema starts with.
    await trx.deleteFrom('setting').execute()
    await trx.deleteFrom('ledgerHead').execute()
    for (const name of kept) if (name in manifest.rows) await loadTable(trx, name, folder)
  })
  await migrate(store.db)
  return manifest
}

async function loadTable(trx: Trx, name: TableName, folder: string): Promise<void> {
  const lines = createInterface({
    input: createReadStream(path.join(folder, 'tables', `${name}.jsonl`)),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) {
    const row: Row = JSON.parse(line)
    await trx
      .insertInto(name)
      .values(row as never)
      .execute()
  }
}
