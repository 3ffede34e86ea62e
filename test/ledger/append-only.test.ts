/** The database itself refuses to change, replace or remove an entry of the ledger; on SQLite and on PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendEntry } from '../../src/ledger/append.ts'
import { LedgerHead } from '../../src/ledger/head.ts'
import { catchUp, verifyLedger } from '../../src/ledger/verify.ts'
import { backUp, restore } from '../../src/server/backup.ts'
import { type Db, openStore, type Store } from '../../src/store/open.ts'
import type { LedgerTable } from '../../src/store/schema.ts'
import { openKeys } from '../../src/vault/keys.ts'
import { freshDatabase } from '../postgres/database.ts'

const lastWithoutTriggers = '010-crawl-limits'
const refusal = 'the ledger is append-only'
const folders: string[] = []
let folder: string
let url: string | undefined

function newFolder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'baoshen-append-only-'))
  folders.push(made)
  return made
}
beforeEach(async () => {
  folder = newFolder()
  url = await freshDatabase()
})
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

const headIn = (data: string) => new LedgerHead(data, openKeys(data, {}).ledger)

async function append(store: Store, data: string, count: number): Promise<void> {
  const head = headIn(data)
  await catchUp(store.db, head)
  for (let index = 0; index < count; index += 1) {
    const actor = { kind: 'system', id: 'system', name: '系统' } as const
    const end = await store.db
      .transaction()
      .execute(trx => appendEntry(trx, { actor, act: 'test', detail: { index } }, '2032-01-05T08:00:00.000Z'))
    await head.write(end)
  }
}

const entriesOf = (db: Db) => db.selectFrom('ledger').selectAll().orderBy('seq').execute()

/** Ways to lose an entry. @param first of three. */
function attacks(kind: Store['kind'], first: LedgerTable): Record<string, (db: Db) => Promise<unknown>> {
  const change = { reason: '改过的理由' }
  const forged = { ...first, ...change }
  return {
    update: db => db.updateTable('ledger').set(change).where('seq', '=', 1).execute(),
    delete: db => db.deleteFrom('ledger').where('seq', '=', 3).execute(),
    'delete all': db => db.deleteFrom('ledger').execute(),
    upsert: db =>
      db
        .insertInto('ledger')
        .values(forged)
        .onConflict(each => each.column('seq').doUpdateSet(change))
        .execute(),
    ...(kind === 'postgres'
      ? {
          truncate: db => sql`truncate ledger`.execute(db),
          'truncate with others': db => sql`truncate submission, ledger cascade`.execute(db),
        }
      : {
          replace: db => db.replaceInto('ledger').values(forged).execute(),
          'update or replace': db => sql`update or replace ledger set seq = 1 where seq = 2`.execute(db),
          'update or ignore': db => sql`update or ignore ledger set reason = 'x'`.execute(db),
        }),
  }
}

/** Without triggers each of them does harm, so that refusing them means something. */
async function expectHarm({ db, kind }: Store): Promise<void> {
  const before = await entriesOf(db)
  for (const [name, attack] of Object.entries(attacks(kind, before[0] as LedgerTable))) {
    const undone = db.transaction().execute(async trx => {
      await attack(trx)
      expect(await entriesOf(trx), name).not.toEqual(before)
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
  }
  expect(await entriesOf(db)).toEqual(before)
}

async function expectGuarded(store: Store, data: string): Promise<void> {
  const { db, kind } = store
  const before = await entriesOf(db)
  for (const [name, attack] of Object.entries(attacks(kind, before[0] as LedgerTable))) {
    await expect(attack(db), name).rejects.toThrow(refusal)
  }
  expect(await entriesOf(db)).toEqual(before)
  await append(store, data, 1)
  const entries = before.length + 1
  expect(await verifyLedger(db, headIn(data))).toMatchObject({ entries, broken: null })
}

describe('the ledger', () => {
  it('refuses everything but appending', async () => {
    const store = await openStore({ folder, url })
    await append(store, folder, 3)
    await expectGuarded(store, folder)
    await store.close()
  })

  it('of the version before, which was not guarded, is from the first start on', async () => {
    const old = await openStore({ folder, url, upTo: lastWithoutTriggers })
    await append(old, folder, 3)
    await expectHarm(old)
    const entries = await entriesOf(old.db)
    await old.close()
    const store = await openStore({ folder, url })
    expect(await entriesOf(store.db)).toEqual(entries)
    await expectGuarded(store, folder)
    await store.close()
  })

  it.each([lastWithoutTriggers, '011-append-only-ledger'])(
    'is restored from a backup of %s, and guarded',
    async upTo => {
      const store = await openStore({ folder, url, upTo })
      await append(store, folder, 3)
      const entries = await entriesOf(store.db)
      await store.close()
      const backup = newFolder()
      const { schema } = await backUp({ folder, databaseUrl: url, withKeys: true }, backup)
      expect(schema).toBe(upTo)
      const elsewhere = newFolder()
      const databaseUrl = await freshDatabase()
      await restore({ folder: elsewhere, databaseUrl }, backup)
      const restored = await openStore({ folder: elsewhere, url: databaseUrl })
      expect(await entriesOf(restored.db)).toEqual(entries)
      await expectGuarded(restored, elsewhere)
      await restored.close()
    },
  )
})
