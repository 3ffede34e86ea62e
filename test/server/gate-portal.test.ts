/** What an administrator sets for a portal, and what a portal's questions leave behind. */
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GateAnswer, GateRequest } from '../../src/gate/content.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import type { FindingView } from '../../src/server/api/findings.ts'
import type { Portal } from '../../src/server/api/portals.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { applyRetention } from '../../src/server/retention.ts'
import { Client, draft, form, inReview, screened, startService, type TestService } from './harness.ts'

let service: TestService
let editor: Client
let reviewer: Client
let approver: Client
beforeAll(async () => {
  service = await startService()
  editor = await service.person('editor', ['editor'])
  reviewer = await service.person('reviewer', ['reviewer'])
  approver = await service.person('approver', ['approver'])
})
afterAll(() => service.end())

let portals = 0
async function portalWith(set: Record<string, unknown>, key: object = {}): Promise<Client> {
  const { id } = await service.administrator.post<Portal>('/portals', {
    name: `门户-${++portals}`,
    department: null,
    ...set,
  })
  const made = await service.administrator.post<{ secret: string }>(`/portals/${id}/keys`, key)
  return Object.assign(new Client(service.url), { key: made.secret, id })
}
const ask = (portal: Client, request: GateRequest) =>
  portal.call<GateAnswer & { code: string }>('POST', '/gate', request, { prefer: 'wait=30' })
const codes = ({ body }: { body: GateAnswer }) => body.reasons.map(each => each.code)
const ordinary = { title: '关于开展植树活动的通知', html: '<p>请各单位按时参加。</p>' }
/** Reviewable, and blocked by no rule. */
const personal = { title: '公示', html: '<p>张三，身份证号 11010519491231002X，获评先进。</p>' }

async function release(id: string): Promise<void> {
  const item = await screened(reviewer, id)
  const { items } = await reviewer.get<{ items: FindingView[] }>(`/submissions/${id}/findings`)
  for (const finding of items) {
    if (finding.severity === 'info') continue
    const decision = { kind: 'false-alarm', reason: '核对后可以公开', version: finding.version, evidence: [] }
    await reviewer.call('PUT', `/submissions/${id}/findings/${finding.id}/decision`, decision)
  }
  const { version } = await reviewer.get<Submission>(`/submissions/${item.id}`)
  const passed = await reviewer.post<Submission>(`/submissions/${id}/pass`, { version, reason: '已核对' })
  await approver.post(`/submissions/${id}/approve`, { version: passed.version, reason: '同意' })
}

