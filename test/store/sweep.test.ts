/** What the sweep destroys and what it must not: on SQLite and, in the `postgres` suite, on PostgreSQL. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blobReferences } from '../../src/store/blob-references.ts'
import { openStore, type Store, type Trx } from '../../src/store/open.ts'
import { type BlobStorage, FolderStorage } from '../../src/vault/blob-storage.ts'
import { Blobs, type Written } from '../../src/vault/blobs.ts'
import { DatabaseStorage } from '../../src/vault/database-storage.ts'
import { type Keys, openKeys } from '../../src/vault/keys.ts'
import { sweepBlobs } from '../../src/vault/sweep.ts'
import { freshDatabase } from '../postgres/database.ts'

let folder: string
let store: Store
let keys: Keys

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-sweep-'))
  store = await openStore({ folder, url: await freshDatabase() })
  keys = openKeys(folder, {})
  const { db } = store
  const at = new Date().toISOString()
  await db
    .insertInto('portal')
    .values({
      id: 'p',
      name: '门户',
      departmentId: null,
      active: 1,
      created: at,
      version: 1,
      form: '{}',
    } as never)
    .execute()
  await db
    .insertInto('submission')
    .values({
      id: 's',
      title: '标题',
      form: '{}',
      state: 'draft',
      since: at,
      version: 1,
      revision: 1,
      submitterKind: 'person',
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
    .execute()
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const snake = (name: string) => name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** Later than everything before, earlier than everything after, also by the clock of files, which ticks every 10 ms. */
async function now(): Promise<Date> {
  await wait(25)
  const instant = new Date()
  await wait(25)
  return instant
}

let ordinal = 0
async function addFile(trx: Trx, blobId: string, others: object = {}): Promise<void> {
  ordinal += 1
  const file = {
    id: `f-${ordinal}`,
    submissionId: 's',
    revision: 1,
    ordinal,
    name: 'a.txt',
    kind: 'upload' as const,
    src: null,
    bytes: 1,
    sha256: '',
    state: 'done' as const,
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
  }
  await trx
    .insertInto('file')
    .values({ ...file, blobId, ...others })
    .execute()
}

/** How each column comes to refer to a blob; the first is any other blob. */
const refer: Readonly<Record<string, (trx: Trx, other: string, id: string) => Promise<unknown>>> = {
  'file.blobId': (trx, _other, id) => addFile(trx, id),
  'file.readingBlobId': (trx, other, readingBlobId) => addFile(trx, other, { readingBlobId }),
  'file.wordsBlobId': (trx, other, wordsBlobId) => addFile(trx, other, { wordsBlobId }),
  'evidence.blobId': (trx, _other, blobId) =>
    trx
      .insertInto('evidence')
      .values({
        id: blobId,
        submissionId: 's',
        name: 'a',
        bytes: 1,
        sha256: '',
        blobId,
        actorId: 'p',
        actorName: '甲',
        created: '',
      })
      .execute(),
  'gateFile.blobId': (trx, _other, blobId) =>
    trx
      .insertInto('gateFile')
      .values({ portalId: 'p', sha256: blobId, blobId, bytes: 1, sent: '' })
      .execute(),
}

describe('columns that refer to blobs', () => {
  it('are all declared', async () => {
    const tables = await store.db.introspection.getTables()
    const named = tables.flatMap(({ name, columns }) =>
      columns
        .map(column => snake(`${name}.${column.name}`))
        .filter(column => /[._]blob_?id$/.test(column) && column !== 'blob_chunk.blob_id'),
    )
    const constraints =
      store.kind === 'sqlite'
        ? sql<{ ownTable: string; ownColumn: string }>`
            select m.name as own_table, k."from" as own_column
            from sqlite_master m, pragma_foreign_key_list(m.name) k where m.type = 'table' and k."table" = 'blob'`
        : sql<{ ownTable: string; ownColumn: string }>`
            select c.conrelid::regclass::text as own_table, a.attname::text as own_column
            from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
            where c.contype = 'f' and c.confrelid = 'blob'::regclass`
    const { rows } = await constraints.execute(store.db)
    const bound = rows.map(({ ownTable, ownColumn }) => `${snake(ownTable)}.${snake(ownColumn)}`).sort()
    const declared = blobReferences.map(([table, column]) => snake(`${table}.${column}`)).sort()
    expect(named.sort()).toEqual(declared)
    // Each has its foreign key, which refuses to let go what is referred to.
    expect(bound).toEqual(declared)
    expect(Object.keys(refer).map(snake).sort()).toEqual(declared)
  })
})

