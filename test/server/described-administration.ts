/** What an administrator and an auditor call, for the comparison with the description of the API. */
import { v7 as newId } from 'uuid'
import type { Site, SiteRun } from '../../src/server/api/sites.ts'
import { call, compare } from './described.ts'
import { type Client, password } from './harness.ts'

export async function people(admin: Client): Promise<void> {
  await call(admin, 'GET', '/setup')
  await call(admin, 'POST', '/setup', { token: 'x'.repeat(30), login: 'b', name: 'b', password })
  const { body } = await call<{ person: { id: string; version: number }; link: { url: string } }>(
    admin,
    'POST',
    '/people',
    { login: 'new', name: '陈新来', roles: ['editor'], department: null },
  )
  const { id, version } = body.person
  const token = body.link.url.split('#')[1]
  const someone = admin.like()
  await call(someone, 'POST', '/links/read', { token })
  await call(someone, 'POST', '/links/use', { token, password })
  await call(someone, 'PUT', '/session/password', { current: password, next: `${password}-2` })
  await call(someone, 'POST', '/session', { login: 'new', password: `${password}-2` })
  await call(someone, 'POST', '/session', { login: 'new', password: 'wrong' })
  await call(someone, 'GET', '/session')
  await call(someone, 'GET', '/people')
  await call(someone, 'DELETE', '/session')
  await call(someone, 'GET', '/session')
  await call(admin, 'GET', '/people')
  await call(admin, 'GET', `/people/${id}`)
  await call(admin, 'POST', `/people/${id}/sign-out`)
  await call(admin, 'POST', `/people/${id}/link`)
  const { headers } = await call(admin, 'GET', `/people/${id}`)
  await call(admin, 'PATCH', `/people/${id}`, { name: '陈某' }, { 'if-match': headers.get('etag') ?? '' })
  await call(admin, 'PATCH', `/people/${id}`, { name: '陈某' }, { 'if-match': `"${version}"` })
  await call(admin, 'GET', `/people/${newId()}`)
  const unit = await call<{ id: string; version: number }>(admin, 'POST', '/departments', {
    name: '某科',
    parent: null,
  })
  await call(admin, 'GET', '/departments')
  await call(
    admin,
    'PATCH',
    `/departments/${unit.body.id}`,
    { name: '某处' },
    { 'if-match': `"${unit.body.version}"` },
  )
  await call(admin, 'DELETE', `/departments/${unit.body.id}`)
}

export async function portals(admin: Client): Promise<Client> {
  const { body } = await call<{ id: string; version: number }>(admin, 'POST', '/portals', {
    name: '门户',
    department: null,
  })
  const { id, version } = body
  await call(admin, 'PATCH', `/portals/${id}`, { policy: 'both' }, { 'if-match': `"${version}"` })
  const made = await call<{ key: { id: string } }>(admin, 'POST', `/portals/${id}/keys`, {})
  const next = await call<{ key: { id: string }; secret: string }>(
    admin,
    'POST',
    `/portals/${id}/keys/${made.body.key.id}/rotate`,
    {},
  )
  await call(admin, 'DELETE', `/portals/${id}/keys/${made.body.key.id}`)
  await call(admin, 'GET', '/portals')
  const portal = admin.like()
  portal.key = next.body.secret
  return portal
}

export async function administration(admin: Client, auditor: Client, reviewer: Client): Promise<void> {
  await call(auditor, 'GET', '/ledger')
  await call(auditor, 'GET', '/ledger/verification')
  await call(auditor, 'GET', '/ledger/export.xlsx')
  await call(auditor, 'GET', '/ledger/export.csv')
  await call(auditor, 'GET', '/statistics')
  await call(admin, 'GET', '/ticket-keys')
  await call(admin, 'POST', '/ticket-keys', {})
  const { body, headers } = await call<{ settings: object }>(admin, 'GET', '/settings')
  await call(admin, 'PUT', '/settings', body.settings, { 'if-match': headers.get('etag') ?? '' })
  await call(admin, 'GET', '/queue')
  const stop = new AbortController()
  const { cookie } = reviewer
  const stream = await fetch(`${reviewer.url}/api/v1/events`, {
    headers: { cookie: cookie ?? '' },
    signal: stop.signal,
  })
  compare('GET', '/api/v1/events', { status: stream.status, body: null, headers: stream.headers })
  stop.abort()
}

export async function webhooks(admin: Client): Promise<void> {
  const hook = { name: '接收端', url: 'https://portal.invalid/hooks', events: ['submission.decided'] }
  const { body } = await call<{ endpoint: { id: string; version: number } }>(admin, 'POST', '/webhooks', hook)
  const { id, version } = body.endpoint
  await call(admin, 'POST', '/webhooks', { ...hook, url: 'http://127.0.0.1/hooks' })
  await call(admin, 'PATCH', `/webhooks/${id}`, { name: '接收' }, { 'if-match': `"${version}"` })
  await call(admin, 'POST', `/webhooks/${id}/secret`, {})
  const sent = await call<{ id: string }>(admin, 'POST', `/webhooks/${id}/ping`)
  await call(admin, 'GET', '/webhooks')
  await call(admin, 'GET', '/webhooks/deliveries')
  await call(admin, 'POST', `/webhooks/deliveries/${sent.body.id}/resend`)
  await call(admin, 'DELETE', `/webhooks/${id}`)
}

export async function sites(admin: Client, source: string): Promise<void> {
  const { body } = await call<Site>(admin, 'POST', '/sites', {
    name: '政府网',
    source,
    baseUrl: 'https://www.anlan.example.gov.cn/',
  })
  const at = `/sites/${body.id}`
  await call(admin, 'PATCH', at, { name: '市政府网' }, { 'if-match': `"${body.version}"` })
  await call(admin, 'GET', '/sites')
  await call(admin, 'POST', `${at}/pause`)
  const run = await call<SiteRun>(admin, 'POST', `${at}/runs`, { full: true })
  await call(admin, 'POST', `${at}/pause`)
  await call(admin, 'POST', `${at}/resume`)
  await call(admin, 'POST', `${at}/cancel`)
  await call(admin, 'POST', `${at}/runs`, {})
  for (;;) {
    const { items } = (await call<{ items: SiteRun[] }>(admin, 'GET', `${at}/runs`)).body
    if (items[0]?.state !== 'running') break
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  const { items } = await admin.get<{ items: SiteRun[] }>(`${at}/runs`)
  await call(admin, 'GET', `${at}/unscreened`)
  for (const kind of ['html', 'xlsx', 'docx'])
    await call(admin, 'GET', `${at}/runs/${items[0]?.id}/report.${kind}`)
  await call(admin, 'GET', `${at}/runs/${run.body.id}/report.html`)
  await call(admin, 'DELETE', at)
}