describe('a portal', () => {
  it('may let go what only a reviewer would look at', async () => {
    const strict = await ask(await portalWith({}), personal)
    expect(strict.body).toMatchObject({ decision: 'deny', verdict: 'review' })
    const lenient = await ask(await portalWith({ failOn: 'block' }), personal)
    expect(lenient.body).toMatchObject({ decision: 'allow', verdict: 'review' })
    expect(lenient.body.findings.length).toBeGreaterThan(0)
  })

  it('asks so often a minute, and no more', async () => {
    const portal = await portalWith({ ratePerMinute: 3 })
    const answers = []
    for (let index = 0; index < 5; index += 1) answers.push(await ask(portal, ordinary))
    expect(answers.map(each => each.status)).toEqual([200, 200, 200, 429, 429])
    expect(answers[4]?.body).toMatchObject({ decision: 'deny', code: 'too-many-requests' })
    expect((await ask(await portalWith({}), ordinary)).status).toBe(200)
  })

  it('sends so much at once, and no more', async () => {
    const portal = await portalWith({ requestMegabytes: 1 })
    const content = Buffer.alloc(2 ** 20 + 1).toString('base64')
    const inJson = await ask(portal, { ...ordinary, attachments: [{ name: 'a.bin', content }] })
    expect([inJson.status, inJson.body.decision]).toEqual([413, 'deny'])
    const body = new FormData()
    body.append('request', JSON.stringify({ ...ordinary, attachments: [{ name: 'a.bin' }] }))
    body.append('file', new Blob([Buffer.alloc(2 ** 20 + 1)]), 'a.bin')
    const inParts = await portal.call<GateAnswer>('POST', '/gate', body)
    expect([inParts.status, inParts.body.decision]).toEqual([413, 'deny'])
  })

  it('holds keys for what they were made for, which are exchanged without a gap', async () => {
    const reading = await portalWith({}, { scopes: ['read'] })
    expect(await ask(reading, ordinary)).toMatchObject({
      status: 403,
      body: { code: 'key-scope', decision: 'deny' },
    })
    expect((await reading.call('GET', '/submissions')).status).toBe(200)
    const asking = await portalWith({}, { scopes: ['gate'] })
    expect((await ask(asking, ordinary)).status).toBe(200)
    expect((await asking.call('GET', '/submissions')).status).toBe(403)
    expect((await asking.call('POST', '/submissions', { form: form() })).status).toBe(403)
    const { items } = await service.administrator.get<{ items: Portal[] }>('/portals')
    const old = items.find(each => each.id === asking.id)?.keys[0]
    const path = `/portals/${asking.id}/keys/${old?.id}/rotate`
    const { secret, key } = await service.administrator.post<{ secret: string; key: { scopes: string[] } }>(
      path,
      {},
    )
    expect(key.scopes).toEqual(['gate'])
    const next = Object.assign(new Client(service.url), { key: secret })
    expect([(await ask(asking, ordinary)).status, (await ask(next, ordinary)).status]).toEqual([200, 200])
    await service.app.service.store.db
      .updateTable('apiKey')
      .set({ expires: '2020-01-01T00:00:00.000Z' })
      .where('id', '=', old?.id ?? '')
      .execute()
    expect([(await ask(asking, ordinary)).status, (await ask(next, ordinary)).status]).toEqual([401, 200])
  })
})

