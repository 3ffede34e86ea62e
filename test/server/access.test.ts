/**
 * The authorisation matrix: every route is called by everyone there is, and what happens must be what the route table
 * declares. Called with nothing but ids, an allowed call may fail for what it carries, but never for who makes it.
 */
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Role, roles } from '../../src/review/roles.ts'
import type { Incident } from '../../src/server/api/incidents.ts'
import type { Portal } from '../../src/server/api/portals.ts'
import type { Route } from '../../src/server/api/route.ts'
import { apiPrefix, routeNames, routes } from '../../src/server/api/routes.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { Client, clean, draft, inReview, marked, startService, type TestService } from './harness.ts'

let service: TestService
/** Callers of the item's own unit, of another unit, and of the unit above, by role. */
const inside = new Map<Role, Client>()
const outside = new Map<Role, Client>()
const above = new Map<Role, Client>()
/** The item belongs to these. */
let author: Client
let authorPortal: Client
const strangers = new Map<string, Client>()
let item: Submission
let portalItem: Submission
let incident: string

/** Acts that would change what the other calls need: their order does not matter, since bodies are left out. */
const parameters = () => ({
  submission: item.id,
  incident,
  file: item.content[0]?.id ?? newId(),
  finding: newId(),
  evidence: newId(),
  page: '1',
  person: newId(),
  department: newId(),
  portal: newId(),
  key: newId(),
  entry: newId(),
  pack: newId(),
})

beforeAll(async () => {
  service = await startService()
  const { administrator } = service
  const top = await service.department('云岭省厅')
  const unit = await service.department('办公室', top)
  const other = await service.department('安澜市局')
  const portal = async (name: string, department: string) => {
    const { id } = await administrator.post<Portal>('/portals', { name, department })
    const { key, secret } = await administrator.post<{ key: { id: string }; secret: string }>(
      `/portals/${id}/keys`,
      {},
    )
    const client = new Client(service.url)
    client.key = secret
    client.id = id
    return { client, keyId: key.id }
  }
  for (const role of roles) {
    if (role === 'portal') {
      inside.set(role, (await portal('门户甲', unit)).client)
      outside.set(role, (await portal('门户乙', other)).client)
      above.set(role, (await portal('门户丙', top)).client)
    } else {
      inside.set(role, await service.person(`${role}.in`, [role], unit))
      outside.set(role, await service.person(`${role}.out`, [role], other))
      above.set(role, await service.person(`${role}.top`, [role], top))
    }
  }
  author = await service.person('author', ['editor'], unit)
  authorPortal = (await portal('送审门户', unit)).client
  item = await draft(author, clean)
  portalItem = await draft(authorPortal, clean)
  const secret = await inReview(author, marked)
  const reported = await author.post<Submission>(`/submissions/${secret.id}/report`, {
    version: secret.version,
    reason: '误传',
  })
  incident = reported.incident ?? ''

  strangers.set('anonymous', new Client(service.url))
  const expired = await service.person('expired', ['reviewer'], unit)
  await service.app.service.store.db
    .updateTable('session')
    .set({ expires: '2020-01-01T00:00:00.000Z' })
    .where('personId', '=', expired.id)
    .execute()
  strangers.set('an expired session', expired)
  const idle = await service.person('idle', ['reviewer'], unit)
  await service.app.service.store.db
    .updateTable('session')
    .set({ lastSeen: '2020-01-01T00:00:00.000Z' })
    .where('personId', '=', idle.id)
    .execute()
  strangers.set('an idle session', idle)
  const disabled = await service.person('disabled', ['reviewer'], unit)
  const { version } = await administrator.get<{ version: number }>(`/people/${disabled.id}`)
  await administrator.call(
    'PATCH',
    `/people/${disabled.id}`,
    { active: false },
    { 'if-match': `"${version}"` },
  )
  strangers.set('a disabled account', disabled)
  const signedOut = await service.person('left', ['reviewer'], unit)
  await signedOut.call('DELETE', '/session')
  strangers.set('a session that was signed out', signedOut)
  const revoked = await portal('旧门户', unit)
  await administrator.call('DELETE', `/portals/${revoked.client.id}/keys/${revoked.keyId}`)
  strangers.set('a revoked key', revoked.client)
  const old = await portal('过期门户', unit)
  await service.app.service.store.db
    .updateTable('apiKey')
    .set({ expires: '2020-01-01T00:00:00.000Z' })
    .where('id', '=', old.keyId)
    .execute()
  strangers.set('an expired key', old.client)
  const wrong = new Client(service.url)
  wrong.key = `bsk_${'x'.repeat(43)}`
  strangers.set('a made-up key', wrong)
  const forged = new Client(service.url)
  forged.cookie = `baoshen=${'x'.repeat(43)}`
  strangers.set('a made-up session', forged)
})
afterAll(() => service.end())

