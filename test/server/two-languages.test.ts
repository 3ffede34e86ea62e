/** One screening, read in Chinese and in English: nobody is told why in words that they do not read. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Screening } from '../../src/document/screening.ts'
import type { GateAnswer } from '../../src/gate/content.ts'
import type { FindingView } from '../../src/server/api/findings.ts'
import type { Portal } from '../../src/server/api/portals.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { Client, form, inReview, marked, screened, startService, type TestService } from './harness.ts'

let service: TestService
let editor: Client
let reviewer: Client
beforeAll(async () => {
  service = await startService()
  editor = await service.person('editor', ['editor'])
  reviewer = await service.person('reviewer', ['reviewer'])
})
afterAll(() => service.end())

const chinese = /\p{Script=Han}/u
const inChinese = { 'accept-language': 'zh-CN' }

async function told<T>(client: Client, method: string, address: string, body?: unknown) {
  const en = await client.call<T>(method, address, body)
  const zh = await client.call<T>(method, address, body, inChinese)
  return { en: en.body, zh: zh.body }
}

async function revealed(text: string): Promise<Submission> {
  const item = await inReview(editor, text)
  const [file] = item.content
  await reviewer.post(`/submissions/${item.id}/files/${file?.id}/reveal`, { reason: '核对标志' })
  return item
}

describe('a finding', () => {
  it('is explained in the language of whoever asks', async () => {
    const item = await revealed(marked)
    const address = `/submissions/${item.id}/findings`
    const { en, zh } = await told<{ items: FindingView[] }>(reviewer, 'GET', address)
    expect(en.items.length).toBeGreaterThan(0)
    for (const [index, { title, why, basis, advice }] of en.items.entries()) {
      for (const words of [title, why, basis, advice])
        expect(words.replaceAll(/“.*?”/g, '')).not.toMatch(chinese)
      expect(why).not.toBe('')
      expect(zh.items[index]?.why).toMatch(chinese)
      expect(zh.items[index]?.title).toMatch(chinese)
    }
  })

  it('that an older version kept in Chinese alone is shown as it was kept', async () => {
    const item = await revealed(marked)
    const { db } = service.app.service.store
    const file = await db
      .selectFrom('file')
      .selectAll()
      .where('submissionId', '=', item.id)
      .executeTakeFirstOrThrow()
    const { blobs } = service.app.service
    const words = JSON.parse((await blobs.read(db, file.wordsBlobId ?? '')).toString())
    for (const each of Object.values<{ why: unknown }>(words)) each.why = '位于第一行。'
    const written = await blobs.write([Buffer.from(JSON.stringify(words))])
    await db.transaction().execute(trx => blobs.register(trx, written, item.created))
    await db.updateTable('file').set({ wordsBlobId: written.id }).where('id', '=', file.id).execute()
    const { items } = await reviewer.get<{ items: FindingView[] }>(`/submissions/${item.id}/findings`)
    expect(items[0]?.why).toBe('位于第一行。')
  })

  it('of the box to try rules in', async () => {
    const { en, zh } = await told<Screening>(reviewer, 'POST', '/rules/try', {
      format: 'text',
      content: marked,
    })
    expect(en.findings[0]?.reason).toMatch(/^On a line|^In |^At /)
    expect(en.findings[0]?.title).not.toMatch(chinese)
    expect(zh.findings[0]?.reason).toMatch(chinese)
    expect(en.findings[0]).not.toHaveProperty('reasonIn')
  })

  it('of the answer of the gate', async () => {
    const { id } = await service.administrator.post<Portal>('/portals', { name: '门户', department: null })
    const { secret } = await service.administrator.post<{ secret: string }>(`/portals/${id}/keys`, {})
    const portal = Object.assign(new Client(service.url), { key: secret })
    const question = { title: '通知', html: '<p>机密★20年</p><p>关于召开会议的通知</p>' }
    const { en, zh } = await told<GateAnswer>(portal, 'POST', '/gate', question)
    expect(en.decision).toBe('deny')
    for (const { title, advice } of en.findings) expect(title + advice).not.toMatch(chinese)
    for (const { message } of en.reasons) expect(message).not.toMatch(chinese)
    for (const { message } of zh.reasons) expect(message).toMatch(chinese)
  })
})

it('a file that could not be read says so in both, with the words of its reason', async () => {
  const { id } = await editor.post<Submission>('/submissions', { form: form() })
  const upload = new FormData()
  const bytes = readFileSync('test/fixtures/bad/truncated.docx')
  upload.append('file', new Blob([bytes]), '附件.docx')
  await editor.post(`/submissions/${id}/files`, upload)
  const { version } = await editor.get<Submission>(`/submissions/${id}`)
  await editor.post(`/submissions/${id}/submit`, { version, forward: false })
  await screened(editor, id)
  const { en, zh } = await told<Submission>(editor, 'GET', `/submissions/${id}`)
  const [problem] = en.content[0]?.problems ?? []
  expect(problem?.code).toBe('corrupt')
  expect(problem?.message).not.toMatch(chinese)
  expect(problem).not.toHaveProperty('messageIn')
  expect(zh.content[0]?.problems[0]?.message).toMatch(chinese)
})
