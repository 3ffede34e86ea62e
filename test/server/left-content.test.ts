/** The sweep of a service at work: what it has written, wherever it refers to it, stays; what was left behind goes. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { GateAnswer } from '../../src/gate/content.ts'
import type { Portal } from '../../src/server/api/portals.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { startRetention, sweepContent } from '../../src/server/retention.ts'
import { Client, clean, draft, inReview, marked, startService, type TestService } from './harness.ts'

let service: TestService
let editor: Client
let reviewer: Client
beforeAll(async () => {
  service = await startService()
  editor = await service.person('editor', ['editor'])
  reviewer = await service.person('reviewer', ['reviewer'])
})
afterAll(() => service.end())

const dayLater = () => new Date(Date.now() + 25 * 3_600_000)
const file = (content: string) => {
  const data = new FormData()
  data.append('file', new Blob([content]), '附件.txt')
  return data
}

it('keeps all that is referred to and destroys what an act left that failed', async () => {
  const { service: inner } = service.app
  const { db } = inner.store
  const item = await inReview(editor, marked)
  await reviewer.post(`/submissions/${item.id}/evidence`, file('核对记录'))
  await draft(editor, clean)
  const incident = await inReview(editor, marked)
  await reviewer.post(`/submissions/${incident.id}/report`, { version: incident.version, reason: '内容涉密' })
  const portal = await service.administrator.post<Portal>('/portals', { name: '门户', department: null })
  const { secret } = await service.administrator.post<{ secret: string }>(`/portals/${portal.id}/keys`, {})
  const asking = Object.assign(new Client(service.url), { key: secret })
  const content = Buffer.from(marked).toString('base64')
  const attachments = [{ name: 'a.txt', content }]
  const question = { title: '关于开展植树活动的通知', html: '<p>请各单位按时参加。</p>', attachments }
  const { body } = await asking.call<GateAnswer>('POST', '/gate', question, { prefer: 'wait=30' })
  expect(body.decision).toBe('deny')
  const before = await db.selectFrom('blob').selectAll().execute()
  // Two files, their readings and words; evidence; a draft; the gate's copy and its item.
  expect(before.length).toBeGreaterThanOrEqual(9)

  const all = db.selectFrom('submission').selectAll().orderBy('id')
  const submitted = await all.execute()
  const { transaction } = db
  db.transaction = () => {
    throw Object.assign(new Error('the connection broke'), { code: '57P01' })
  }
  const lost = await editor.call('POST', '/submissions', {
    form: { title: '未入库的稿件', column: '通知公告', opinion: '' },
    texts: [{ name: '正文', format: 'text', content: marked }],
  })
  db.transaction = transaction
  expect(lost.status).toBe(503)
  expect(await all.execute()).toEqual(submitted)

  expect(await sweepContent(inner, new Date())).toBe(0)
  expect(await sweepContent(inner, dayLater())).toBe(1)
  expect(await db.selectFrom('blob').selectAll().execute()).toEqual(before)
  for (const { id } of before) expect((await inner.blobs.read(db, id)).length).toBeGreaterThan(0)
  expect((await editor.get<Submission>(`/submissions/${item.id}`)).state).toBe('review')
})

it('comes by every hour, but not where the database may have forgotten who refers to what', async () => {
  const { service: inner } = service.app
  const left = await inner.blobs.write([Buffer.from(marked)])
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: dayLater() })
  try {
    const stopIdle = startRetention(inner, false)
    vi.advanceTimersByTime(3_600_000)
    await new Promise(resolve => setTimeout(resolve, 500))
    await stopIdle()
    expect((await inner.blobs.storage.read(left.id)).length).toBeGreaterThan(0)
    const stop = startRetention(inner, true)
    vi.advanceTimersByTime(3_600_000)
    const isStored = () =>
      inner.blobs.storage.read(left.id).then(
        () => true,
        () => false,
      )
    while (await isStored()) await new Promise(resolve => setTimeout(resolve, 25))
    await stop()
  } finally {
    vi.useRealTimers()
  }
})