/** The body is left out, so that no allowed call does anything. Streams and pages of text are read to their head only. */
async function statusOf(
  client: Client,
  route: Route,
  ids: Record<string, string>,
): Promise<{ status: number; code: string }> {
  const address = `${apiPrefix}${route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? newId())}`
  const stop = new AbortController()
  const response = await fetch(`${service.url}${address}`, {
    method: route.method,
    signal: stop.signal,
    headers: {
      'x-baoshen': '1',
      ...(client.cookie === null ? {} : { cookie: client.cookie }),
      ...(client.key === null ? {} : { authorization: `Bearer ${client.key}` }),
    },
  })
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  const body = isProblem ? ((await response.json()) as { code: string }) : { code: '' }
  if (!isProblem) await response.body?.cancel()
  stop.abort()
  return { status: response.status, code: body.code }
}

/** What `isWithin` must give for the item of the author in the unit. */
type Expected = 'may' | 'forbidden' | 'not-found'
function expected(route: Route, role: Role, place: 'inside' | 'outside' | 'above'): Expected {
  if (route.access === 'anyone') return 'may'
  if (route.access === 'signed-in') return role === 'portal' ? 'forbidden' : 'may'
  const scope = route.access[role]
  if (scope === undefined) return 'forbidden'
  const namesItem = /\{(submission|incident)\}/.test(route.path)
  if (!namesItem || scope === 'all') return 'may'
  if (scope === 'own') return 'not-found'
  return place === 'outside' ? 'not-found' : 'may'
}

const isRefusal = ({ status, code }: { status: number; code: string }) =>
  status === 401 || code === 'forbidden' || code === 'cross-site'

/** `session.delete` ends the callers: it is called last. */
const isSigningOut = (name: string) => name === 'session.delete'
const beforeSigningOut = routeNames.filter(name => !isSigningOut(name))

describe.each([
  ['of the unit', inside, 'inside'],
  ['of another unit', outside, 'outside'],
  ['of the unit above', above, 'above'],
] as const)('people and portals %s', (_, callers, place) => {
  it.each(beforeSigningOut)('%s', async name => {
    const route: Route = routes[name]
    for (const role of roles) {
      const caller = callers.get(role)
      if (!caller) throw new Error(role)
      const answer = await statusOf(caller, route, parameters())
      const wanted = expected(route, role, place)
      const said = `${role}: ${answer.status} ${answer.code}`
      if (wanted === 'forbidden') expect(answer.code, said).toBe('forbidden')
      else if (wanted === 'not-found') expect(answer.code, said).toBe('not-found')
      else expect(isRefusal(answer), said).toBe(false)
      // Where the item itself is asked for, being allowed means getting it.
      if (wanted === 'may' && route.method === 'GET' && /\{(submission|incident)\}$/.test(route.path)) {
        expect(answer.status, said).toBe(200)
      }
    }
  })
})

