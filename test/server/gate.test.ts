/** The gate over HTTP: what a portal is told, and what becomes of it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GateAnswer, GateRequest, Policy } from '../../src/gate/content.ts'
import { signTicket } from '../../src/gate/ticket.ts'
import type { Portal } from '../../src/server/api/portals.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { Client, screened, startService, type TestService } from './harness.ts'

let service: TestService
let reviewer: Client
let approver: Client

beforeAll(async () => {
  service = await startService()
  reviewer = await service.person('reviewer', ['reviewer'])
  approver = await service.person('approver', ['approver'])
})
afterAll(() => service.end())

let portals = 0
async function portalWith(policy: Policy, more: Record<string, unknown> = {}): Promise<Client> {
  const { administrator } = service
  const { id } = await administrator.post<Portal>('/portals', {
    name: `门户${++portals}`,
    department: null,
    policy,
    ...more,
  })
  const { secret } = await administrator.post<{ secret: string }>(`/portals/${id}/keys`, {})
  const client = new Client(service.url)
  client.key = secret
  client.id = id
  return client
}

const ordinary = {
  title: '关于做好防汛值守工作的通知',
  html: '<p>请各单位落实值班制度，确保信息畅通。</p>',
} satisfies GateRequest
const secret = {
  title: '关于召开专题会议的通知',
  html: '<p>机密★20年</p><p>某市委密电〔2021〕15号</p><p>各单位：</p>',
} satisfies GateRequest

const ask = (portal: Client, request: GateRequest, headers?: Record<string, string>) =>
  portal.call<GateAnswer>('POST', '/gate', request, headers)

async function approve(submission: string): Promise<void> {
  const item = await screened(reviewer, submission)
  const passed = await reviewer.post<Submission>(`/submissions/${item.id}/pass`, {
    version: item.version,
    reason: '已核对',
  })
  await approver.post(`/submissions/${item.id}/approve`, { version: passed.version, reason: '同意公开' })
}

describe('the policy “screen”', () => {
  it('lets an ordinary notice go and stops the portal story, with reasons and masked findings', async () => {
    const portal = await portalWith('screen')
    const yes = await ask(portal, ordinary)
    expect(yes.status).toBe(200)
    expect(yes.body).toMatchObject({ decision: 'allow', verdict: 'pass', reasons: [], submission: null })
    const no = await ask(portal, secret)
    expect(no.status).toBe(200)
    expect(no.body).toMatchObject({ decision: 'deny', verdict: 'block' })
    expect(no.body.reasons.map(each => each.code)).toEqual(['finding'])
    expect(no.body.findings.map(each => each.rule)).toContain('cn.mark.level-period')
    expect(JSON.stringify(no.body)).not.toContain('15号')
    const chinese = await ask(portal, secret, { 'accept-language': 'zh' })
    expect(chinese.body.reasons[0]?.message).toMatch(/^发现 \d+ 处/)
  })
})

describe('an approval', () => {
  it('opens the way for exactly this content', async () => {
    const portal = await portalWith('both')
    const first = await ask(portal, { ...ordinary, submit: true, item: 'post-1' })
    expect(first.body).toMatchObject({ decision: 'deny' })
    expect(first.body.reasons.map(each => each.code)).toEqual(['under-review'])
    const { id, url } = first.body.submission ?? { id: '', url: '' }
    expect(url).toBe(`${service.url}/items/${id}`)
    const again = await ask(portal, { ...ordinary, submit: true, item: 'post-1' })
    expect(again.body.submission?.id).toBe(id)
    await approve(id)
    const yes = await ask(portal, { ...ordinary, item: 'post-1' })
    expect(yes.body).toMatchObject({ decision: 'allow', content: first.body.content })
    expect(yes.body.ticket).toMatch(/^ey/)
    const edited = await ask(portal, {
      ...ordinary,
      html: `${ordinary.html}<p>附则</p>`,
      ticket: yes.body.ticket,
    })
    expect(edited.body).toMatchObject({ decision: 'deny', ticket: null })
    expect(edited.body.reasons.map(each => each.code)).toEqual(['ticket-content'])
  })
})

describe('attachments', () => {
  it('that come empty were lost on the way', async () => {
    const form = new FormData()
    form.append('request', JSON.stringify({ ...ordinary, attachments: [{ name: 'a.txt' }] }))
    form.append('file', new Blob([]), 'a.txt')
    const no = await (await portalWith('screen')).call<GateAnswer>('POST', '/gate', form, {
      prefer: 'wait=30',
    })
    expect(no.body).toMatchObject({ decision: 'deny', reasons: [{ code: 'unread', attachment: 'a.txt' }] })
    expect(no.body.reasons[0]?.message).toContain('0 bytes')
  })

  it('are screened, and named by their hash the next time', async () => {
    const portal = await portalWith('screen')
    const bytes = readFileSync('test/fixtures/docx/channels.docx')
    const body = new FormData()
    const attachments = [{ name: '通知.docx' }]
    const request = JSON.stringify({ ...ordinary, attachments })
    body.append('request', request)
    body.append('file', new Blob([bytes]), 'x.docx')
    const no = await portal.call<GateAnswer>('POST', '/gate', body, { prefer: 'wait=30' })
    expect(no.body).toMatchObject({ decision: 'deny', verdict: 'block' })
    expect(no.body.findings[0]?.attachment).toBe('通知.docx')
    // As `curl -F 'request=…;type=application/json'` sends it.
    const boundary = 'x-boundary'
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="request"\r\nContent-Type: application/json\r\n\r\n${request}\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n`
    const typed = await fetch(`${service.url}/api/v1/gate`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${portal.key}`,
        prefer: 'wait=30',
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    })
    expect(await typed.json()).toMatchObject({ decision: 'deny', content: no.body.content })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const named = { ...ordinary, attachments: [{ name: '通知.docx', sha256 }] }
    const same = await ask(portal, named, { prefer: 'wait=30' })
    expect(same.body).toMatchObject({ decision: 'deny', verdict: 'block', content: no.body.content })
    const unknown = await ask(await portalWith('screen'), named, { prefer: 'wait=30' })
    expect(unknown.body.reasons.map(each => each.code)).toEqual(['attachment-unknown'])
  })

  it('that take long are answered later', async () => {
    const portal = await portalWith('screen')
    const attachments = [{ name: 'a.txt', content: Buffer.from('防汛通知').toString('base64') }]
    const first = await portal.call<{ id: string; status: string; decision: string }>(
      'POST',
      '/gate',
      { ...ordinary, attachments },
      { prefer: 'wait=0' },
    )
    expect([first.status, first.body.decision]).toEqual([202, 'pending'])
    expect(first.headers.get('location')).toBe(first.body.status)
    const then = await portal.call<GateAnswer>('GET', first.body.status, undefined, { prefer: 'wait=30' })
    expect(then.body).toMatchObject({ id: first.body.id, decision: 'allow' })
    const stored = await portal.call<GateAnswer>('GET', first.body.status)
    expect(stored.body).toEqual(then.body)
    expect((await (await portalWith('screen')).call('GET', first.body.status)).status).toBe(404)
  })
})

describe('what goes wrong', () => {
  it('is a no in every shape of answer', async () => {
    const portal = await portalWith('screen')
    const wrong: [Client, unknown][] = [
      [portal, { nonsense: 1 }],
      [portal, undefined],
      [Object.assign(new Client(service.url), { key: `bsk_${'x'.repeat(43)}` }), ordinary],
      [new Client(service.url), ordinary],
      [reviewer, ordinary],
    ]
    for (const [client, body] of wrong) {
      const answer = await client.call<{ decision: string; reasons: unknown[] }>('POST', '/gate', body)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.body).toMatchObject({ decision: 'deny' })
      expect(answer.body.reasons).toHaveLength(1)
    }
  })
})

describe('a question in another character set', () => {
  it('is refused: as UTF-8 it would be a text in which nothing is ever found', async () => {
    const portal = await portalWith('screen')
    const gbk = (text: string) => Buffer.from(text.replaceAll('密级', '\xc3\xdc\xbc\xb6'), 'latin1')
    const question = '{"html":"<p>密级</p>"}'
    const part = (headers: string) => [
      Buffer.from(`--b\r\nContent-Disposition: form-data; name="request"${headers}\r\n\r\n`),
      gbk(question),
      Buffer.from('\r\n--b--\r\n'),
    ]
    const form = 'multipart/form-data; boundary=b'
    const sent: [string, Buffer][] = [
      ['application/json', gbk(question)],
      ['application/json; charset=gbk', gbk(question)],
      ['application/json; charset=gbk', Buffer.from(question)],
      [form, Buffer.concat(part(''))],
      [form, Buffer.concat(part('\r\nContent-Type: application/json'))],
      [form, Buffer.concat(part('\r\nContent-Type: text/plain; charset=gbk'))],
    ]
    for (const [type, body] of sent) {
      const headers = { authorization: `Bearer ${portal.key}`, 'content-type': type, 'accept-language': 'en' }
      const answer = await fetch(`${service.url}/api/v1/gate`, { method: 'POST', headers, body })
      const said = JSON.stringify(await answer.json())
      expect([answer.status, said], type).toEqual([400, expect.stringContaining('"decision":"deny"')])
      expect(said).toContain('not UTF-8')
    }
    const ascii = await portal.call<GateAnswer>('POST', '/gate', ordinary, {
      'content-type': 'application/json; charset=UTF-8',
    })
    expect(ascii.body.decision).toBe('allow')
  })

  it('is refused when a part says that it is encoded, which nobody undoes', async () => {
    const portal = await portalWith('screen')
    const lines = [
      '--b',
      'Content-Disposition: form-data; name="request"',
      '',
      JSON.stringify({ ...ordinary, attachments: [{ name: 'a.txt' }] }),
      '--b',
      'Content-Disposition: form-data; name="file"; filename="a.txt"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('防汛').toString('base64'),
      '--b--',
      '',
    ]
    const headers = {
      authorization: `Bearer ${portal.key}`,
      'content-type': 'multipart/form-data; boundary=b',
    }
    const answer = await fetch(`${service.url}/api/v1/gate`, {
      method: 'POST',
      headers,
      body: lines.join('\r\n'),
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { decision: 'deny' }])
  })
})

describe('tickets', () => {
  const codes = (answer: { body: GateAnswer }) => answer.body.reasons.map(each => each.code)
  const keys = async () =>
    (await new Client(service.url).get<{ keys: { kid: string }[] }>('/api/../.well-known/jwks.json')).keys
  async function approved(
    portal: Client,
    content: GateRequest,
  ): Promise<{ ticket: string; submission: string }> {
    const first = await ask(portal, { ...content, submit: true }, { prefer: 'wait=30' })
    await approve(first.body.submission?.id ?? '')
    const { body } = await ask(portal, content, { prefer: 'wait=30' })
    return { ticket: body.ticket ?? '', submission: first.body.submission?.id ?? '' }
  }

  it('are refused once revoked, and stand on the list for those who check offline', async () => {
    const portal = await portalWith('approve')
    const { ticket, submission } = await approved(portal, ordinary)
    expect((await ask(portal, { ...ordinary, ticket })).body.decision).toBe('allow')
    const { version } = await approver.get<Submission>(`/submissions/${submission}`)
    await approver.post(`/submissions/${submission}/revoke`, { version, reason: '内容有误' })
    expect(codes(await ask(portal, { ...ordinary, ticket }))).toEqual(['ticket-revoked'])
    expect((await ask(portal, ordinary)).body.decision).toBe('deny')
    const list = await portal.get<{ tickets: string[]; jws: string }>(
      '/api/../.well-known/revoked-tickets.json',
    )
    const { jti } = JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString())
    expect(list.tickets).toContain(jti)
    const { payload } = await jwtVerify(list.jws, createLocalJWKSet({ keys: (await keys()) as never }))
    expect(payload.tickets).toEqual(list.tickets)
  })

  it('are no longer in an answer that is asked for after they were revoked', async () => {
    const portal = await portalWith('approve')
    const attachments = [{ name: 'a.txt', content: Buffer.from('防汛要点').toString('base64') }]
    const content = { ...ordinary, title: '带附件的通知', attachments }
    const { submission } = await approved(portal, content)
    const { body } = await ask(portal, content, { prefer: 'wait=30' })
    const later = () => portal.call<GateAnswer>('GET', `/gate/${body.id}`)
    expect((await later()).body).toEqual(body)
    const { version } = await approver.get<Submission>(`/submissions/${submission}`)
    await approver.post(`/submissions/${submission}/revoke`, { version, reason: '内容有误' })
    const no = await later()
    expect(no.body).toMatchObject({ decision: 'deny', ticket: null })
    expect(codes(no)).toEqual(['ticket-revoked'])
  })

  it('are refused for another portal, which has to ask for its own', async () => {
    const { ticket } = await approved(await portalWith('approve'), { ...ordinary, title: '另一则通知' })
    const stranger = await portalWith('approve')
    expect(codes(await ask(stranger, { ...ordinary, title: '另一则通知', ticket }))).toEqual([
      'ticket-portal',
    ])
  })

  it('are refused when they have run out', async () => {
    const portal = await portalWith('both')
    const content = { ...ordinary, title: '过期的通知' }
    const { submission } = await approved(portal, content)
    const { db } = service.app.service.store
    const row = await db
      .selectFrom('ticket')
      .selectAll()
      .where('submissionId', '=', submission)
      .executeTakeFirstOrThrow()
    const old = await signTicket(
      {
        ...row,
        portal: portal.id,
        ledger: { seq: 1, hash: 'x' },
        issued: new Date('2020-01-01'),
        expires: new Date('2020-02-01'),
      },
      await service.app.service.ticketKeys.signer(db),
    )
    await db
      .updateTable('ticket')
      .set({ jws: old, expires: '2020-02-01T00:00:00.000Z' })
      .where('id', '=', row.id)
      .execute()
    expect(codes(await ask(portal, { ...content, ticket: old }))).toEqual(['ticket-expired'])
    expect((await ask(portal, content)).body.decision).toBe('deny')
  })

  it('outlive a change of keys, until their key is withdrawn', async () => {
    const portal = await portalWith('approve')
    const content = { ...ordinary, title: '换钥之前的通知' }
    const { ticket } = await approved(portal, content)
    const before = (await keys())[0]?.kid
    await service.administrator.post('/ticket-keys', {})
    expect((await keys()).map(each => each.kid)).toHaveLength(2)
    expect((await ask(portal, { ...content, ticket })).body.decision).toBe('allow')
    const later = await approved(portal, { ...ordinary, title: '换钥之后的通知' })
    expect(decodeProtectedHeader(later.ticket).kid).not.toBe(before)
    // Time passes: the last ticket of the first key has run out, and the key with it.
    const { db } = service.app.service.store
    await db
      .updateTable('signingKey')
      .set({ ends: '2020-01-01T00:00:00.000Z' })
      .where('id', '=', before ?? '')
      .execute()
    expect((await keys()).map(each => each.kid)).not.toContain(before)
    expect(codes(await ask(portal, { ...content, ticket }))).toEqual(['ticket-key'])
    expect((await ask(portal, content)).body.decision).toBe('deny')
    // A key that others know ends at once, with its tickets.
    await service.administrator.post('/ticket-keys', { compromised: true })
    expect(codes(await ask(portal, { ...ordinary, title: '换钥之后的通知', ticket: later.ticket }))).toEqual([
      'ticket-key',
    ])
  })
})