describe.each(['folder', 'database'])('content in the %s that nothing refers to', kind => {
  let storage: BlobStorage
  let blobs: Blobs
  beforeAll(() => {
    storage = kind === 'folder' ? new FolderStorage(folder) : new DatabaseStorage(store.db)
    blobs = new Blobs(storage, keys)
  })

  const write = (text: string) => blobs.write([Buffer.from(text)])
  const registered = async (text: string, refers: (trx: Trx, id: string) => Promise<unknown>) => {
    const written = await write(text)
    await store.db.transaction().execute(async trx => {
      await blobs.register(trx, written, new Date().toISOString())
      await refers(trx, written.id)
    })
    return written
  }
  const isStored = (id: string) =>
    storage.read(id).then(
      () => true,
      () => false,
    )
  const rowOf = (id: string) =>
    store.db.selectFrom('blob').selectAll().where('id', '=', id).executeTakeFirst()
  const sweep = (before: Date) => sweepBlobs(store.db, storage, before)

  it('goes once it is old enough, and leaves nothing', async () => {
    const old = await write('旧稿')
    // As a killed process leaves it: some pieces of many.
    const part = new Blobs(storage, keys)
    const large = await part.write([Buffer.alloc(1_500_000)])
    if (kind === 'database') {
      await store.db.deleteFrom('blobChunk').where('blobId', '=', large.id).where('ordinal', '=', 0).execute()
    }
    const instant = await now()
    const young = await write('新稿')
    expect(await sweep(instant)).toBe(2)
    expect(await Promise.all([old, large, young].map(({ id }) => isStored(id)))).toEqual([false, false, true])
    expect(await Promise.all([old, large, young].map(({ id }) => rowOf(id)))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(await sweep(instant)).toBe(0)
    expect(await sweep(await now())).toBe(1)
  })

  it('stays while anything refers to it, whatever it is, and sealed or not', async () => {
    const kept: Written[] = []
    const other = await registered('附件', (trx, id) => addFile(trx, id))
    for (const add of Object.values(refer)) {
      kept.push(await registered('证据', (trx, id) => add(trx, other.id, id)))
    }
    await store.db.transaction().execute(trx => blobs.seal(trx, [kept[0]?.id ?? '']))
    expect(await sweep(await now())).toBe(0)
    for (const { id } of kept) expect((await blobs.read(store.db, id)).toString()).toBe('证据')
  })

  it('goes with its row and key when what referred to it is gone', async () => {
    const replaced = await registered('旧副本', (trx, id) =>
      trx
        .insertInto('gateFile')
        .values({ portalId: 'p', sha256: `replaced-${kind}`, blobId: id, bytes: 1, sent: '' })
        .execute(),
    )
    await registered('新副本', (trx, id) =>
      trx.updateTable('gateFile').set({ blobId: id }).where('sha256', '=', `replaced-${kind}`).execute(),
    )
    expect(await sweep(await now())).toBe(1)
    expect(await isStored(replaced.id)).toBe(false)
    expect(await rowOf(replaced.id)).toBeUndefined()
  })

  it('goes when its key is forgotten already, though what remains of the item refers to it', async () => {
    const purged = await registered('已清除', (trx, id) => addFile(trx, id))
    await store.db.transaction().execute(trx => blobs.forget(trx, [purged.id]))
    expect(await sweep(await now())).toBe(1)
    expect(await isStored(purged.id)).toBe(false)
    expect(await rowOf(purged.id)).toMatchObject({ wrappedKey: null })
  })

  it('stays when it is being referred to while the sweep comes by', async () => {
    const late = await write('迟到的稿件')
    const instant = await now()
    let swept: Promise<number> | undefined
    await store.db.transaction().execute(async trx => {
      await blobs.register(trx, late, new Date().toISOString())
      swept = sweep(instant)
      // It is at the row that is not committed yet, or waits for the connection.
      await wait(300)
      await addFile(trx, late.id)
    })
    expect(await swept).toBe(0)
    expect((await blobs.read(store.db, late.id)).toString()).toBe('迟到的稿件')
  })

  it('is refused to whoever refers to it while it is swept, and after that', async () => {
    const late = await write('迟到的稿件')
    const instant = await now()
    const refersLate = () =>
      store.db.transaction().execute(async trx => {
        await blobs.register(trx, late, new Date().toISOString())
        await addFile(trx, late.id)
      })
    const remove = storage.remove.bind(storage)
    let meanwhile: Promise<unknown> | undefined
    storage.remove = async ids => {
      if (ids.includes(late.id)) {
        meanwhile = refersLate().catch(error => error)
        await meanwhile
      }
      await remove(ids)
    }
    expect(await sweep(instant)).toBe(1)
    storage.remove = remove
    expect(await meanwhile).toBeInstanceOf(Error)
    await expect(refersLate()).rejects.toThrow('swept')
    expect(await rowOf(late.id)).toBeUndefined()
  })

  it('is refused when only some of it is left', async () => {
    const written = await blobs.write([Buffer.alloc(1_500_000)])
    const stored = await storage.read(written.id)
    await storage.remove([written.id])
    const pieces = (async function* () {
      yield stored.subarray(0, 720_000)
    })()
    await storage.write(written.id, pieces)
    const registering = store.db
      .transaction()
      .execute(trx => blobs.register(trx, written, new Date().toISOString()))
    await expect(registering).rejects.toThrow('swept')
  })
})

describe('the folder of content', () => {
  it('keeps what is not a blob', async () => {
    const files = new FolderStorage(path.join(folder, 'other'))
    expect(await sweepBlobs(store.db, files, new Date())).toBe(0)
    mkdirSync(path.join(files.folder, 'aa'), { recursive: true })
    writeFileSync(path.join(files.folder, 'aa', '说明.txt'), '')
    writeFileSync(path.join(files.folder, '说明.txt'), '')
    expect(await sweepBlobs(store.db, files, new Date(Date.now() + 86_400_000))).toBe(0)
    expect(readdirSync(files.folder).sort()).toEqual(['aa', '说明.txt'])
  })
})