describe('the author', () => {
  it.each(['submissions.read', 'files.text', 'submissions.history'] as const)(
    'reaches the own item by %s',
    async name => {
      const route: Route = routes[name]
      expect(await statusOf(author, route, parameters())).toMatchObject({ status: 200 })
    },
  )

  it('is found by routes that only authors may use', async () => {
    for (const name of beforeSigningOut) {
      const route: Route = routes[name]
      if (
        typeof route.access !== 'object' ||
        route.access.editor !== 'own' ||
        !route.path.includes('{submission}')
      )
        continue
      const answer = await statusOf(author, route, parameters())
      expect(answer.code, name).not.toBe('forbidden')
      if (!/\{(?!submission)/.test(route.path)) expect(answer.code, name).not.toBe('not-found')
    }
  })

  it('may be a portal, which sees its own item and no other', async () => {
    const route: Route = routes['submissions.read']
    expect(await statusOf(authorPortal, route, { ...parameters(), submission: portalItem.id })).toMatchObject(
      { status: 200 },
    )
    expect(await statusOf(authorPortal, route, parameters())).toMatchObject({ code: 'not-found' })
  })
})

describe('strangers', () => {
  it.each(routeNames)('are not let in by %s', async name => {
    const route: Route = routes[name]
    if (route.access === 'anyone') return
    for (const [who, client] of strangers) {
      const { status, code } = await statusOf(client, route, parameters())
      expect([status, code], who).toEqual([401, client.key === null ? 'signed-out' : 'bad-key'])
    }
  })
})

describe('lists', () => {
  it('hold only what the caller may see', async () => {
    const idsFor = async (client: Client | undefined) =>
      (await client?.get<{ items: { id: string }[] }>('/submissions?limit=200'))?.items.map(
        each => each.id,
      ) ?? []
    expect(await idsFor(inside.get('reviewer'))).toContain(item.id)
    expect(await idsFor(above.get('reviewer'))).toContain(item.id)
    expect(await idsFor(inside.get('auditor'))).toContain(item.id)
    for (const role of ['editor', 'reviewer', 'approver', 'portal'] as const) {
      expect(await idsFor(outside.get(role)), role).not.toContain(item.id)
    }
    expect(await idsFor(inside.get('portal'))).not.toContain(item.id)
    const incidentsFor = async (client: Client | undefined) =>
      (await client?.get<{ items: Incident[] }>('/incidents'))?.items.map(each => each.id) ?? []
    expect(await incidentsFor(inside.get('reviewer'))).toContain(incident)
    expect(await incidentsFor(outside.get('reviewer'))).toEqual([])
    expect(await incidentsFor(inside.get('editor'))).toEqual([])
    expect(await incidentsFor(author)).toContain(incident)
    const ledgerFor = async (client: Client | undefined) =>
      (await client?.get<{ items: { submission: string }[] }>(`/ledger?submission=${item.id}`))?.items ?? []
    expect((await ledgerFor(inside.get('reviewer'))).length).toBeGreaterThan(0)
    expect(await ledgerFor(outside.get('reviewer'))).toEqual([])
  })
})

describe('what is served', () => {
  it('is what the table declares, and what anyone may ask for', () => {
    const beside = new Set<string>()
    const declared = new Set(
      routeNames.map(name => {
        const { method, path }: Route = routes[name]
        return `${method} ${apiPrefix}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
      }),
    )
    const lines = service.server.printRoutes({ commonPrefix: false }).split('\n')
    const parents: string[] = []
    for (const line of lines) {
      const [, indent = '', address = '', methods = ''] =
        /^([│ ]*)[├└]── (\S*) \(([\w, ]+)\)/.exec(line) ?? []
      if (methods === '') continue
      parents.length = indent.length / 4
      const whole = parents.join('') + address
      parents.push(address)
      for (const method of methods.split(', ')) {
        if (method === 'HEAD' || declared.delete(`${method} ${whole}`)) continue
        beside.add(`${method} ${whole}`)
      }
    }
    expect([...declared]).toEqual([])
    const pages = [...beside].filter(each => !/^(GET|OPTIONS) \/?\*?$/.test(each))
    expect(pages.sort()).toEqual([
      'GET /.well-known/jwks.json',
      'GET /.well-known/revoked-tickets.json',
      'GET /api/openapi.json',
      'GET /healthz',
      'GET /metrics',
      'GET /readyz',
    ])
  })
})

describe('signing out', () => {
  it('is for people who are signed in, and ends their session', async () => {
    const route: Route = routes['session.delete']
    for (const role of roles) {
      const caller = inside.get(role)
      if (!caller) throw new Error(role)
      const wanted = role === 'portal' ? { status: 403, code: 'forbidden' } : { status: 204, code: '' }
      expect(await statusOf(caller, route, {}), role).toEqual(wanted)
      if (role === 'portal') continue
      expect(await statusOf(caller, routes['session.read'], {}), role).toEqual({
        status: 401,
        code: 'signed-out',
      })
    }
  })
})
