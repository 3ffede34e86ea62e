/** `kill -9` in the middle of an upload, on both databases: what it had stored is destroyed a day later, and nothing else. */
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Submission } from '../../src/server/api/submissions.ts'
import { sweepContent } from '../../src/server/retention.ts'
import { openStore } from '../../src/store/open.ts'
import { FolderStorage } from '../../src/vault/blob-storage.ts'
import { DatabaseStorage } from '../../src/vault/database-storage.ts'
import { freshDatabase } from '../postgres/database.ts'
import { Client, clean, draft, form, marked, password, startService } from '../server/harness.ts'
import { ServiceProcess } from './program.ts'

const dayLater = () => new Date(Date.now() + 25 * 3_600_000)

describe.each(['sqlite', 'postgres'] as const)('%s', kind => {
  const isAbsent = kind === 'postgres' && process.env.BAOSHEN_TEST_POSTGRES === undefined
  let process_: ServiceProcess | undefined
  afterEach(async () => {
    await process_?.stop('SIGKILL')
    if (process_) rmSync(process_.folder, { recursive: true, force: true })
  })

  it.skipIf(isAbsent)('leaves nothing of an upload that was cut off', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-upload-kill-'))
    const databaseUrl = kind === 'postgres' ? await freshDatabase() : undefined
    const killed = new ServiceProcess(folder, databaseUrl)
    process_ = killed
    await killed.start()
    const administrator = new Client(killed.url)
    const token = /setup#(\S+)/.exec(killed.output)?.[1]
    await administrator.post('/setup', { token, login: 'admin', name: '管理员', password })
    const { link } = await administrator.post<{ link: { url: string } }>('/people', {
      login: 'editor',
      name: '编辑',
      roles: ['editor'],
      department: null,
    })
    const editor = new Client(killed.url)
    await editor.post('/links/use', { token: link.url.split('#')[1], password })
    await draft(editor, clean)

    const store = await openStore({ folder, url: databaseUrl })
    const storage = kind === 'postgres' ? new DatabaseStorage(store.db) : new FolderStorage(folder)
    const stored = async () => {
      const ids: string[] = []
      for await (const some of storage.begunBefore(dayLater())) ids.push(...some)
      return ids
    }
    const kept = await stored()
    expect(kept).toHaveLength(1)

    // The first file is whole, of the second only some has come when the power goes.
    const { id } = await editor.post<Submission>('/submissions', { form: form() })
    const upload = request(`${killed.url}/api/v1/submissions/${id}/files`, {
      method: 'POST',
      headers: {
        'content-type': 'multipart/form-data; boundary=x',
        'x-baoshen': '1',
        cookie: editor.cookie ?? '',
      },
    })
    const broken = new Promise(resolve => upload.on('error', resolve))
    const part = (name: string) =>
      `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n`
    upload.write(`${part('a.txt')}${marked}\r\n${part('b.txt')}${marked.repeat(40_000)}`)
    await expect.poll(stored, { timeout: 20_000 }).toHaveLength(3)
    await killed.stop('SIGKILL')
    await broken
    expect(await stored()).toHaveLength(3)
    await store.close()

    const again = await startService({ folder, databaseUrl })
    const { service } = again.app
    const left = async () => {
      const ids: string[] = []
      for await (const some of service.blobs.storage.begunBefore(dayLater())) ids.push(...some)
      return ids
    }
    expect(await sweepContent(service, new Date())).toBe(0)
    expect(await left()).toHaveLength(3)
    expect(await sweepContent(service, dayLater())).toBe(2)
    expect(await left()).toEqual(kept)
    const { blobId } = await service.store.db.selectFrom('file').select('blobId').executeTakeFirstOrThrow()
    expect((await service.blobs.read(service.store.db, blobId)).toString()).toBe(clean)
    await again.end()
  })
})
