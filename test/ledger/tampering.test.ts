/** Whoever owns the database can change the ledger behind the service's back, and is found out, whatever they change. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEntry } from '../../src/ledger/append.ts'
import { hashOf } from '../../src/ledger/chain.ts'
import { headFile, LedgerHead } from '../../src/ledger/head.ts'
import { catchUp, verifyLedger } from '../../src/ledger/verify.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import type { LedgerTable } from '../../src/store/schema.ts'
import { openKeys } from '../../src/vault/keys.ts'
import { freshDatabase } from '../postgres/database.ts'
import { dropLedgerTriggers } from './drop-triggers.ts'

const entries = 12
let folder: string
let store: Store
let head: LedgerHead
let rows: LedgerTable[]
let last: { seq: number; hash: string }

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-ledger-'))
  store = await openStore({ folder, url: await freshDatabase() })
  head = new LedgerHead(folder, openKeys(folder, {}).ledger)
  await catchUp(store.db, head)
  for (let index = 0; index < entries; index += 1) {
    last = await store.db.transaction().execute(trx =>
      appendEntry(
        trx,
        {
          actor: { kind: 'person', id: `p${index}`, name: '审查员' },
          act: 'decide',
          submissionId: `s${index}`,
          departmentPath: '/',
          revision: 1,
          contentHash: 'c'.repeat(64),
          ruleset: 'r1',
          verdict: 'block',
          decision: 'false-alarm',
          reason: '理由',
          detail: { index },
        },
        `2032-01-05T08:00:${String(index).padStart(2, '0')}.000Z`,
      ),
    )
    await head.write(last)
  }
  rows = await store.db.selectFrom('ledger').selectAll().orderBy('seq').execute()
  copyFileSync(path.join(folder, headFile), path.join(folder, 'head.bak'))
  await dropLedgerTriggers(store)
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Puts everything back, changes it, and looks. */
async function brokenBy(tamper: () => Promise<unknown>) {
  await tamper()
  const result = await verifyLedger(store.db, head)
  await store.db.deleteFrom('ledger').execute()
  for (const row of rows) await store.db.insertInto('ledger').values(row).execute()
  copyFileSync(path.join(folder, 'head.bak'), path.join(folder, headFile))
  expect(await verifyLedger(store.db, head)).toMatchObject({ entries, broken: null })
  return result.broken
}

const update = (seq: number, change: Partial<LedgerTable>) =>
  store.db.updateTable('ledger').set(change).where('seq', '=', seq).execute()
const remove = (...seqs: number[]) => store.db.deleteFrom('ledger').where('seq', 'in', seqs).execute()

describe('the ledger', () => {
  const columns = Object.keys({
    at: 0,
    actorKind: 0,
    actorId: 0,
    actorName: 0,
    act: 0,
    submissionId: 0,
    departmentPath: 0,
    contentHash: 0,
    ruleset: 0,
    verdict: 0,
    decision: 0,
    reason: 0,
    detail: 0,
    previous: 0,
    hash: 0,
  }) as (keyof LedgerTable)[]

  it.each(columns)('shows a changed byte of %s, in the first, a middle and the last entry', async column => {
    for (const seq of [1, 6, entries]) {
      const value = String(rows[seq - 1]?.[column])
      const changed = `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
      expect((await brokenBy(() => update(seq, { [column]: changed })))?.seq, column).toBe(seq)
      if (column !== 'at' && column !== 'hash' && column !== 'previous') {
        expect(await brokenBy(() => update(seq, { [column]: `${value} ` })), column).not.toBeNull()
      }
    }
    expect(await brokenBy(() => update(6, { revision: 2 }))).toMatchObject({ seq: 6, what: 'changed' })
    expect(await brokenBy(() => update(6, { revision: null }))).toMatchObject({ seq: 6, what: 'changed' })
  })

  it('shows deleted entries: the first, one, several, the last, all', async () => {
    expect(await brokenBy(() => remove(1))).toMatchObject({ seq: 1, what: 'missing' })
    expect(await brokenBy(() => remove(5))).toMatchObject({ seq: 5, what: 'missing' })
    expect(await brokenBy(() => remove(5, 6, 7))).toMatchObject({ seq: 5, what: 'missing' })
    expect(await brokenBy(() => remove(entries))).toMatchObject({ seq: entries, what: 'truncated' })
    expect(await brokenBy(() => store.db.deleteFrom('ledger').execute())).toMatchObject({
      seq: 1,
      what: 'truncated',
    })
  })

  it('shows a rewritten end, even with right hashes', async () => {
    const rewritten = await brokenBy(async () => {
      await remove(entries)
      const { hash: _, ...row } = rows[entries - 1] as LedgerTable
      const forged = { ...row, decision: 'declassified' }
      await store.db
        .insertInto('ledger')
        .values({ ...forged, hash: hashOf(forged) })
        .execute()
    })
    expect(rewritten).toMatchObject({ seq: entries, what: 'changed' })
  })

  it('shows swapped and inserted entries', async () => {
    const swapped = await brokenBy(async () => {
      await update(4, { seq: 100 })
      await update(5, { seq: 4 })
      await update(100, { seq: 5 })
    })
    expect(swapped).toMatchObject({ seq: 4, what: 'order' })
    const inserted = await brokenBy(() =>
      store.db
        .insertInto('ledger')
        .values({ ...(rows[3] as LedgerTable), seq: 0 })
        .execute(),
    )
    expect(inserted).not.toBeNull()
  })

  it('shows a head that was changed, forged or removed', async () => {
    const file = path.join(folder, headFile)
    const change = (edit: (text: string) => string) => async () =>
      writeFileSync(file, edit(readFileSync(file, 'utf8')))
    expect(await brokenBy(change(text => text.replace(/"seq":\d+/, '"seq":3')))).toMatchObject({
      what: 'head-changed',
    })
    expect(await brokenBy(change(() => '{}'))).toMatchObject({ what: 'head-changed' })
    expect(await brokenBy(async () => rmSync(file))).toMatchObject({ what: 'head-missing' })
  })

  it('is compared with a head that was noted down elsewhere', async () => {
    expect(await verifyLedger(store.db, head, last)).toMatchObject({ broken: null })
    expect(await verifyLedger(store.db, head, { ...last, hash: 'f'.repeat(64) })).toMatchObject({
      broken: { seq: entries },
    })
    expect(await verifyLedger(store.db, head, { seq: entries + 1, hash: last.hash })).toMatchObject({
      broken: { what: 'truncated' },
    })
  })

  it('catches up at start with what was committed before a kill, and with nothing else', async () => {
    const file = path.join(folder, headFile)
    const early = await (async () => {
      const signer = new LedgerHead(folder, openKeys(folder, {}).ledger)
      const row = rows[8] as LedgerTable
      // Another service on the same folder that is behind does not put the head back.
      await signer.write({ seq: row.seq, hash: row.hash })
      expect(await head.read()).toMatchObject(last)
      rmSync(file)
      const again = new LedgerHead(folder, openKeys(folder, {}).ledger)
      await again.write({ seq: row.seq, hash: row.hash })
      return readFileSync(file, 'utf8')
    })()
    expect(await catchUp(store.db, new LedgerHead(folder, openKeys(folder, {}).ledger))).toEqual(last)
    expect(await head.read()).toMatchObject(last)
    writeFileSync(file, early)
    await update(11, { reason: '改' })
    expect(await catchUp(store.db, head)).toBeNull()
    expect(readFileSync(file, 'utf8')).toBe(early)
    rmSync(file)
    expect(await catchUp(store.db, head)).toBeNull()
  })
})
