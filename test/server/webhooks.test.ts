/** Webhooks as the service has them: managed by the API, told by the acts, received by a real receiver. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseAllowList } from '../../src/outbound/allow.ts'
import type { FindingView } from '../../src/server/api/findings.ts'
import type { Portal } from '../../src/server/api/portals.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import type { Delivery, Endpoint } from '../../src/server/api/webhooks.ts'
import { applyRetention } from '../../src/server/retention.ts'
import { transact } from '../../src/server/workflow/service.ts'
import { tellRescanFinding } from '../../src/server/workflow/webhooks.ts'
import { databaseFile } from '../../src/store/open.ts'
import { messageSchema } from '../../src/webhooks/event.ts'
import { isSignedWith, Receiver } from '../webhooks/receiver.ts'
import { Client, clean, form, inReview, marked, screened, startService, type TestService } from './harness.ts'

const all = ['submission.decided', 'incident.opened', 'rescan.finding', 'gate.answered']
let service: TestService
let receiver: Receiver
let administrator: Client
let editor: Client
let reviewer: Client
let approver: Client

beforeAll(async () => {
  receiver = await new Receiver().open()
  service = await startService({
    allowTargets: parseAllowList([receiver.host]),
    publicUrl: 'http://baoshen.example.gov.cn',
  })
  administrator = service.administrator
  editor = await service.person('editor', ['editor'])
  reviewer = await service.person('reviewer', ['reviewer'])
  approver = await service.person('approver', ['approver'])
})
afterAll(async () => {
  await service.end()
  receiver.close()
})
afterEach(async () => {
  for (const { id } of (await administrator.get<{ items: Endpoint[] }>('/webhooks')).items) {
    await administrator.call('DELETE', `/webhooks/${id}`)
  }
  receiver.received.length = 0
  receiver.answer = response => response.writeHead(204).end()
})

const settled = () => service.app.sender.settled()
const create = (more: object = {}) =>
  administrator.post<{ endpoint: Endpoint; secret: string }>('/webhooks', {
    name: '门户通知',
    url: receiver.url,
    events: all,
    ...more,
  })
const deliveries = async (query = '') =>
  (await administrator.get<{ items: Delivery[] }>(`/webhooks/deliveries${query}`)).items
const told = () =>
  receiver.received.map(each => `${each.message.type} ${each.message.data.state ?? ''}`.trim())

async function act(client: Client, id: string, name: string): Promise<Submission> {
  const { version } = await client.get<Submission>(`/submissions/${id}`)
  return client.post(`/submissions/${id}/${name}`, { version, reason: '经核对' })
}

async function decideAll(id: string, kind: string): Promise<void> {
  const { items } = await reviewer.get<{ items: FindingView[] }>(`/submissions/${id}/findings`)
  for (const finding of items.slice(0, kind === 'confirmed-secret' ? 1 : undefined)) {
    const body = { kind, reason: '经核对', version: finding.version, evidence: [] }
    await reviewer.call('PUT', `/submissions/${id}/findings/${finding.id}/decision`, body)
  }
}

describe('what is told', () => {
  it('release, return and revocation, with ids, state and links, and no word of the item', async () => {
    const { secret } = await create()
    const title = '关于汛期值守的通知'
    const item = await inReview(editor, clean, title)
    await settled()
    expect(receiver.received).toEqual([])
    await act(reviewer, item.id, 'pass')
    await act(approver, item.id, 'approve')
    await act(reviewer, item.id, 'revoke')
    const other = await inReview(editor, clean, title)
    await act(reviewer, other.id, 'return')
    await settled()
    expect(told()).toEqual([
      'submission.decided released',
      'submission.decided revoked',
      'submission.decided returned',
    ])
    const [first] = receiver.received
    if (!first) throw new Error('nothing came')
    expect(messageSchema('submission.decided').parse(first.message).data).toEqual({
      submission: item.id,
      revision: 1,
      state: 'released',
      verdict: 'pass',
      links: {
        api: `http://baoshen.example.gov.cn/api/v1/submissions/${item.id}`,
        page: `http://baoshen.example.gov.cn/items/${item.id}`,
      },
    })
    // A receiver with the standard's library takes it now, and refuses the same message an hour later.
    const verifier = new Webhook(secret)
    const headers = Object.fromEntries(
      Object.entries(first.headers).map(([name, value]) => [name, String(value)]),
    )
    expect(verifier.verify(first.body, headers)).toEqual(first.message)
    vi.setSystemTime(Date.now() + 3_600_000)
    expect(() => verifier.verify(first.body, headers)).toThrow('too old')
    vi.useRealTimers()
    for (const received of receiver.received) {
      expect(isSignedWith(received, secret)).toBe(true)
      expect(received.body).not.toMatch(/\p{Script=Han}/u)
    }
  })

  it('an incident, reported by a person or found by a decision', async () => {
    await create()
    const reported = await inReview(editor, marked)
    await act(reviewer, reported.id, 'report')
    const confirmed = await inReview(editor, marked)
    await decideAll(confirmed.id, 'confirmed-secret')
    await settled()
    expect(told().sort()).toEqual([
      'incident.opened',
      'incident.opened',
      'submission.decided incident',
      'submission.decided incident',
    ])
    for (const { message } of receiver.received.filter(each => each.message.type === 'incident.opened')) {
      const { data } = messageSchema('incident.opened').parse(message)
      expect([reported.id, confirmed.id]).toContain(data.submission)
      expect(data.links.page).toBe(`http://baoshen.example.gov.cn/incidents/${data.incident}`)
    }
  })

  it('a portal, of its own items only; and of nothing when the act is refused', async () => {
    const portal = async (name: string) => {
      const { id } = await administrator.post<Portal>('/portals', { name, department: null })
      const { secret } = await administrator.post<{ secret: string }>(`/portals/${id}/keys`, {})
      const client = new Client(service.url)
      client.key = secret
      return { id, client }
    }
    const [one, two] = [await portal('门户一'), await portal('门户二')]
    await create({ portal: one.id, url: `${receiver.url}/one` })
    await create({ portal: two.id, url: `${receiver.url}/two` })
    const { id } = await one.client.post<Submission>('/submissions', {
      form: { ...form(), publicity: 'proactive' },
      texts: [{ name: '正文', format: 'text', content: clean }],
      submit: true,
      forward: true,
    })
    await screened(one.client, id)
    const refused = await approver.call('POST', `/submissions/${id}/approve`, { version: 1, reason: '同意' })
    expect(refused.status).toBe(409)
    await act(reviewer, id, 'return')
    await act(reviewer, (await inReview(editor, clean)).id, 'return')
    await settled()
    expect(receiver.received.map(each => [each.path, each.message.data.submission])).toEqual([
      ['/hook/one', id],
    ])
  })

  it('the answer of the gate to a portal that was told to ask again, and to no other', async () => {
    const { id: portal } = await administrator.post<Portal>('/portals', {
      name: '门户三',
      department: null,
      policy: 'screen',
    })
    const { secret } = await administrator.post<{ secret: string }>(`/portals/${portal}/keys`, {})
    const client = new Client(service.url)
    client.key = secret
    await create({ portal })
    const attachments = [{ name: 'a.txt', content: Buffer.from('防汛通知').toString('base64') }]
    const question = { title: '通知', html: '<p>正文</p>', attachments }
    const at = await client.call<{ id: string; status: string }>('POST', '/gate', question, {
      prefer: 'wait=0',
    })
    expect(at.status).toBe(202)
    await client.call('GET', at.body.status, undefined, { prefer: 'wait=30' })
    const waited = await client.call('POST', '/gate', question, { prefer: 'wait=30' })
    expect(waited.status).toBe(200)
    await settled()
    const [told, ...more] = receiver.received
    expect(more).toEqual([])
    expect(messageSchema('gate.answered').parse(told?.message).data).toMatchObject({
      question: at.body.id,
      decision: 'allow',
      links: { api: `http://baoshen.example.gov.cn${at.body.status}` },
    })
  })

  it('a finding of a rescan', async () => {
    await create()
    await transact(service.app.service, tx =>
      tellRescanFinding(service.app.service, tx, {
        portal: null,
        site: 'anlan',
        run: '2032-01-05',
        verdict: 'block',
        findings: 3,
        items: 2,
        page: '/rescans/2032-01-05',
      }),
    )
    await settled()
    expect(messageSchema('rescan.finding').parse(receiver.received[0]?.message).data).toMatchObject({
      verdict: 'block',
      links: { page: 'http://baoshen.example.gov.cn/rescans/2032-01-05' },
    })
  })
})

describe('endpoints', () => {
  it.each([
    ['http://127.0.0.1:22/', '22'],
    ['http://10.0.0.5/hook', '10.0.0.5'],
    ['http://169.254.169.254/latest', 'metadata'],
    ['http://[::1]/hook', '::1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['ftp://example.cn/', 'ftp'],
    ['https://user:pass@example.cn/', 'password'],
    ['nothing', 'http'],
  ])('are refused at %s, and told why', async (url, word) => {
    const body = { name: 'x', url, events: all }
    const answer = await administrator.call<{ code: string; detail: string }>('POST', '/webhooks', body)
    expect([answer.status, answer.body.code]).toEqual([422, 'target-refused'])
    expect(answer.body.detail).toContain(word)
    const { endpoint } = await create()
    const changed = await administrator.call(
      'PATCH',
      `/webhooks/${endpoint.id}`,
      { url },
      { 'if-match': '"1"' },
    )
    expect(changed.status).toBe(422)
  })

  it('show their secret once, and keep it neither in the database nor in the ledger', async () => {
    const { endpoint, secret } = await create()
    const rotated = await administrator.post<{ secret: string }>(`/webhooks/${endpoint.id}/secret`, {})
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(rotated.secret).not.toBe(secret)
    const list = JSON.stringify(await administrator.get('/webhooks'))
    const ledger = await service.app.service.store.db.selectFrom('ledger').selectAll().execute()
    const rows = await service.app.service.store.db.selectFrom('webhookEndpoint').selectAll().execute()
    const everything = [list, JSON.stringify(ledger), JSON.stringify(rows)]
    if (service.databaseUrl === undefined) {
      for (const end of ['', '-wal']) {
        everything.push(readFileSync(path.join(service.folder, databaseFile + end), 'latin1'))
      }
    }
    for (const each of [secret, rotated.secret]) {
      for (const text of everything) expect(text).not.toContain(each.slice(6))
    }
    expect(ledger.map(each => each.act)).toEqual(expect.arrayContaining(['create-webhook', 'rotate-webhook']))
    await administrator.post(`/webhooks/${endpoint.id}/ping`)
    await settled()
    const [ping] = receiver.received
    expect(ping?.message.type).toBe('webhook.ping')
    expect([secret, rotated.secret].map(each => ping && isSignedWith(ping, each))).toEqual([true, true])
  })

  it('keep their log: a message that failed can be sent again by hand, under the same id', async () => {
    receiver.answer = response => response.writeHead(500).end('机密')
    const { endpoint } = await create()
    const { id } = await administrator.post<Delivery>(`/webhooks/${endpoint.id}/ping`)
    await settled()
    expect(await deliveries()).toMatchObject([
      { id, state: 'waiting', attempts: 1, status: 500, error: null },
    ])
    expect(JSON.stringify(await deliveries())).not.toContain('机密')
    receiver.answer = response => response.writeHead(200).end()
    await administrator.post(`/webhooks/deliveries/${id}/resend`)
    await settled()
    const metrics = await (await fetch(`${service.url}/metrics`)).text()
    expect(metrics).toContain('baoshen_webhook_messages{state="delivered"} 1')
    expect(await deliveries(`?webhook=${endpoint.id}&state=delivered`)).toMatchObject([
      { id, attempts: 2, status: 200 },
    ])
    expect(receiver.received.map(each => each.id)).toEqual([id, id])
    for (let each = 0; each < 4; each += 1) await administrator.post(`/webhooks/${endpoint.id}/ping`)
    const page = await administrator.get<{ items: Delivery[]; next: string }>('/webhooks/deliveries?limit=3')
    const rest = await deliveries(`?limit=3&cursor=${page.next}`)
    expect(new Set([...page.items, ...rest].map(each => each.id)).size).toBe(5)
    await settled()
    const created = new Date(Date.now() - 31 * 86_400_000).toISOString()
    await service.app.service.store.db.updateTable('webhookDelivery').set({ created }).execute()
    await applyRetention(service.app.service, new Date())
    expect(await deliveries()).toEqual([])
  })

  it('get nothing while they are switched off, and what waited once they are on again', async () => {
    receiver.answer = response => response.writeHead(410).end()
    const { endpoint } = await create()
    const { id } = await administrator.post<Delivery>(`/webhooks/${endpoint.id}/ping`)
    await settled()
    const [off] = (await administrator.get<{ items: Endpoint[] }>('/webhooks')).items
    expect(off).toMatchObject({ active: false, disabledFor: 'gone', version: 2 })
    for (const address of [`/webhooks/${endpoint.id}/ping`, `/webhooks/deliveries/${id}/resend`]) {
      const answer = await administrator.call<{ code: string }>('POST', address)
      expect([answer.status, answer.body.code]).toEqual([409, 'webhook-inactive'])
    }
    receiver.answer = response => response.writeHead(200).end()
    const tag = { 'if-match': '"2"' }
    const on = await administrator.call<Endpoint>('PATCH', `/webhooks/${endpoint.id}`, { active: true }, tag)
    expect(on.body).toMatchObject({ active: true, disabledFor: null, failingSince: null })
    await administrator.post(`/webhooks/deliveries/${id}/resend`)
    await settled()
    expect(receiver.received.map(each => each.id)).toEqual([id, id])
    const stale = await administrator.call('PATCH', `/webhooks/${endpoint.id}`, { active: false }, tag)
    expect(stale.status).toBe(412)
  })
})
