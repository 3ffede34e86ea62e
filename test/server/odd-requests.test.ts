/** Requests that no page makes: each is answered with what it asks for or with a refusal, never with an error of ours. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Submission } from '../../src/server/api/submissions.ts'
import {
  type Client,
  clean,
  draft,
  form,
  inReview,
  marked,
  startService,
  type TestService,
} from './harness.ts'

let service: TestService
let editor: Client
let reviewer: Client
let auditor: Client

beforeAll(async () => {
  service = await startService()
  editor = await service.person('editor', ['editor'])
  reviewer = await service.person('reviewer', ['reviewer'])
  auditor = await service.person('auditor', ['auditor'])
})
afterAll(() => service.end())

describe('characters that are none', () => {
  it.each(['a\0b', '\uD83Dx'])('%j in words, names and searches', async odd => {
    const { administrator } = service
    const words = { ...form(), title: odd, column: odd, opinion: odd }
    const texts = [{ name: odd, format: 'text', content: clean }]
    const made = await editor.call<Submission>('POST', '/submissions', { form: words, texts })
    expect(made.status).toBe(201)
    const search = encodeURIComponent(odd.toWellFormed())
    for (const address of ['/submissions?q=', '/submissions?cursor=', '/incidents?cursor='])
      expect((await reviewer.call('GET', address + search)).status, address).toBeLessThan(500)
    for (const filter of ['q', 'act', 'actor', 'cursor'])
      expect((await auditor.call('GET', `/ledger?${filter}=${search}`)).status, filter).toBeLessThan(500)
    expect((await administrator.call('GET', `/people?cursor=${search}`)).status).toBe(200)
    const item = await inReview(editor, clean)
    const pass = { version: item.version, reason: `${odd} 核对无误` }
    expect((await reviewer.call('POST', `/submissions/${item.id}/pass`, pass)).status).toBe(200)
    expect(await auditor.get('/ledger/verification')).toMatchObject({ intact: true })
  })
})

describe('numbers out of range', () => {
  it.each(['1.5', '-1', '1e999', '99999999999'])('%s as a cursor', async cursor => {
    expect(await auditor.call('GET', `/ledger?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    })
  })

  it('as a version or revision', async () => {
    const most = 99_999_999_999
    const item = await draft(editor, clean)
    const answers = [await editor.call('GET', `/submissions/${item.id}/findings?revision=${most}`)]
    const secret = await inReview(editor, marked)
    const { incident } = await editor.post<Submission>(`/submissions/${secret.id}/report`, {
      version: secret.version,
      reason: '误传',
    })
    answers.push(
      await reviewer.call('POST', `/incidents/${incident}/check`, { step: 'stop', version: most }),
      await editor.call('POST', `/submissions/${item.id}/submit`, { version: most }),
    )
    for (const { status } of answers) expect(status).toBe(400)
  })
})

describe('broken uploads', () => {
  const part = (disposition: string) =>
    `--XX\r\nContent-Disposition: form-data; name="file"${disposition}\r\n\r\nnotice\r\n`
  const whole = part('; filename="a.txt"')

  it.each([
    ['that end before their end', whole],
    ['that end in a boundary', `${whole}--XX`],
    ['with a file that has no name', `${whole}${part('')}--XX--\r\n`],
  ])('%s are refused, and nothing of them is kept', async (_, body) => {
    const { id } = await editor.post<Submission>('/submissions', { form: form() })
    const response = await fetch(`${service.url}/api/v1/submissions/${id}/files`, {
      method: 'POST',
      headers: {
        cookie: editor.cookie ?? '',
        'x-baoshen': '1',
        'content-type': 'multipart/form-data; boundary=XX',
      },
      body,
    })
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid' }])
    expect(await editor.get<Submission>(`/submissions/${id}`)).toMatchObject({ files: 0, version: 1 })
  })
})

describe('ETags that a compressing proxy made weak', () => {
  it('are known again', async () => {
    const { id } = await editor.post<Submission>('/submissions', { form: form() })
    const address = `/submissions/${id}`
    const weak = `W/${(await editor.call('GET', address)).headers.get('etag')}`
    expect((await editor.call('GET', address, undefined, { 'if-none-match': weak })).status).toBe(304)
    const change = { form: form('新标题') }
    expect((await editor.call('PATCH', address, change, { 'if-match': weak })).status).toBe(200)
    expect((await editor.call('PATCH', address, change, { 'if-match': weak })).status).toBe(412)
  })
})
