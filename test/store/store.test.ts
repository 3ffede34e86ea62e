/** The store, the queue, the ledger and backups: the same tests on SQLite and, in the `postgres` suite, on PostgreSQL. */
import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEntry } from '../../src/ledger/append.ts'
import { LedgerHead } from '../../src/ledger/head.ts'
import { catchUp, verifyLedger } from '../../src/ledger/verify.ts'
import { BossQueue } from '../../src/queue/boss-queue.ts'
import type { Claim, Queue } from '../../src/queue/queue.ts'
import { SqliteQueue } from '../../src/queue/sqlite-queue.ts'
import { restore } from '../../src/server/backup.ts'
import { dumpRows, loadRows } from '../../src/store/backup.ts'
import { isUniqueViolation } from '../../src/store/error.ts'
import { openStore, type Store, type Trx } from '../../src/store/open.ts'
import { tableNames } from '../../src/store/schema.ts'
import { type BlobStorage, FolderStorage } from '../../src/vault/blob-storage.ts'
import { Blobs, OversizeError, PurgedError } from '../../src/vault/blobs.ts'
import { DatabaseStorage } from '../../src/vault/database-storage.ts'
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

/** @returns the id of its file. */
async function addJob(
  trx: Trx,
  queue: Queue,
  submissionId: string,
  name: string,
  priority: number,
): Promise<string> {
  const blobs = new Blobs(new FolderStorage(folder), keys)
  const fileId = randomUUID()
  const written = await blobs.write([Buffer.from(name)])
  await blobs.register(trx, written, at)
  await trx
    .insertInto('file')
    .values({
      id: fileId,
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
  await queue.add(trx, [{ submissionId, fileId, priority }])
  return fileId
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

  it('takes text that is none in UTF-8, or that PostgreSQL refuses, and gives one back that is', async () => {
    const row = { ...submission('s-odd'), title: 'a\0b\uD83D', lastReason: '\uDCDD' }
    await store.db.insertInto('submission').values(row).execute()
    await store.db.updateTable('submission').set({ submitterName: '\0' }).where('id', '=', 's-odd').execute()
    const found = await store.db.selectFrom('submission').selectAll().where('title', '=', row.title).execute()
    expect(found).toEqual([
      { ...row, title: 'a\uFFFDb\uFFFD', lastReason: '\uFFFD', submitterName: '\uFFFD' },
    ])
    await store.db.deleteFrom('submission').where('id', 'in', ['s-odd', '\0']).execute()
  })

  it('lies in files that only their owner may read, also in an open folder', async () => {
    const open = mkdtempSync(path.join(tmpdir(), 'baoshen-open-'))
    chmodSync(open, 0o755)
    const other = await openStore({ folder: open })
    const modes = readdirSync(open).map(name => [name, statSync(path.join(open, name)).mode & 0o077])
    expect(modes).toEqual(['', '-shm', '-wal'].map(end => [`baoshen.sqlite${end}`, 0]))
    await other.close()
    rmSync(open, { recursive: true })
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
  const fail = (error: unknown) => {
    throw error
  }

  /** A queue of one process on the store; `perform` gets every job. */
  function open(from: Store, concurrency: number, perform: (claim: Claim) => Promise<boolean>): Queue {
    const options = { concurrency, perform, onError: fail }
    if (url === undefined) return new SqliteQueue(from.db, options)
    return new BossQueue({ ...options, url, name: 'test', bury: async () => {} })
  }
  const finish = (claim: Claim) => store.db.transaction().execute(trx => claim.finish(trx))

  it('takes the urgent first, then what has waited longest', async () => {
    const begun: string[] = []
    const queue = open(store, 1, async claim => {
      begun.push(claim.fileId)
      return finish(claim)
    })
    const waiting = open(store, 0, async () => false)
    await waiting.start()
    const added: Record<string, string> = {}
    for (const [name, priority] of [
      ['103', 20],
      ['101', 10],
      ['102', 10],
      ['104', 1],
    ] as const) {
      added[name] = await store.db.transaction().execute(trx => addJob(trx, waiting, 's-1', name, priority))
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    await queue.start()
    await expect.poll(() => begun.length, { timeout: 20_000 }).toBe(4)
    await Promise.all([queue.stop(5), waiting.stop()])
    expect(begun).toEqual(['104', '101', '102', '103'].map(name => added[name]))
  })

  // Which of two that claim at the same moment begins first is nobody's to say, so the order has a test of its own.
  it('gives every job to one of two processes once', async () => {
    const other = await openStore({ folder, url })
    const done: string[] = []
    const perform = async (claim: Claim) => {
      await new Promise(resolve => setTimeout(resolve, 5))
      if (await finish(claim)) done.push(claim.fileId)
      return true
    }
    const queues = [open(store, 3, perform), open(other, 3, perform)]
    // Only one process has a SQLite file.
    const started = store.kind === 'sqlite' ? queues.slice(0, 1) : queues
    const [first] = queues
    if (!first) throw new Error('no queue')
    for (const queue of started) await queue.start()
    const ids = await store.db.transaction().execute(async trx => {
      const all: string[] = []
      for (let index = 0; index < 30; index += 1) all.push(await addJob(trx, first, 's-1', String(index), 10))
      return all
    })
    first.wake()
    await expect.poll(() => done.length, { timeout: 30_000 }).toBe(30)
    await Promise.all(started.map(queue => queue.stop(5)))
    await other.close()
    expect([...done].sort()).toEqual([...ids].sort())
  })

  it('gives what was given up to the next, and says what waits and who works', async () => {
    let attempts = 0
    let isFirst = true
    const queue = open(store, 1, async claim => {
      attempts = claim.attempt
      if (isFirst) {
        isFirst = false
        await new Promise(resolve => claim.signal.addEventListener('abort', resolve))
        return false
      }
      return finish(claim)
    })
    await queue.start()
    await store.db.transaction().execute(trx => addJob(trx, queue, 's-1', '200', 10))
    queue.wake()
    await expect.poll(() => attempts, { timeout: 20_000 }).toBe(1)
    await queue.stop()
    let isDone = false
    const next = open(store, 1, async claim => {
      isDone = await finish(claim)
      return isDone
    })
    await next.start()
    await expect.poll(() => isDone, { timeout: 40_000 }).toBe(true)
    const { workers, dead } = await next.status()
    expect(workers.some(worker => worker.live && worker.pid === process.pid)).toBe(true)
    expect(dead).toEqual([])
    await next.stop(5)
  })

  it('undoes what was added by a transaction that failed', async () => {
    let done = 0
    const queue = open(store, 1, async claim => {
      done += 1
      return finish(claim)
    })
    await queue.start()
    const work = store.db.transaction().execute(async trx => {
      await addJob(trx, queue, 's-1', '300', 10)
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    await store.db.transaction().execute(trx => addJob(trx, queue, 's-1', '301', 10))
    queue.wake()
    await expect.poll(() => done, { timeout: 20_000 }).toBe(1)
    await queue.stop(5)
    expect(done).toBe(1)
  })
})

describe.each(['folder', 'database'])('blobs in the %s', kind => {
  const storage = (): BlobStorage =>
    kind === 'folder' ? new FolderStorage(folder) : new DatabaseStorage(store.db)
  /** Puts other bytes in the place of a blob's. */
  async function replace(id: string, bytes: Buffer): Promise<void> {
    await storage().remove([id])
    await storage().write(
      id,
      (async function* () {
        yield bytes
      })(),
    )
  }

  it('are read back, refuse a changed byte and another blob’s bytes, and are gone once purged', async () => {
    const blobs = new Blobs(storage(), keys)
    const one = await blobs.write([Buffer.from('内容一'), Buffer.from('其余')])
    const two = await blobs.write([Buffer.from('内容二')])
    await store.db.transaction().execute(async trx => {
      await blobs.register(trx, one, at)
      await blobs.register(trx, two, at)
    })
    expect((await blobs.read(store.db, one.id)).toString()).toBe('内容一其余')
    const stored = await storage().read(one.id)
    const changed = Buffer.from(stored)
    changed[20] = (changed[20] ?? 0) ^ 1
    await replace(one.id, changed)
    await expect(blobs.read(store.db, one.id)).rejects.toThrow()
    await replace(one.id, await storage().read(two.id))
    await expect(blobs.read(store.db, one.id)).rejects.toThrow()
    await replace(one.id, stored)
    await store.db.transaction().execute(trx => blobs.seal(trx, [one.id]))
    expect((await blobs.read(store.db, one.id)).toString()).toBe('内容一其余')
    for (const sealed of [{ sealed: keys.content }, {}]) {
      const without = new Blobs(storage(), { content: keys.content, ...sealed })
      await expect(without.read(store.db, one.id)).rejects.toThrow()
    }
    await store.db.transaction().execute(trx => blobs.forget(trx, [one.id]))
    await expect(blobs.read(store.db, one.id)).rejects.toThrow(PurgedError)
    await blobs.remove([one.id, two.id])
    await expect(storage().read(one.id)).rejects.toThrow()
  })

  it('of any size are what was written, and leave nothing when they are too large', async () => {
    const blobs = new Blobs(storage(), keys)
    const bytes = randomBytes(3_000_000)
    const pieces = [bytes.subarray(0, 10), bytes.subarray(10, 2_500_000), bytes.subarray(2_500_000)]
    const written = await blobs.write(pieces)
    await store.db.transaction().execute(trx => blobs.register(trx, written, at))
    expect((await blobs.read(store.db, written.id)).equals(bytes)).toBe(true)
    await expect(blobs.write(pieces, 2_999_999)).rejects.toThrow(OversizeError)
    await blobs.remove([written.id])
    const left = await store.db.selectFrom('blobChunk').select('blobId').execute()
    expect(left).toEqual([])
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

  it('stays whole whatever people type', async () => {
    const odd = '\uD83D half an emoji, \0 and \u0001'
    const actor = { kind: 'person', id: 'p', name: odd } as const
    const act = { actor, act: 'test', reason: odd, detail: { odd } }
    await store.db.transaction().execute(trx => appendEntry(trx, act, at))
    expect(await verifyLedger(store.db, new LedgerHead(folder, keys.ledger))).toMatchObject({ broken: null })
  })
})

describe('a backup', () => {
  it('holds few rows at once when they are large', async () => {
    const content = 'A'.repeat(960_000)
    const ids = Array.from({ length: 24 }, (_, ordinal) => ({ blobId: 'large', ordinal, content }))
    for (const row of ids) await store.db.insertInto('blobChunk').values(row).execute()
    let most = 0
    const weighing: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        const bytes = result.rows.flatMap(row => Object.values(row)).map(value => String(value).length)
        most = Math.max(
          most,
          bytes.reduce((sum, each) => sum + each, 0),
        )
        return result
      },
    }
    const target = mkdtempSync(path.join(tmpdir(), 'baoshen-backup-'))
    const manifest = await dumpRows({ ...store, db: store.db.withPlugin(weighing) }, target)
    await store.db.deleteFrom('blobChunk').where('blobId', '=', 'large').execute()
    expect(manifest.rows.blobChunk).toBe(24)
    expect(most).toBeGreaterThan(900_000)
    expect(most).toBeLessThan(9_000_000)
    const lines = readFileSync(path.join(target, 'tables', 'blobChunk.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
    expect(lines.map(line => Number(JSON.parse(line).ordinal))).toEqual(ids.map(({ ordinal }) => ordinal))
    rmSync(target, { recursive: true })
  })

  it('loads into an empty database of either kind, row for row, and into no other', async () => {
    const target = mkdtempSync(path.join(tmpdir(), 'baoshen-backup-'))
    const manifest = await dumpRows(store, target)
    expect(manifest.rows).toMatchObject({ submission: 1, ledger: 41, file: 36 })
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

  it('of an older version, made by this one or not, is brought up to date', async () => {
    const [before, target, after] = ['old', 'backup', 'new'].map(name =>
      mkdtempSync(path.join(tmpdir(), `baoshen-${name}-`)),
    ) as [string, string, string]
    const urls = [await freshDatabase(), await freshDatabase()]
    const old = await openStore({ folder: before, url: urls[0], upTo: '003-webhooks' })
    await old.db.insertInto('submission').values(submission('s-old')).execute()
    const { schema } = await dumpRows(old, target)
    expect(schema).toBe('003-webhooks')
    await old.close()
    await restore({ folder: after, databaseUrl: urls[1] }, target)
    const now = await openStore({ folder: after, url: urls[1] })
    expect(await now.db.selectFrom('submission').selectAll().execute()).toEqual([submission('s-old')])
    expect(await now.db.selectFrom('site').selectAll().execute()).toEqual([])
    await now.close()
    const manifest = readFileSync(path.join(target, 'manifest.json'), 'utf8')
    writeFileSync(path.join(target, 'manifest.json'), manifest.replace('003-webhooks', '999-later'))
    const refused = restore({ folder: `${after}-not`, databaseUrl: await freshDatabase() }, target)
    await expect(refused).rejects.toMatchObject({ code: 'newer-schema' })
    for (const each of [before, target, after, `${after}-not`]) rmSync(each, { recursive: true })
  })
})