describe('a submission that the gate opens', () => {
  it('carries title, text and files, with what the portal’s form says; a newer version takes its place', async () => {
    const portal = await portalWith({ policy: 'approve', form: { column: '政务公开', opinion: '请审查' } })
    const picture = { name: 'a.txt', src: '/up/a.txt', content: Buffer.from('附件内容').toString('base64') }
    const request = {
      ...ordinary,
      html: `${ordinary.html}<a href="/up/a.txt">附件</a>`,
      attachments: [picture],
      submit: true,
      item: 'p-1',
    }
    const first = await ask(portal, request)
    const item = await screened(reviewer, first.body.submission?.id ?? '')
    expect(item.form).toMatchObject({ title: ordinary.title, column: '政务公开', opinion: '请审查' })
    expect(item.content.map(each => [each.kind, each.name])).toEqual([
      ['text', '正文.html'],
      ['upload', 'a.txt'],
    ])
    expect(`sha256:${item.contentHash}`).toBe(first.body.content)
    // Two questions at once about the next version open one submission.
    const next = { ...request, html: `${request.html}<p>附则</p>` }
    const both = await Promise.all([ask(portal, next), ask(portal, next)])
    const ids = both.map(each => each.body.submission?.id)
    expect(ids[0]).toBe(ids[1])
    expect(await reviewer.get<Submission>(`/submissions/${item.id}`)).toMatchObject({ state: 'withdrawn' })
    await release(ids[0] ?? '')
    const yes = await ask(portal, {
      ...next,
      attachments: [
        {
          name: 'other.txt',
          src: '/up/a.txt',
          sha256: createHash('sha256').update('附件内容').digest('hex'),
        },
      ],
    })
    expect(yes.body).toMatchObject({ decision: 'allow' })
    const changed = await ask(portal, {
      ...next,
      submit: false,
      attachments: [{ ...picture, content: Buffer.from('附件内容。').toString('base64') }],
    })
    expect(changed.body).toMatchObject({ decision: 'deny', submission: null })
  })

  it('is found again for a title that was cut in the middle of an emoji', async () => {
    const portal = await portalWith({ policy: 'approve' })
    const cut = { title: '植树活动通知\uD83C', html: '<p>请按时参加。\uDF33</p>', submit: true }
    const first = await ask(portal, cut)
    const again = await ask(portal, cut)
    expect(again.body.submission?.id).toBe(first.body.submission?.id)
    await release(first.body.submission?.id ?? '')
    expect((await ask(portal, cut)).body).toMatchObject({ decision: 'allow' })
  })

  it('is opened for a title as long as a portal may send one', async () => {
    const portal = await portalWith({ policy: 'approve' })
    const long = { ...ordinary, title: '长'.repeat(500) }
    const first = await ask(portal, { ...long, submit: true })
    expect(codes(first)).toEqual(['under-review'])
    await release(first.body.submission?.id ?? '')
    expect((await ask(portal, long)).body).toMatchObject({ decision: 'allow' })
  })

  it('is not opened for what no reviewer can help, and tells why it was returned', async () => {
    const portal = await portalWith({ policy: 'approve' })
    const broken = await ask(portal, { ...ordinary, html: '<img src="/nowhere.png">', submit: true })
    expect(broken.body.submission).toBeNull()
    expect(codes(broken)).toContain('image-not-sent')
    const asked = await ask(portal, { ...ordinary, title: '退回的通知', submit: true })
    const { id, version } = await screened(reviewer, asked.body.submission?.id ?? '')
    await reviewer.post(`/submissions/${id}/return`, { version, reason: '请补充依据' })
    const again = await ask(portal, { ...ordinary, title: '退回的通知', submit: true })
    expect(again.body.submission).toMatchObject({ id, state: 'returned' })
    expect(again.body.reasons.map(each => each.message).join()).toContain('请补充依据')
  })

  it('lets go what its reviewer cleared, also where the verdict decides', async () => {
    for (const policy of ['screen', 'both']) {
      const portal = await portalWith({ policy })
      const no = await ask(portal, { ...personal, submit: true })
      expect(no.body).toMatchObject({ decision: 'deny', verdict: 'review' })
      await release(no.body.submission?.id ?? '')
      expect((await ask(portal, personal)).body).toMatchObject({ decision: 'allow', verdict: 'pass' })
    }
  })
})

describe('what an editor had approved', () => {
  it('goes out through any portal', async () => {
    const { id, version } = await draft(editor, '请各单位按时参加。\n', ordinary.title)
    await editor.post(`/submissions/${id}/submit`, { version, forward: true })
    await release(id)
    const answer = await ask(await portalWith({ policy: 'both' }), ordinary)
    expect(answer.body).toMatchObject({ decision: 'allow' })
    expect((await inReview(editor, '另一件\n')).contentHash).not.toBe(answer.body.content?.slice(7))
  })
})

describe('who asks too much', () => {
  it('is refused before the question is read, and nonsense counts and is not written down for ever', async () => {
    const portal = await portalWith({ ratePerMinute: 2 })
    const statuses = []
    for (let asked = 0; asked < 4; asked++)
      statuses.push((await portal.call('POST', '/gate', { html: 1 })).status)
    expect(statuses).toEqual([400, 400, 429, 429])
    expect((await ask(portal, ordinary)).status).toBe(429)
    const { db } = service.app.service.store
    const entries = db.selectFrom('ledger').select('seq').where('actorId', '=', portal.id)
    await expect.poll(async () => (await entries.execute()).length).toBe(2)
  })

  it('without a key is answered before the body has come', async () => {
    const headers = {
      'content-type': 'application/json',
      'content-length': 30_000_000,
      authorization: 'Bearer bsk_x',
    }
    const asking = request(`${service.url}/api/v1/gate`, { method: 'POST', headers })
    const status = await new Promise((resolve, reject) => {
      asking.on('response', response => resolve(response.statusCode)).on('error', reject)
      asking.write('{')
    })
    asking.destroy()
    expect(status).toBe(401)
  })
})

