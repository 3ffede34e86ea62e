/** The way of a submission, over HTTP, with real screenings. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalOf } from '../../src/gate/canonical.ts'
import type { FindingView } from '../../src/server/api/findings.ts'
import type { Incident } from '../../src/server/api/incidents.ts'
import type { LedgerEntry } from '../../src/server/api/ledger.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
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
let editor: Client
let reviewer: Client
let second: Client
let approver: Client
let both: Client

beforeAll(async () => {
  service = await startService()
  editor = await service.person('editor', ['editor'])
  reviewer = await service.person('reviewer', ['reviewer'])
  second = await service.person('second', ['reviewer'])
  approver = await service.person('approver', ['approver'])
  both = await service.person('both', ['editor', 'reviewer', 'approver'])
})
afterAll(() => service.end())

const findingsOf = async (client: Client, id: string) =>
  (await client.get<{ items: FindingView[] }>(`/submissions/${id}/findings`)).items

const printed = (docx: Buffer) => strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())

const act = (client: Client, item: Submission, name: string, body: object = { reason: '核对无误' }) =>
  client.call<Submission & { code: string }>('POST', `/submissions/${item.id}/${name}`, {
    version: item.version,
    ...body,
  })

describe('a clean post', () => {
  it('goes from draft to a ticket that anyone can check, bound to its bytes', async () => {
    const item = await inReview(editor, clean)
    expect(item).toMatchObject({ state: 'review', verdict: 'pass', findings: 0 })
    const passed = await act(reviewer, item, 'pass')
    expect(passed.body).toMatchObject({ state: 'approval' })
    const released = await act(approver, passed.body, 'approve')
    expect(released.body).toMatchObject({ state: 'released' })
    const { ticket, contentHash: hash } = released.body
    const bodies = [{ format: 'text', content: clean }] as const
    expect(hash).toBe(canonicalOf({ title: item.title, bodies, attachments: [], url: null }).hash)
    const keys = await editor.get<{ keys: [] }>('/api/../.well-known/jwks.json')
    const { payload } = await jwtVerify(ticket?.ticket ?? '', createLocalJWKSet(keys))
    expect(payload).toMatchObject({ sub: item.id, content: `sha256:${hash}`, revision: 1 })
    expect(payload.ledger).toMatch(/^\d+:[0-9a-f]{64}$/)
    expect(decodeProtectedHeader(ticket?.ticket ?? '')).toMatchObject({
      alg: 'EdDSA',
      typ: 'baoshen-ticket+jwt',
    })
    const revoked = await act(approver, released.body, 'revoke', { reason: '内容有变' })
    expect(revoked.body.state).toBe('revoked')
    expect(revoked.body.ticket?.revoked).not.toBeNull()
  })

  it('is submitted whole by a portal, once for a key, or not at all', async () => {
    const { id } = await service.administrator.post<{ id: string }>('/portals', {
      name: '门户',
      department: null,
    })
    const portal = editor.like()
    portal.key = (await service.administrator.post<{ secret: string }>(`/portals/${id}/keys`, {})).secret
    const texts = [{ name: '正文', format: 'html', content: `<p>${clean}</p>` }]
    const whole = { form: form(), texts, submit: true, forward: true }
    const send = (body: object, key: string) =>
      portal.call<Submission>('POST', '/submissions', body, { 'idempotency-key': key })
    const answers = await Promise.all([send(whole, 'a'), send(whole, 'a')])
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id)
    expect(await screened(portal, answers[0]?.body.id ?? '')).toMatchObject({
      state: 'review',
      verdict: 'pass',
    })
    expect(await send({ ...whole, form: { title: '缺项' } }, 'b')).toMatchObject({
      status: 422,
      body: { code: 'form-incomplete' },
    })
    expect((await portal.get<{ total: number }>('/submissions')).total).toBe(1)
  })

  it('is asked for what the form needs', async () => {
    const created = await editor.post<Submission>('/submissions', { form: { title: '只有标题' } })
    const refused = await act(editor, created, 'submit', {})
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'form-incomplete', fields: ['column', 'opinion'] },
    })
    const inChinese = { 'accept-language': 'zh-CN' }
    const body = { version: created.version }
    const told = await editor.call('POST', `/submissions/${created.id}/submit`, body, inChinese)
    expect(told.body).toMatchObject({ detail: '请填写：栏目、承办人意见' })
    const whole = await editor.post<Submission>('/submissions', { form: form() })
    expect(await act(editor, whole, 'submit', {})).toMatchObject({
      status: 422,
      body: { code: 'no-content' },
    })
  })

  it.each<[string, object, string[]]>([
    ['a work secret needs its basis', { level: 'work' }, ['basis']],
    ['what is open on request needs its basis', { publicity: 'on-request' }, ['basis']],
    ['what is withheld needs its basis', { publicity: 'withheld' }, ['basis']],
    [
      'a declassified secret needs period, matter and basis',
      { level: 'secret', declassification: '某保解〔2031〕2号' },
      ['period', 'matter', 'basis'],
    ],
  ])('is asked for more where the law does: %s', async (_, stated, fields) => {
    const created = await editor.post<Submission>('/submissions', { form: { ...form(), ...stated } })
    expect(await act(editor, created, 'submit', {})).toMatchObject({
      status: 422,
      body: { code: 'form-incomplete', fields },
    })
  })

  it('is refused when it is declared secret and not declassified', async () => {
    const secret = { ...form(), level: 'confidential', period: '20年', matter: '某事项', basis: '某规定' }
    const refused = await editor.call('POST', '/submissions', { form: secret })
    expect(refused).toMatchObject({ status: 422, body: { code: 'declared-secret' } })
  })
})

describe('a post with a mark', () => {
  it('is masked until somebody asks, which the ledger shows', async () => {
    const item = await inReview(editor, marked)
    expect(item).toMatchObject({ state: 'review', verdict: 'block' })
    const [masked] = await findingsOf(reviewer, item.id)
    expect(masked).toMatchObject({ masked: true, severity: 'block' })
    expect(masked?.match).toContain('●')
    expect(masked?.context).not.toContain('机密')
    const file = item.content[0]?.id
    const text = `/submissions/${item.id}/files/${file}/text`
    const hidden = await reviewer.get<{ parts: { lines: { text: string }[] }[] }>(text)
    expect(JSON.stringify(hidden)).not.toContain('机密')
    expect(JSON.stringify(hidden)).toContain('关于召开专题会议的通知')
    expect(await reviewer.call('GET', `${text}?revealed=true`)).toMatchObject({
      status: 403,
      body: { code: 'reveal-first' },
    })
    await reviewer.post(`/submissions/${item.id}/files/${file}/reveal`, { reason: '核对标志' })
    expect(JSON.stringify(await reviewer.get(`${text}?revealed=true`))).toContain('机密★20年')
    expect((await findingsOf(reviewer, item.id))[0]).toMatchObject({ masked: false, match: '机密★20年' })
    expect((await findingsOf(second, item.id))[0]).toMatchObject({ masked: true })
    const content = await reviewer.call<Buffer>('GET', `/submissions/${item.id}/files/${file}/content`)
    expect(content.body.toString()).toBe(marked)
    const { items } = await reviewer.get<{ items: { act: string; reason: string }[] }>(
      `/submissions/${item.id}/history`,
    )
    expect(items).toContainEqual(expect.objectContaining({ act: 'reveal', reason: '核对标志' }))
  })

  it('goes back also when words are to be taken out', async () => {
    const item = await inReview(editor, marked)
    for (const { id } of await findingsOf(reviewer, item.id)) {
      const decision = { kind: 'redact', reason: '应当删去', version: 0 }
      await reviewer.call('PUT', `/submissions/${item.id}/findings/${id}/decision`, decision)
    }
    const now = await reviewer.get<Submission>(`/submissions/${item.id}`)
    expect(await act(reviewer, now, 'pass')).toMatchObject({ status: 409, body: { code: 'must-change' } })
  })

  it('cannot pass before every finding is decided, and goes back when it is wrongly marked', async () => {
    const item = await inReview(editor, marked)
    expect(await act(reviewer, item, 'pass')).toMatchObject({
      status: 409,
      body: { code: 'undecided-findings' },
    })
    for (const finding of await findingsOf(reviewer, item.id)) {
      const decided = await reviewer.call('PUT', `/submissions/${item.id}/findings/${finding.id}/decision`, {
        kind: 'wrongly-marked',
        reason: '标志为误标，应当删除',
        version: 0,
      })
      expect(decided).toMatchObject({
        status: 200,
        body: { decision: { kind: 'wrongly-marked' }, version: 1 },
      })
    }
    const now = await reviewer.get<Submission>(`/submissions/${item.id}`)
    expect(now.undecided).toBe(0)
    expect(await act(reviewer, now, 'pass')).toMatchObject({ status: 409, body: { code: 'must-change' } })
    const returned = await act(reviewer, now, 'return', { reason: '请删除标志后重新提交' })
    expect(returned.body).toMatchObject({ state: 'returned', lastReason: '请删除标志后重新提交' })

    const revised = await act(editor, returned.body, 'revise', {})
    expect(revised.body).toMatchObject({ state: 'draft', revision: 2, files: 1 })
    const old = revised.body.content[0]?.id
    expect((await editor.call('DELETE', `/submissions/${item.id}/files/${old}`)).status).toBe(204)
    await editor.post(`/submissions/${item.id}/texts`, { name: '正文', format: 'text', content: clean })
    const ready = await editor.get<Submission>(`/submissions/${item.id}`)
    await act(editor, ready, 'submit', { forward: true })
    expect(await screened(editor, item.id)).toMatchObject({ state: 'review', verdict: 'pass', revision: 2 })
    const comparison = await editor.get(`/submissions/${item.id}/comparison?from=1&to=2`)
    expect(comparison).toMatchObject({
      files: [{ name: '正文.txt', change: 'changed' }],
      findings: { remaining: 0, added: 0 },
    })
  })

  it('needs proof for “declassified”, and the proof is kept', async () => {
    const item = await inReview(editor, marked)
    const [finding] = await findingsOf(reviewer, item.id)
    const address = `/submissions/${item.id}/findings/${finding?.id}/decision`
    const without = { kind: 'declassified', reason: '已于去年解密', version: 0 }
    expect(await reviewer.call('PUT', address, without)).toMatchObject({
      status: 422,
      body: { code: 'evidence-needed' },
    })
    expect(await reviewer.call('PUT', address, { ...without, kind: 'acceptable' })).toMatchObject({
      status: 422,
      body: { code: 'decision-not-allowed' },
    })
    const proof = new FormData()
    proof.append('file', new Blob(['解密通知']), '解密通知.txt')
    const { items } = await reviewer.post<{ items: { id: string }[] }>(
      `/submissions/${item.id}/evidence`,
      proof,
    )
    const evidence = items.map(each => each.id)
    expect(await reviewer.call('PUT', address, { ...without, evidence })).toMatchObject({ status: 200 })
    const read = await approver.call<Buffer>('GET', `/submissions/${item.id}/evidence/${evidence[0]}`)
    expect(read.body.toString()).toBe('解密通知')
    const form = await approver.call<Buffer>('GET', `/submissions/${item.id}/review-form.docx`)
    expect(printed(form.body)).toContain('Evidence: 解密通知.txt')
    const entries = await reviewer.get<{ items: LedgerEntry[] }>(`/ledger?submission=${item.id}`)
    expect(entries.items[0]).toMatchObject({ act: 'read-evidence', actor: { id: approver.id } })
    expect(entries.items[1]).toMatchObject({ act: 'decide', detail: { evidence: evidence[0] } })
  })

  it('becomes an incident: sealed, a checklist, a sheet to print', async () => {
    const item = await inReview(editor, marked, '涉密会议通知')
    const file = item.content[0]?.id
    await editor.post(`/submissions/${item.id}/files/${file}/reveal`, { reason: '本人核对' })
    const [finding] = await findingsOf(reviewer, item.id)
    await reviewer.call('PUT', `/submissions/${item.id}/findings/${finding?.id}/decision`, {
      kind: 'confirmed-secret',
      reason: '确属国家秘密',
      version: 0,
    })
    const now = await reviewer.get<Submission>(`/submissions/${item.id}`)
    expect(now).toMatchObject({ state: 'incident', possible: [] })
    // What the editor had revealed is over, and cannot be revealed again.
    const text = `/submissions/${item.id}/files/${file}/text`
    expect(await editor.call('GET', text)).toMatchObject({ status: 403, body: { code: 'sealed' } })
    expect(
      await editor.call('POST', `/submissions/${item.id}/files/${file}/reveal`, { reason: '再看一眼' }),
    ).toMatchObject({
      status: 403,
    })
    expect(await reviewer.call('GET', text)).toMatchObject({ status: 403, body: { code: 'reveal-first' } })
    await reviewer.post(`/submissions/${item.id}/files/${file}/reveal`, { reason: '处置事件' })
    expect(JSON.stringify(await reviewer.get(`${text}?revealed=true`))).toContain('机密★20年')
    const blob = await service.app.service.store.db
      .selectFrom('blob')
      .select('wrappedBy')
      .where('sha256', '=', item.content[0]?.sha256 ?? '')
      .execute()
    expect(blob.some(each => each.wrappedBy === 'sealed')).toBe(true)

    let incident = await reviewer.get<Incident>(`/incidents/${now.incident}`)
    expect(Date.parse(incident.due) - Date.parse(incident.opened)).toBe(24 * 3_600_000)
    const closing = { reason: '处置完毕', version: incident.version }
    expect(await reviewer.call('POST', `/incidents/${incident.id}/close`, closing)).toMatchObject({
      body: { code: 'checklist-open' },
    })
    for (const { step } of incident.checklist) {
      incident = await reviewer.post<Incident>(`/incidents/${incident.id}/check`, {
        step,
        note: '',
        version: incident.version,
      })
    }
    const sheet = await reviewer.call<Buffer>('GET', `/incidents/${incident.id}/sheet.docx`)
    const printedSheet = printed(sheet.body)
    expect(printedSheet).toContain(incident.id)
    expect(printedSheet).not.toContain('机密')
    const purged = await approver.post<Incident>(`/incidents/${incident.id}/purge`, {
      reason: '按规定清除',
      version: incident.version,
    })
    expect(purged.content).toBe('purged')
    expect(await reviewer.call('GET', `${text}?revealed=true`)).toMatchObject({
      status: 410,
      body: { code: 'purged' },
    })
    const closed = await reviewer.post<Incident>(`/incidents/${incident.id}/close`, {
      reason: '处置完毕',
      version: purged.version,
    })
    expect(closed.state).toBe('closed')
  })
})

describe('who may judge', () => {
  it('is nobody for their own item, also with all roles and two requests at once', async () => {
    const item = await inReview(both, clean)
    expect(item.possible).not.toContain('pass')
    const tries = await Promise.all([act(both, item, 'pass'), act(both, item, 'pass')])
    for (const each of tries) expect(each).toMatchObject({ status: 403, body: { code: 'own-item' } })
    const passed = await act(reviewer, item, 'pass')
    expect(passed.status).toBe(200)
    expect(await act(both, passed.body, 'approve')).toMatchObject({ status: 403, body: { code: 'own-item' } })
  })

  it('does not approve what they reviewed themselves', async () => {
    const item = await inReview(editor, clean)
    const passed = await act(both, item, 'pass')
    expect(await act(both, passed.body, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'same-reviewer' },
    })
  })
})

describe('two at once', () => {
  it('leave one decision on a finding', async () => {
    const item = await inReview(editor, marked)
    const [finding] = await findingsOf(reviewer, item.id)
    const address = `/submissions/${item.id}/findings/${finding?.id}/decision`
    const decisions = await Promise.all([
      reviewer.call('PUT', address, { kind: 'wrongly-marked', reason: '误标一', version: 0 }),
      second.call('PUT', address, { kind: 'false-alarm', reason: '误报二', version: 0 }),
    ])
    expect(decisions.map(each => each.status).sort()).toEqual([200, 409])
    const { items } = await reviewer.get<{ items: { act: string }[] }>(`/submissions/${item.id}/history`)
    expect(items.filter(each => each.act === 'decide')).toHaveLength(1)
  })

  it('leave one act on a version, and an older version is refused', async () => {
    const item = await inReview(editor, clean)
    const passes = await Promise.all([
      act(reviewer, item, 'pass'),
      act(second, item, 'return', { reason: '退回修改' }),
    ])
    expect(passes.map(each => each.status).sort()).toEqual([200, 409])
    expect(await act(reviewer, item, 'return', { reason: '过期的版本' })).toMatchObject({
      status: 409,
      body: { code: 'stale-version' },
    })
  })

  it('with one Idempotency-Key make one submission', async () => {
    const send = () =>
      editor.call<Submission>('POST', '/submissions', { form: form('同一件') }, { 'idempotency-key': 'k-1' })
    const answers = await Promise.all([send(), send(), send()])
    expect(new Set(answers.map(each => each.body.id)).size).toBe(1)
    expect(answers.map(each => each.status)).toEqual([201, 201, 201])
    const other = await editor.call(
      'POST',
      '/submissions',
      { form: form('另一件') },
      { 'idempotency-key': 'k-1' },
    )
    expect(other).toMatchObject({ status: 422, body: { code: 'key-reused' } })
    const theirs = await both.call<Submission>(
      'POST',
      '/submissions',
      { form: form('同一件') },
      { 'idempotency-key': 'k-1' },
    )
    expect(theirs.body.id).not.toBe(answers[0]?.body.id)
  })
})

describe('what does not fit', () => {
  it('is refused: an act out of turn, a finding decided before, what is not to be made public', async () => {
    const stated = { ...form(), publicity: 'on-request', basis: '依申请公开的规定' }
    const texts = [{ name: '正文', format: 'text', content: clean }]
    const created = await editor.post<Submission>('/submissions', {
      form: stated,
      texts,
      submit: true,
      forward: true,
    })
    const item = await screened(editor, created.id)
    expect(await act(approver, item, 'approve')).toMatchObject({ status: 409, body: { code: 'wrong-state' } })
    const { body: passed } = await act(reviewer, item, 'pass')
    expect(await act(approver, passed, 'approve')).toMatchObject({ body: { code: 'not-public' } })
    const now = await editor.get<Submission>(`/submissions/${item.id}`)
    expect(now).toMatchObject({ state: 'approval', ticket: null })
    expect((await act(editor, now, 'withdraw')).body).toMatchObject({ state: 'withdrawn', possible: [] })
  })

  it('is not found: findings, files and evidence of another item', async () => {
    const [one, other] = [await inReview(editor, marked), await inReview(editor, marked)]
    const [[own], [theirs]] = [await findingsOf(reviewer, one.id), await findingsOf(reviewer, other.id)]
    const proof = new FormData()
    proof.append('file', new Blob(['解密通知']), '解密通知.txt')
    const { items } = await reviewer.post<{ items: { id: string }[] }>(
      `/submissions/${other.id}/evidence`,
      proof,
    )
    const evidence = items.map(each => each.id)
    const decide = (finding: string | undefined, decision: object) =>
      reviewer.call('PUT', `/submissions/${one.id}/findings/${finding}/decision`, {
        reason: '核对后决定',
        version: 0,
        ...decision,
      })
    const file = `/submissions/${one.id}/files/${other.content[0]?.id}`
    const answers = [
      await decide(theirs?.id, { kind: 'false-alarm' }),
      await decide(own?.id, { kind: 'declassified', evidence }),
      await reviewer.call('GET', `/submissions/${one.id}/evidence/${evidence[0]}`),
      await reviewer.call('GET', `${file}/text`),
      await reviewer.call('GET', `${file}/content`),
      await reviewer.call('GET', `${file}/pages/1`),
      await reviewer.call('POST', `${file}/reveal`, { reason: '查看' }),
    ]
    for (const { status, body } of answers) expect([status, body]).toMatchObject([404, { code: 'not-found' }])
    expect((await decide(own?.id, { kind: 'false-alarm' })).status).toBe(200)
    expect(await decide(own?.id, { kind: 'redact' })).toMatchObject({
      status: 409,
      body: { code: 'already-decided' },
    })
  })
})

describe('one act sent several times at once', () => {
  it('with one Idempotency-Key is done once, and each is answered so', async () => {
    const item = await inReview(editor, clean)
    const send = (reason: string) =>
      reviewer.call<Submission>(
        'POST',
        `/submissions/${item.id}/pass`,
        { version: item.version, reason },
        { 'idempotency-key': `pass-${item.id}` },
      )
    const answers = await Promise.all(['核对无误', '核对无误', '核对无误'].map(send))
    expect(answers.map(each => [each.status, each.body.state])).toEqual(answers.map(() => [200, 'approval']))
    const { items } = await editor.get<{ items: { act: string }[] }>(`/submissions/${item.id}/history`)
    expect(items.filter(each => each.act === 'pass')).toHaveLength(1)
    expect(await send('另一理由')).toMatchObject({ status: 422, body: { code: 'key-reused' } })
  })

  it('that is refused leaves its key unused', async () => {
    const item = await inReview(editor, clean)
    const send = (version: number) =>
      reviewer.call(
        'POST',
        `/submissions/${item.id}/pass`,
        { version, reason: '核对无误' },
        {
          'idempotency-key': `refused-${item.id}`,
        },
      )
    expect(await send(item.version - 1)).toMatchObject({ status: 409, body: { code: 'stale-version' } })
    expect((await send(item.version)).status).toBe(200)
  })
})

describe('many at once', () => {
  it('are all taken, more than the database has connections', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        editor.call<Submission>('POST', '/submissions', {
          form: form(`同时送审之 ${index}`),
          texts: [{ name: '正文', format: 'text', content: clean }],
          submit: true,
        }),
      ),
    )
    expect(answers.map(each => each.status)).toEqual(answers.map(() => 201))
  })
})

describe('files', () => {
  it('with hostile names come back under a harmless one', async () => {
    const item = await editor.post<Submission>('/submissions', { form: form() })
    const upload = new FormData()
    const names = [
      '../../etc/passwd',
      '<img src=x onerror=alert(1)>.txt',
      '通知\u202Etxt.exe',
      'a"; filename="b.txt',
      `${'长'.repeat(400)}.txt`,
    ]
    for (const name of names) upload.append('file', new Blob(['正文内容']), name)
    const { files } = await editor.post<{ files: { id: string; name: string }[] }>(
      `/submissions/${item.id}/files`,
      upload,
    )
    expect(files).toHaveLength(names.length)
    for (const { id, name } of files) {
      expect(name).not.toMatch(/[/\\\u202E]/)
      expect([...name].length).toBeLessThanOrEqual(200)
      await editor.post(`/submissions/${item.id}/files/${id}/reveal`, { reason: '下载核对' })
      const { headers } = await editor.call('GET', `/submissions/${item.id}/files/${id}/content`)
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename="[\w.-]*"; filename\*=UTF-8''[\w%.~!-]*$/,
      )
      expect(headers.get('content-type')).toBe('application/octet-stream')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('that could not be read stop the item until it is revised', async () => {
    const item = await editor.post<Submission>('/submissions', { form: form() })
    const upload = new FormData()
    upload.append('file', new Blob([new Uint8Array(3000).fill(7)]), '数据.bin')
    await editor.post(`/submissions/${item.id}/files`, upload)
    const ready = await editor.get<Submission>(`/submissions/${item.id}`)
    await act(editor, ready, 'submit', { forward: true })
    const done = await screened(editor, item.id)
    expect(done).toMatchObject({ state: 'screened', verdict: 'error' })
    expect(done.content[0]?.problems[0]?.severity).toBe('error')
    expect(await act(editor, done, 'send', {})).toMatchObject({ status: 409, body: { code: 'unread' } })
  })

  it('of a PDF have page pictures with the findings blackened', async () => {
    const item = await editor.post<Submission>('/submissions', { form: form() })
    const upload = new FormData()
    const name = 'gbk-euc-h.pdf'
    const bytes = readFileSync(path.join(import.meta.dirname, '../fixtures/pdf', name))
    upload.append('file', new Blob([bytes]), name)
    const { files } = await editor.post<{ files: { id: string; name: string }[] }>(
      `/submissions/${item.id}/files`,
      upload,
    )
    expect(files[0]?.name).toBe(name)
    const ready = await editor.get<Submission>(`/submissions/${item.id}`)
    await act(editor, ready, 'submit', {})
    await screened(editor, item.id)
    const findings = await findingsOf(editor, item.id)
    const page = findings.find(each => each.page !== null)?.page ?? 1
    const address = `/submissions/${item.id}/files/${files[0]?.id}/pages/${page}`
    const masked = await editor.call<Buffer>('GET', address)
    expect(masked.headers.get('content-type')).toBe('image/jpeg')
    expect(Number(masked.headers.get('x-page-width'))).toBeGreaterThan(100)
    await editor.post(`/submissions/${item.id}/files/${files[0]?.id}/reveal`, { reason: '核对页面' })
    const open = await editor.call<Buffer>('GET', `${address}?revealed=true`)
    expect(findings.length).toBeGreaterThan(0)
    expect(masked.body.equals(open.body)).toBe(false)
  })

  it('lie encrypted on the disk', async () => {
    const item = await draft(editor, '这一句话不应以明文出现在磁盘上')
    const row = await service.app.service.store.db
      .selectFrom('file')
      .select('blobId')
      .where('submissionId', '=', item.id)
      .executeTakeFirstOrThrow()
    const stored = await service.app.service.blobs.storage.read(row.blobId)
    expect(stored.includes('这一句话')).toBe(false)
  })
})
