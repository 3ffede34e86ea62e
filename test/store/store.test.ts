/** The store, the queue, the ledger and backups: the same tests on SQLite and, in the `postgres` suite, on PostgreSQL. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEntry } from '../../src/ledger/append.ts'
import { LedgerHead } from '../../src/ledger/head.ts'
import { catchUp, verifyLedger } from '../../src/ledger/verify.ts'
import { JobQueue } from '../../src/queue/job-queue.ts'
import { dumpRows, loadRows } from '../../src/store/backup.ts'
import { isUniqueViolation } from '../../src/store/error.ts'
import { openStore, type Store, type Trx } from '../../src/store/open.ts'
import { tableNames } from '../../src/store/schema.ts'
import { Blobs, PurgedError } from '../../src/vault/blobs.ts'
import { type Keys, openKeys } from '../../src/vault/keys.ts'
import { freshDatabase } from '../postgres/database.ts'

const at = '2032-01-05T08:00:00.000Z'
let folder: string
let url: string | undefined
let store: Store
let keys: Keys

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-store-'))
  url = await freshDatabase()
  store = await openStore({ folder, url })
  keys = openKeys(folder, {})
  await catchUp(store.db, new LedgerHead(folder, keys.ledger))
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const submission = (id: string) => ({
  id,
  title: '标题 “引号” \u{1F4DD} \\ %_',
  form: '{}',
  state: 'screening' as const,
  since: at,
  version: 1,
  revision: 1,
  submitterKind: 'person' as const,
  submitterId: 'p',
  submitterName: '甲',
  departmentId: null,
  departmentPath: '/',
  created: at,
  updated: at,
  verdict: null,
  contentHash: null,
  forward: 0,
  reviewerId: null,
  lastReason: null,
  fileCount: 0,
  findingCount: 0,
  undecidedCount: 0,
  purged: null,
  item: null,
  url: null,
})

async function addJob(
  trx: Trx,
  blobs: Blobs,
  submissionId: string,
  name: string,
  priority: number,
): Promise<void> {
  const written = await blobs.write([Buffer.from(name)])
  await blobs.register(trx, written, at)
  await trx
    .insertInto('file')
    .values({
      id: `f-${name}`,
      submissionId,
      revision: 1,
      ordinal: Number(name),
      name,
      kind: 'text',
      bytes: written.bytes,
      sha256: written.sha256,
      blobId: written.id,
      state: 'queued',
      type: null,
      verdict: null,
      parts: 0,
      ocrParts: 0,
      pages: '[]',
      problems: '[]',
      ruleset: null,
      durationMs: null,
      findingCount: 0,
      readingBlobId: null,
      wordsBlobId: null,
    })
    .execute()
  const job = { submissionId, fileId: `f-${name}`, state: 'queued', attempts: 0, created: at } as const
  await trx
    .insertInto('job')
    .values({ id: `j-${name}`, ...job, priority, owner: null, leaseUntil: null })
    .execute()
}

describe('the schema', () => {
  it('is made once, and one of a newer program is refused untouched', async () => {
    const again = await openStore({ folder, url })
    await again.close()
    await sql`insert into kysely_migration (name, timestamp) values ('999-later', '2099')`.execute(store.db)
    await expect(openStore({ folder, url })).rejects.toMatchObject({
      code: 'newer-schema',
      detail: '999-later',
    })
    await sql`delete from kysely_migration where name = '999-later'`.execute(store.db)
    await (await openStore({ folder, url })).close()
  })

  it('keeps text, numbers and nulls as they are, and refuses what refers to nothing', async () => {
    await store.db.insertInto('submission').values(submission('s-1')).execute()
    expect(
      await store.db.selectFrom('submission').selectAll().where('id', '=', 's-1').executeTakeFirst(),
    ).toEqual(submission('s-1'))
    const twice = store.db.insertInto('submission').values(submission('s-1')).execute()
    expect(await twice.catch(isUniqueViolation)).toBe(true)
    const stray = { submissionId: 'nowhere', actorId: 'p' }
    await expect(store.db.insertInto('contributor').values(stray).execute()).rejects.toThrow(/foreign key/i)
  })

  it('undoes all of a transaction that fails', async () => {
    const work = store.db.transaction().execute(async trx => {
      await trx.insertInto('submission').values(submission('s-undone')).execute()
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(
      await store.db.selectFrom('submission').select('id').where('id', '=', 's-undone').executeTakeFirst(),
    ).toBeUndefined()
  })
})

describe('the queue', () => {
  it('takes the urgent first, then what has waited longest', async () => {
    const blobs = new Blobs(folder, keys)
    await store.db.transaction().execute(async trx => {
      for (const [name, priority] of [
        ['103', 20],
        ['101', 10],
        ['102', 10],
        ['104', 1],
      ] as const)
        await addJob(trx, blobs, 's-1', name, priority)
    })
    const begun: string[] = []
    const queue = new JobQueue({
      store,
      concurrency: 1,
      perform: async job => {
        begun.push(job.id)
        await store.db.updateTable('job').set({ state: 'done' }).where('id', '=', job.id).execute()
        return true
      },
      onError: error => {
        throw error
      },
    })
    await queue.start()
    await expect.poll(() => begun.length).toBe(4)
    await queue.stop()
    expect(begun).toEqual(['j-104', 'j-101', 'j-102', 'j-103'])
  })

  // Which of two that claim at the same moment begins first is nobody's to say, so the order has a test of its own.
  it('gives every job to one of two processes once, and those of a dead one again', async () => {
    const blobs = new Blobs(folder, keys)
    const other = await openStore({ folder, url })
    const names = Array.from({ length: 30 }, (_, index) => String(index))
    await store.db.transaction().execute(async trx => {
      for (const name of names) await addJob(trx, blobs, 's-1', name, 10)
    })
    // What a process that died had: its lease has ended.
    const dead = {
      state: 'running',
      owner: 'dead',
      leaseUntil: '2020-01-01T00:00:00.000Z',
      attempts: 1,
    } as const
    await store.db.updateTable('job').set(dead).where('id', '=', 'j-7').execute()
    const done: string[] = []
    const finish = async (id: string, from: Store) => {
      await from.db.updateTable('job').set({ state: 'done' }).where('id', '=', id).execute()
    }
    const queues = [store, other].map(
      from =>
        new JobQueue({
          store: from,
          concurrency: 3,
          perform: async job => {
            done.push(job.id)
            await new Promise(resolve => setTimeout(resolve, 5))
            await finish(job.id, from)
            return true
          },
          onError: error => {
            throw error
          },
        }),
    )
    if (store.kind === 'sqlite') await queues[0]?.start()
    else await Promise.all(queues.map(queue => queue.start()))
    const left = async () =>
      (await store.db.selectFrom('job').select('id').where('state', '!=', 'done').execute()).length
    while ((await left()) > 0) await new Promise(resolve => setTimeout(resolve, 50))
    await Promise.all(queues.map(queue => queue.stop()))
    await other.close()
    expect([...done].sort()).toEqual(names.map(name => `j-${name}`).sort())
  })
})

describe('blobs', () => {
  it('are read back, refuse a changed byte and another blob’s bytes, and are gone once purged', async () => {
    const blobs = new Blobs(folder, keys)
    const one = await blobs.write([Buffer.from('内容一'), Buffer.from('其余')])
    const two = await blobs.write([Buffer.from('内容二')])
    await store.db.transaction().execute(async trx => {
      await blobs.register(trx, one, at)
      await blobs.register(trx, two, at)
    })
    expect((await blobs.read(store.db, one.id)).toString()).toBe('内容一其余')
    const stored = readFileSync(blobs.fileOf(one.id))
    const changed = Buffer.from(stored)
    changed[20] = (changed[20] ?? 0) ^ 1
    writeFileSync(blobs.fileOf(one.id), changed)
    await expect(blobs.read(store.db, one.id)).rejects.toThrow()
    writeFileSync(blobs.fileOf(one.id), readFileSync(blobs.fileOf(two.id)))
    await expect(blobs.read(store.db, one.id)).rejects.toThrow()
    writeFileSync(blobs.fileOf(one.id), stored)
    await store.db.transaction().execute(trx => blobs.seal(trx, [one.id]))
    expect((await blobs.read(store.db, one.id)).toString()).toBe('内容一其余')
    const without = new Blobs(folder, { content: keys.content, sealed: keys.content })
    await expect(without.read(store.db, one.id)).rejects.toThrow()
    await store.db.transaction().execute(trx => blobs.forget(trx, [one.id]))
    await expect(blobs.read(store.db, one.id)).rejects.toThrow(PurgedError)
  })
})

describe('the ledger', () => {
  it('stays one chain when many write at once', async () => {
    const head = new LedgerHead(folder, keys.ledger)
    const actor = { kind: 'person', id: 'p', name: '甲' } as const
    const append = (index: number) =>
      store.db.transaction().execute(trx => appendEntry(trx, { actor, act: 'test', detail: { index } }, at))
    const ends = await Promise.all(Array.from({ length: 40 }, (_, index) => append(index)))
    await Promise.all(ends.map(end => head.write(end)))
    expect(new Set(ends.map(end => end.seq)).size).toBe(40)
    expect(await verifyLedger(store.db, head)).toMatchObject({ entries: 40, broken: null })
  })
})

describe('a backup', () => {
  it('loads into an empty database of either kind, row for row, and into no other', async () => {
    const target = mkdtempSync(path.join(tmpdir(), 'baoshen-backup-'))
    const manifest = await dumpRows(store, target)
    expect(manifest.rows).toMatchObject({ submission: 1, ledger: 40, file: 34 })
    await expect(loadRows(store, target)).rejects.toMatchObject({ code: 'not-empty' })
    // From PostgreSQL to SQLite, too.
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'baoshen-elsewhere-'))
    const copies = [await openStore({ folder: elsewhere })]
    const database = await freshDatabase()
    if (database !== undefined) copies.push(await openStore({ folder: elsewhere, url: database }))
    for (const copy of copies) {
      await loadRows(copy, target)
      for (const name of tableNames.filter(each => each !== 'session' && each !== 'oneTimeLink')) {
        const rows = (from: Store) => from.db.selectFrom(name).selectAll().execute()
        const sorted = async (from: Store) =>
          (await rows(from)).map(row => JSON.stringify(Object.entries(row).sort())).sort()
        expect(await sorted(copy), name).toEqual(await sorted(store))
      }
      expect(await verifyLedger(copy.db, new LedgerHead(folder, keys.ledger))).toMatchObject({ broken: null })
      await copy.close()
    }
    rmSync(target, { recursive: true })
    rmSync(elsewhere, { recursive: true })
  })
})