describe('what stays', () => {
  it('is every answer in the ledger, without a word of the post', async () => {
    const portal = await portalWith({})
    const secret = { title: '通知', html: '<p>机密★20年</p><p>关于青松工程的安排</p>' }
    const { body } = await ask(portal, secret)
    await ask(portal, ordinary)
    await portal.call('POST', '/gate', { html: 1 })
    const { db } = service.app.service.store
    await expect
      .poll(
        async () =>
          (await db.selectFrom('ledger').selectAll().where('actorId', '=', portal.id).execute()).length,
      )
      .toBe(3)
    const rows = await db
      .selectFrom('ledger')
      .selectAll()
      .where('actorId', '=', portal.id)
      .orderBy('seq')
      .execute()
    expect(rows.map(row => [row.act, row.decision])).toEqual([
      ['gate', 'deny'],
      ['gate', 'allow'],
      ['gate', 'deny'],
    ])
    expect(rows[0]).toMatchObject({ contentHash: body.content?.slice(7), verdict: 'block' })
    expect(JSON.parse(rows[0]?.detail ?? '{}').rules).toContain('cn.mark.level-period')
    expect(JSON.stringify(rows)).not.toMatch(/机密|青松/)
    expect((await verifyLedger(db, service.app.head)).broken).toBeNull()
  })

  it('is contained with the item that turned out to be secret', async () => {
    const portal = await portalWith({ policy: 'approve' })
    const form = new FormData()
    const attachments = [{ name: '名单.txt' }]
    form.append('request', JSON.stringify({ ...ordinary, submit: true, attachments }))
    form.append('file', new Blob(['值班人员名单']), '名单.txt')
    const { body } = await portal.call<GateAnswer>('POST', '/gate', form, { prefer: 'wait=30' })
    const item = await screened(reviewer, body.submission?.id ?? '')
    const copies = () =>
      service.app.service.store.db
        .selectFrom('gateFile')
        .innerJoin('blob', 'blob.id', 'gateFile.blobId')
        .select(['wrappedBy', 'wrappedKey'])
        .where('portalId', '=', portal.id)
        .execute()
    expect(await copies()).toMatchObject([{ wrappedBy: 'content' }])
    const { incident } = await reviewer.post<Submission>(`/submissions/${item.id}/report`, {
      version: item.version,
      reason: '内容涉密',
    })
    expect(await copies()).toMatchObject([{ wrappedBy: 'sealed' }])
    await approver.post(`/incidents/${incident}/purge`, { reason: '按规定清除', version: 1 })
    expect(await copies()).toMatchObject([{ wrappedKey: null }])
  })

  it('is a file for as long as the settings say, encrypted', async () => {
    const portal = await portalWith({})
    const content = Buffer.from('植树活动安排').toString('base64')
    await ask(portal, { ...ordinary, attachments: [{ name: 'a.txt', content }] })
    const sha256 = createHash('sha256').update('植树活动安排').digest('hex')
    const named = { ...ordinary, attachments: [{ name: 'a.txt', sha256 }] }
    expect((await ask(portal, named)).body.decision).toBe('allow')
    expect(
      codes(
        await ask(portal, { ...ordinary, attachments: [{ name: 'a.txt', sha256: '0'.repeat(64), content }] }),
      ),
    ).toEqual(['attachment-mismatch'])
    await applyRetention(service.app.service, new Date(Date.now() + 73 * 3_600_000))
    expect(codes(await ask(portal, named))).toEqual(['attachment-unknown'])
    expect(
      (await ask(portal, { ...ordinary, attachments: [{ name: 'a.txt', content }] })).body.decision,
    ).toBe('allow')
  })
})
