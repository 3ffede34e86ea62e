/** What nobody but the owner of the database can do, and the service never does. */
import { sql } from 'kysely'
import type { Store } from '../../src/store/open.ts'

/** From now on entries of the ledger can be changed and removed. */
export async function dropLedgerTriggers({ db, kind }: Store): Promise<void> {
  const listed =
    kind === 'postgres'
      ? sql<{ name: string }>`select tgname as name from pg_trigger
          where tgrelid = 'ledger'::regclass and not tgisinternal`
      : sql<{ name: string }>`select name from sqlite_master where type = 'trigger' and tbl_name = 'ledger'`
  const on = sql.raw(kind === 'postgres' ? 'on ledger' : '')
  const { rows } = await listed.execute(db)
  if (rows.length === 0) throw new Error('the ledger has no triggers')
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)} ${on}`.execute(db)
}
