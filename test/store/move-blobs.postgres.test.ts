import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { FolderStorage } from '../../src/vault/blob-storage.ts'
import { moveBlobs } from '../../src/vault/move-blobs.ts'
import { freshDatabase } from '../postgres/database.ts'

// With SQLite content lies in files anyway.
it('content that cannot be read is not removed, and stops a restore', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-move-'))
  const store = await openStore({ folder, url: await freshDatabase() })
  const row = { bytes: 1, sha256: '', wrappedKey: 'x', wrappedBy: 'content' as const, created: '' }
  const file = new FolderStorage(folder).fileOf('0001-aa')
  await store.db
    .insertInto('blob')
    .values([
      { id: '0000-aa', ...row },
      { id: '0001-aa', ...row },
    ])
    .execute()
  // What is not there was purged while the backup was made; what fails otherwise may be read later.
  mkdirSync(file, { recursive: true })
  await expect(moveBlobs(store, folder)).rejects.toThrow('EISDIR')
  expect(existsSync(file)).toBe(true)
  await store.close()
  rmSync(folder, { recursive: true })
})

it('what came from PostgreSQL and belongs to nothing does not stay in SQLite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-move-'))
  const store = await openStore({ folder })
  await store.db.insertInto('blobChunk').values({ blobId: '0000-aa', ordinal: 0, content: 'eA==' }).execute()
  await moveBlobs(store, folder)
  expect(await store.db.selectFrom('blobChunk').selectAll().execute()).toEqual([])
  await store.close()
  rmSync(folder, { recursive: true })
})
