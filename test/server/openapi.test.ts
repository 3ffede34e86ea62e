/**
 * The description of the API beside what is answered: every operation is called by somebody who may, with what it
 * needs, and its answer must be of a status, a type and a shape that the description names.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FindingView } from '../../src/server/api/findings.ts'
import type { Incident } from '../../src/server/api/incidents.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { call, faults, readDescription, uncalled } from './described.ts'
import { administration, people, portals, sites, webhooks } from './described-administration.ts'
import {
  type Client,
  clean,
  draft,
  form,
  inReview,
  marked,
  screened,
  startService,
  type TestService,
} from './harness.ts'

let service: TestService
let folder: string

const fileForm = (name: string, text: string) => {
  const files = new FormData()
  files.append('file', new File([text], name))
  return files
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-openapi-'))
  mkdirSync(path.join(folder, 'site'))
  writeFileSync(path.join(folder, 'site/index.html'), `<p>${clean}</p>`)
  service = await startService({
    env: { BAOSHEN_SITE_FOLDERS: folder },
    screener: { concurrency: 1, threads: 1, ocr: 'off' },
  })
  await readDescription(service.url)
})
afterAll(async () => {
  await service.end()
  rmSync(folder, { recursive: true, force: true })
})

async function gate(portal: Client): Promise<void> {
  await call(portal, 'POST', '/gate', { title: '通知', html: `<p>${clean}</p>`, submit: true })
  await call(portal, 'POST', '/gate', { html: 7 })
  // What takes long is answered later.
  const zip = readFileSync(path.join(import.meta.dirname, '../fixtures/archive/marks.zip'))
  const post = {
    title: '附件',
    html: '<p>见附件</p>',
    attachments: [{ name: 'marks.zip', content: zip.toString('base64') }],
  }
  const asked = await call<{ id: string }>(portal, 'POST', '/gate', post, { prefer: 'wait=0' })
  const { id } = asked.body
  expect(asked.status).toBe(202)
  for (;;) {
    const { status } = await call(portal, 'GET', `/gate/${id}`, undefined, { prefer: 'wait=0' })
    if (status !== 202) break
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const act = (
  client: Client,
  { id, version }: Submission,
  name: string,
  body: object = { reason: '核对无误' },
) => call<Submission>(client, 'POST', `/submissions/${id}/${name}`, { version, ...body })

async function submissions(editor: Client, reviewer: Client, approver: Client): Promise<void> {
  const { body: created } = await call<Submission>(editor, 'POST', '/submissions', { form: form('标题') })
  const at = `/submissions/${created.id}`
  await call(editor, 'PATCH', at, { form: form('新标题') }, { 'if-match': `"${created.version}"` })
  await call(editor, 'PATCH', at, { form: form() })
  const { body } = await call<{ files: { id: string }[] }>(
    editor,
    'POST',
    `${at}/files`,
    fileForm('通知.txt', marked),
  )
  const text = { name: '正文', format: 'html', content: '<p>文字</p>' }
  const pasted = await call<{ id: string }>(editor, 'POST', `${at}/texts`, text)
  await call(editor, 'DELETE', `${at}/files/${pasted.body.id}`)
  await call(editor, 'POST', `${at}/evidence`, fileForm('解密通知.txt', '某保解〔2031〕2号'))
  const read = await call<Submission>(editor, 'GET', at)
  await act(editor, read.body, 'submit', {})
  const done = await screened(editor, created.id)
  const sent = await act(editor, done, 'send', {})
  const file = `${at}/files/${body.files[0]?.id}`
  await call(reviewer, 'GET', `${file}/text`)
  await call(reviewer, 'GET', `${file}/content`)
  await call(reviewer, 'POST', `${file}/reveal`, { reason: '核对' })
  await call(reviewer, 'GET', `${file}/content`)
  const evidence = await call<{ items: { id: string }[] }>(reviewer, 'GET', `${at}/evidence`)
  const ids = evidence.body.items.map(each => each.id)
  await call(reviewer, 'GET', `${at}/evidence/${ids[0]}`)
  const found = await call<{ items: FindingView[] }>(reviewer, 'GET', `${at}/findings`)
  for (const { id, version } of found.body.items) {
    await call(reviewer, 'PUT', `${at}/findings/${id}/decision`, {
      kind: 'acceptable',
      reason: '可以',
      version,
    })
    const decision = { kind: 'declassified', reason: '已解密', version, evidence: ids }
    await call(reviewer, 'PUT', `${at}/findings/${id}/decision`, decision)
  }
  await act(reviewer, { ...sent.body, version: 1 }, 'pass')
  const decided = await call<Submission>(reviewer, 'GET', at)
  const passed = await act(reviewer, decided.body, 'pass')
  const released = await act(approver, passed.body, 'approve')
  const revoked = await act(approver, released.body, 'revoke')
  await act(editor, revoked.body, 'report')
  await call(reviewer, 'GET', `${at}/history`)
  await call(reviewer, 'GET', `${at}/revisions`)
  await call(reviewer, 'GET', `${at}/review-form.docx`)
  await call(reviewer, 'GET', '/submissions?limit=1')
  await call(reviewer, 'GET', '/submissions?limit=never')
  await call(reviewer, 'GET', '/submissions/counts')
  const other = await inReview(editor, clean, '退回的')
  const returned = await act(reviewer, other, 'return')
  const revised = await act(editor, returned.body, 'revise', {})
  await call(editor, 'GET', `/submissions/${other.id}/comparison?from=1&to=2`)
  await act(editor, revised.body, 'withdraw')
}

async function pages(editor: Client): Promise<void> {
  const { id } = await draft(editor, clean, '有图')
  const files = new FormData()
  const picture = readFileSync(path.join(import.meta.dirname, '../fixtures/bad/password.pdf'))
  files.append('file', new File([picture], '加密.pdf'))
  files.append(
    'file',
    new File([readFileSync(path.join(import.meta.dirname, '../fixtures/pdf/spaces.pdf'))], '页.pdf'),
  )
  const { body } = await call<{ files: { id: string }[] }>(editor, 'POST', `/submissions/${id}/files`, files)
  const { version } = await editor.get<Submission>(`/submissions/${id}`)
  await editor.post(`/submissions/${id}/submit`, { version })
  await screened(editor, id)
  await call(editor, 'GET', `/submissions/${id}/files/${body.files[1]?.id}/pages/1`)
  await call(editor, 'GET', `/submissions/${id}/files/${body.files[0]?.id}/pages/1`)
}

async function incidents(reviewer: Client, approver: Client): Promise<void> {
  const { body } = await call<{ items: Incident[] }>(reviewer, 'GET', '/incidents')
  let [incident] = body.items
  const at = `/incidents/${incident?.id}`
  await call(reviewer, 'POST', `${at}/close`, { reason: '办结', version: incident?.version })
  for (const { step } of incident?.checklist ?? []) {
    const version = incident?.version
    incident = (await call<Incident>(reviewer, 'POST', `${at}/check`, { step, note: '已办', version })).body
  }
  const purged = await call<Incident>(approver, 'POST', `${at}/purge`, {
    reason: '按规定销毁',
    version: incident?.version,
  })
  await call(reviewer, 'POST', `${at}/close`, { reason: '办结', version: purged.body.version })
  await call(reviewer, 'GET', at)
  await call(reviewer, 'GET', `${at}/sheet.docx`)
}

async function rules(admin: Client, editor: Client, reviewer: Client, second: Client): Promise<void> {
  await call(reviewer, 'GET', '/rules')
  await call(reviewer, 'POST', '/rules/try', { format: 'text', content: marked })
  for (const end of ['confirm', 'delete']) {
    const item = await inReview(editor, `${marked}${end}`)
    const { items } = await reviewer.get<{ items: FindingView[] }>(`/submissions/${item.id}/findings`)
    await call(reviewer, 'PUT', `/submissions/${item.id}/findings/${items[0]?.id}/decision`, {
      kind: 'false-alarm',
      reason: '展板照片',
      version: 0,
      allowUntil: '2040-12-31',
    })
  }
  const { body } = await call<{ items: { id: string }[] }>(reviewer, 'GET', '/allow-list')
  await call(second, 'POST', `/allow-list/${body.items[0]?.id}/confirm`)
  await call(second, 'DELETE', `/allow-list/${body.items[0]?.id}`, { reason: '不再适用' })
  const pack = await call<{ id: string }>(admin, 'POST', '/packs', fileForm('项目.txt', '安澜湖引水工程\n'))
  await call(admin, 'POST', '/packs', fileForm('坏.yaml', 'pack: ['))
  await call(admin, 'GET', '/packs')
  await call(admin, 'POST', `/packs/${pack.body.id}/trial`, {})
  await call(admin, 'POST', `/packs/${pack.body.id}/activate`)
  await call(admin, 'POST', `/packs/${pack.body.id}/retire`)
}

it('every operation answers as the description says', async () => {
  const { administrator } = service
  const editor = await service.person('editor', ['editor'])
  const reviewer = await service.person('reviewer', ['reviewer'])
  const second = await service.person('second', ['reviewer'])
  const approver = await service.person('approver', ['approver'])
  const auditor = await service.person('auditor', ['auditor'])
  await people(administrator)
  const portal = await portals(administrator)
  await gate(portal)
  await submissions(editor, reviewer, approver)
  await pages(editor)
  await incidents(reviewer, approver)
  await rules(administrator, editor, reviewer, second)
  await administration(administrator, auditor, reviewer)
  await webhooks(administrator)
  await sites(administrator, path.join(folder, 'site'))
  expect([...faults]).toEqual([])
  // The first administrator is made by the harness.
  const rest = uncalled().filter(name => name !== 'setup.create')
  expect(rest).toEqual([])
}, 60_000)
