/** Brings the schema up to this program's; never touches one that a newer program made. */
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { StoreError } from './error.ts'
import * as start from './migrations/m001-start.ts'
import * as gate from './migrations/m002-gate.ts'
import * as webhooks from './migrations/m003-webhooks.ts'
import * as rescan from './migrations/m004-rescan.ts'
import * as sharedWork from './migrations/m005-shared-work.ts'
import * as rescanLeases from './migrations/m006-rescan-leases.ts'
import * as sites from './migrations/m007-sites.ts'
import * as serviceScreening from './migrations/m008-service-screening.ts'
import * as serviceTargets from './migrations/m009-service-targets.ts'
import * as crawlLimits from './migrations/m010-crawl-limits.ts'
import * as appendOnlyLedger from './migrations/m011-append-only-ledger.ts'
import * as blobReferences from './migrations/m012-blob-references.ts'
import type { Database } from './schema.ts'

/** In order; a name never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-start': start,
  '002-gate': gate,
  '003-webhooks': webhooks,
  '004-rescan': rescan,
  '005-shared-work': sharedWork,
  '006-rescan-leases': rescanLeases,
  '007-sites': sites,
  '008-service-screening': serviceScreening,
  '009-service-targets': serviceTargets,
  '010-crawl-limits': crawlLimits,
  '011-append-only-ledger': appendOnlyLedger,
  '012-blob-references': blobReferences,
}

/** Those of them that make the state file of a rescan at the command line. */
export const rescanMigrations: Readonly<Record<string, Migration>> = {
  '004-rescan': rescan,
  '006-rescan-leases': rescanLeases,
  '010-crawl-limits': crawlLimits,
}

/**
 * @param upTo a migration, and none after it: what a backup of an older version is loaded into.
 * @throws {StoreError} `newer-schema` when the database knows a migration that this program does not; `not-empty`
 * when it knows one after `upTo`.
 */
export async function migrate(db: Kysely<Database>, known = migrations, upTo?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...known }) } })
  for (const name of await migrationsOf(db)) {
    if (!(name in known)) throw new StoreError('newer-schema', name)
    if (upTo !== undefined && name > upTo) throw new StoreError('not-empty', name)
  }
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo))
  if (error) throw error
}

/** The migrations that a database has gone through, the newest last. */
export async function migrationsOf(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const table = tables.find(each => /^kysely_?migration$/i.test(each.name))
  if (!table) return []
  const rows = await db
    .selectFrom(table.name as never)
    .select('name' as never)
    .execute()
  return (rows as { name: string }[]).map(({ name }) => name).sort()
}
