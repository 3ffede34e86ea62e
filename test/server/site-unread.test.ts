/** What a rescan could not read is counted where everybody looks, and worded for whoever reads it. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Site } from '../../src/server/api/sites.ts'
import { type Client, startService, type TestService } from './harness.ts'

let folder: string
let service: TestService
let admin: Client

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-unread-'))
  service = await startService({
    env: { BAOSHEN_SITE_FOLDERS: folder },
    // Who reads the pages need not speak the language of who started the service.
    screener: { concurrency: 1, threads: 1, ocr: 'off', language: 'en' },
  })
  admin = service.administrator
})
afterAll(async () => {
  await service.end()
  rmSync(folder, { recursive: true, force: true })
})

async function add(name: string): Promise<string> {
  mkdirSync(path.join(folder, name))
  const { id } = await admin.post<Site>('/sites', { name, source: path.join(folder, name) })
  return id
}

const read = async (id: string) => {
  const { items } = await admin.get<{ items: Site[] }>('/sites')
  return items.find(site => site.id === id)
}

async function atEnd(id: string): Promise<Site> {
  await admin.post(`/sites/${id}/runs`, {})
  for (;;) {
    const site = await read(id)
    if (site?.last?.state === 'done') return site
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

describe('what was found in a run that did not come to its end', () => {
  it('is new in the next one, on the page as in the report', async () => {
    const id = await add('broken-off')
    const place = path.join(folder, 'broken-off')
    writeFileSync(path.join(place, 'a.html'), '<p>机密★20年</p>')
    await atEnd(id)
    writeFileSync(path.join(place, 'b.html'), '<p>秘密★10年</p>')
    const { last } = await atEnd(id)
    expect(last?.found).toBe(1)
    // As a cancelled run leaves it, without a race for the moment.
    await service.app.service.store.db
      .updateTable('rescanRun')
      .set({ state: 'cancelled' })
      .where('id', '=', last?.id ?? '')
      .execute()
    writeFileSync(path.join(place, 'c.html'), '<p>绝密★长期</p>')
    const { last: next } = await atEnd(id)
    expect(next).toMatchObject({ number: 3, found: 2 })
    const page = await admin.call('GET', `/sites/${id}/runs/${next?.id}/report.html?lang=zh`)
    expect(String(page.body)).toContain('新增问题（2）')
  })
})

describe('what could not be read', () => {
  it('is counted though it was fetched, also what is there twice, and no longer once it is mended', async () => {
    const id = await add('damaged')
    const place = path.join(folder, 'damaged')
    for (const name of ['a.pdf', 'b.pdf']) writeFileSync(path.join(place, name), '%PDF-1.7 broken')
    writeFileSync(path.join(place, 'c.html'), '<p>通知</p>')
    expect((await read(id))?.unscreened).toBeNull()
    expect(await atEnd(id)).toMatchObject({ unscreened: 2, last: { failed: 0 } })
    rmSync(path.join(place, 'a.pdf'))
    expect((await atEnd(id)).unscreened).toBe(1)
    rmSync(path.join(place, 'b.pdf'))
    expect((await atEnd(id)).unscreened).toBe(0)
  })

  it('is everything when there is nothing, which the report does not call clean', async () => {
    const id = await add('empty')
    const { last } = await atEnd(id)
    const page = await admin.call('GET', `/sites/${id}/runs/${last?.id}/report.html?lang=zh`)
    expect(String(page.body)).toContain('没有读到任何信息')
  })

  it('is kept in both languages, whichever the service was started with', async () => {
    const id = await add('worded')
    writeFileSync(path.join(folder, 'worded', 'a.pdf'), '%PDF-1.7 broken')
    const { last } = await atEnd(id)
    const { items } = await admin.get<{ items: { message: string }[] }>(`/sites/${id}/unscreened`)
    expect(items[0]?.message).toContain('file is damaged')
    const chinese = await admin.call<{ items: { message: string }[] }>(
      'GET',
      `/sites/${id}/unscreened`,
      undefined,
      {
        'accept-language': 'zh-CN',
      },
    )
    expect(chinese.body.items[0]?.message).toContain('文件已损坏')
    const report = `/sites/${id}/runs/${last?.id}/report.html?lang=`
    expect(String((await admin.call('GET', `${report}zh`)).body)).toContain('文件已损坏')
    expect(String((await admin.call('GET', `${report}en`)).body)).toContain('file is damaged')
  })

  it('is not known while nothing has been listed', async () => {
    const id = await add('away')
    renameSync(path.join(folder, 'away'), path.join(folder, 'elsewhere'))
    await admin.post(`/sites/${id}/runs`, {})
    await expect.poll(async () => (await read(id))?.last?.problem, { timeout: 30_000 }).toContain('away')
    expect((await read(id))?.unscreened).toBeNull()
    await admin.post(`/sites/${id}/cancel`)
  })
})
