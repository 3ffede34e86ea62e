/**
 * The ledger is only ever appended to: the database refuses whatever else a mistake or an injected statement tries.
 * Who owns the database can drop these triggers; against them stand the chain and its signed head.
 */
import { type Kysely, PostgresAdapter, sql } from 'kysely'

const message = sql.lit('the ledger is append-only')

export async function up(db: Kysely<unknown>): Promise<void> {
  await (db.getExecutor().adapter instanceof PostgresAdapter ? inPostgres(db) : inSqlite(db))
}

/** By statement: also one that meets no row is refused, and TRUNCATE, which knows no rows. */
async function inPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function ledger_append_only() returns trigger language plpgsql as
    $$ begin raise exception using message = ${message}; end $$`.execute(db)
  await sql`create trigger ledger_append_only before update or delete or truncate on ledger
    for each statement execute function ledger_append_only()`.execute(db)
}

async function inSqlite(db: Kysely<unknown>): Promise<void> {
  for (const act of ['update', 'delete']) {
    await sql`create trigger ${sql.ref(`ledger_no_${act}`)} before ${sql.raw(act)} on ledger
      begin select raise(abort, ${message}); end`.execute(db)
  }
  // INSERT OR REPLACE deletes without the trigger above: https://www.sqlite.org/lang_conflict.html (REPLACE).
  await sql`create trigger ledger_no_replace before insert on ledger
    when exists (select 1 from ledger where seq = new.seq)
    begin select raise(abort, ${message}); end`.execute(db)
}
