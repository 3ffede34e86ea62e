/** Accounts, sessions and what a browser is told: over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../src/server/api/people.ts'
import { Client, form, password, startService, type TestService } from './harness.ts'

let service: TestService
let fresh: Client

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.end())

const tokenOf = (url: string) => url.split('#')[1]

describe('the first start', () => {
  it('prints a link that works once', async () => {
    fresh = new Client(service.url)
    const again = { token: tokenOf(service.setupUrl ?? ''), login: 'second', name: '另一人', password }
    expect(await fresh.call('POST', '/setup', again)).toMatchObject({
      status: 403,
      body: { code: 'bad-link' },
    })
    expect(await fresh.get('/setup')).toMatchObject({ needed: false })
  })
})

describe('passwords', () => {
  it.each(['short1A!', 'alllowercase', 'Aa1!Aa1!Aa1!', 'admin-Heron-42x'])('%s is too weak', async weak => {
    const answer = await service.administrator.call('PUT', '/session/password', {
      current: password,
      next: weak,
    })
    expect(answer).toMatchObject({ status: 422, body: { code: 'weak-password' } })
  })

  it('of a new person come from a link that works once', async () => {
    const { link, person } = await service.administrator.post<{ link: { url: string }; person: Person }>(
      '/people',
      {
        login: '李.editor',
        name: '李某',
        roles: ['editor'],
        department: null,
      },
    )
    expect(person.ready).toBe(false)
    const token = tokenOf(link.url)
    expect(await fresh.post('/links/read', { token })).toMatchObject({ login: '李.editor' })
    const uses = await Promise.all(
      [1, 2].map(() => new Client(service.url).call('POST', '/links/use', { token, password })),
    )
    expect(uses.map(each => each.status).sort()).toEqual([200, 403])
  })

  it('are kept as argon2id', async () => {
    const rows = await service.app.service.store.db.selectFrom('person').select('passwordHash').execute()
    for (const { passwordHash } of rows) expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('that change end the other sessions', async () => {
    const one = await service.person('changer', ['editor'])
    const two = new Client(service.url)
    await two.post('/session', { login: 'changer', password })
    await one.call('PUT', '/session/password', { current: password, next: 'Grey-Otter-77' })
    expect((await one.call('GET', '/session')).status).toBe(200)
    expect((await two.call('GET', '/session')).status).toBe(401)
  })
})

describe('names', () => {
  it('do not pass for others', async () => {
    const { administrator } = service
    const twin = { login: ' ＡＤＭＩＮ ', name: '管理\u200B员\u202E', roles: ['editor'], department: null }
    expect(await administrator.call('POST', '/people', twin)).toMatchObject({ body: { code: 'taken' } })
    const made = await administrator.post<{ person: Person }>('/people', { ...twin, login: 'twin' })
    expect(made.person.name).toBe('管理员')
    expect(await administrator.call('POST', '/departments', { name: '\u200B', parent: null })).toMatchObject({
      status: 400,
    })
  })

  it('may be typed with full-width letters', async () => {
    await service.person('wide', ['editor'])
    expect((await fresh.call('POST', '/session', { login: 'ｗｉｄｅ', password })).status).toBe(201)
  })
})

describe('lock-out', () => {
  const attempt = (login: string, secret = 'Wrong-Guess-1') =>
    new Client(service.url).call<{ code: string }>('POST', '/session', { login, password: secret })

  it.each(['locked', 'nobody'])(
    'of %s comes after five failures, however parallel, account or not',
    async login => {
      if (login === 'locked') await service.person(login, ['editor'])
      const tries = await Promise.all(Array.from({ length: 12 }, () => attempt(login)))
      const codes = tries.map(each => each.body.code)
      expect(codes.filter(code => code === 'wrong-credentials')).toHaveLength(5)
      expect(codes.filter(code => code === 'locked-out')).toHaveLength(7)
      expect(await attempt(login, password)).toMatchObject({ status: 429, body: { code: 'locked-out' } })
    },
  )

  it('is told in the time of the clock on the wall', async () => {
    for (let index = 0; index < 6; index += 1) await attempt('clock')
    const { body } = await attempt('clock')
    expect(body).toMatchObject({ detail: expect.stringMatching(/until \d{4}-\d\d-\d\d \d\d:\d\d \(UTC[+-]/) })
  })

  it('ends when it said it would, also for who went on trying meanwhile', async () => {
    await service.person('patient', ['editor'])
    await Promise.all(Array.from({ length: 20 }, () => attempt('patient')))
    await service.app.service.store.db
      .updateTable('person')
      .set({ lockedUntil: '2020-01-01T00:00:00.000Z' })
      .where('login', '=', 'patient')
      .execute()
    expect((await attempt('patient', password)).status).toBe(201)
  })

  it('takes as long as any refusal, account or not', async () => {
    const began = performance.now()
    await attempt('nobody-else')
    expect(performance.now() - began).toBeGreaterThan(390)
    const again = performance.now()
    await attempt('nobody')
    expect(performance.now() - again).toBeGreaterThan(390)
  })
})

describe('a session', () => {
  it('is kept by whoever uses it, and not by a page that is left open', async () => {
    const person = await service.person('absent', ['editor'])
    const { db } = service.app.service.store
    const seen = new Date(Date.now() - 20 * 60_000).toISOString()
    await db.updateTable('session').set({ lastSeen: seen }).where('personId', '=', person.id).execute()
    const lastSeen = async () =>
      (
        await db
          .selectFrom('session')
          .select('lastSeen')
          .where('personId', '=', person.id)
          .executeTakeFirstOrThrow()
      ).lastSeen
    expect((await person.call('GET', '/session', undefined, { 'x-baoshen-away': '1' })).status).toBe(200)
    const stop = new AbortController()
    const stream = await fetch(`${service.url}/api/v1/events`, {
      headers: { cookie: person.cookie ?? '' },
      signal: stop.signal,
    })
    expect(stream.status).toBe(200)
    stop.abort()
    expect(await lastSeen()).toBe(seen)
    expect((await person.call('GET', '/session')).status).toBe(200)
    expect((await lastSeen()) > seen).toBe(true)
  })
})

describe('rights', () => {
  it('that change end the sessions of their person; the last administrator stays', async () => {
    const person = await service.person('moved', ['editor'])
    const { version } = await service.administrator.get<Person>(`/people/${person.id}`)
    const match = { 'if-match': `"${version}"` }
    const changed = await service.administrator.call(
      'PATCH',
      `/people/${person.id}`,
      { roles: ['reviewer'] },
      match,
    )
    expect(changed.status).toBe(200)
    expect((await person.call('GET', '/session')).status).toBe(401)
    const stale = await service.administrator.call('PATCH', `/people/${person.id}`, { name: '改名' }, match)
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition-failed' } })
    const none = await service.administrator.call('PATCH', `/people/${person.id}`, { name: '改名' })
    expect(none).toMatchObject({ status: 428 })
    const self = service.administrator.id
    const own = await service.administrator.get<Person>(`/people/${self}`)
    const resign = { active: false }
    expect(
      await service.administrator.call('PATCH', `/people/${self}`, resign, {
        'if-match': `"${own.version}"`,
      }),
    ).toMatchObject({
      status: 409,
      body: { code: 'last-administrator' },
    })
  })

  it('end at once when an administrator says so; a department that is somebody’s stays', async () => {
    const { administrator } = service
    const unit = await service.department('值班室')
    const person = await service.person('dismissed', ['editor'], unit)
    expect((await administrator.call('POST', `/people/${person.id}/sign-out`)).status).toBe(204)
    expect((await person.call('GET', '/session')).status).toBe(401)
    expect(await administrator.call('DELETE', `/departments/${unit}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use', detail: expect.stringContaining('people belong to it') },
    })
  })

  it('of administrator and auditor are not joined with others', async () => {
    const joined = { login: 'joined', name: '兼任', roles: ['administrator', 'reviewer'], department: null }
    expect(await service.administrator.call('POST', '/people', joined)).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    })
  })
})

describe('a browser', () => {
  it('of another site changes nothing', async () => {
    const editor = await service.person('target', ['editor'])
    const send = (headers: Record<string, string>) =>
      fetch(`${service.url}/api/v1/submissions`, {
        method: 'POST',
        headers: { cookie: editor.cookie ?? '', 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ form: form() }),
      })
    expect((await send({})).status).toBe(403)
    expect((await send({ 'x-baoshen': '1', origin: 'https://evil.example' })).status).toBe(403)
    expect((await send({ 'x-baoshen': '1', 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await send({ 'x-baoshen': '1', origin: 'null' })).status).toBe(403)
    expect((await send({ 'x-baoshen': '1', origin: service.url })).status).toBe(201)
  })

  it('is told what it may do, on every kind of answer', async () => {
    for (const address of [
      '/',
      '/api/v1/session',
      '/api/openapi.json',
      '/nowhere.txt',
      '/../etc/passwd',
      '/.env',
    ]) {
      const { headers } = await fetch(service.url + address)
      expect(headers.get('content-security-policy'), address).toContain("script-src 'self'")
      expect(headers.get('content-security-policy'), address).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options'), address).toBe('nosniff')
      expect(headers.get('referrer-policy'), address).toBe('no-referrer')
      expect(headers.get('x-powered-by'), address).toBeNull()
    }
  })

  it('gets a cookie that scripts and other sites cannot use, and Secure behind TLS', async () => {
    const signIn = (url: string, headers: Record<string, string> = {}) =>
      fetch(`${url}/api/v1/session`, {
        method: 'POST',
        headers: { 'x-baoshen': '1', 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ login: 'admin', password }),
      })
    const [plain] = (await signIn(service.url)).headers.getSetCookie()
    expect(plain).toMatch(/^baoshen=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const behind = await startService({
      trustProxy: '127.0.0.1',
      publicUrl: 'https://baoshen.example.gov.cn',
    })
    try {
      const forwarded = await signIn(behind.url, {
        'x-forwarded-proto': 'https',
        origin: 'https://baoshen.example.gov.cn',
      })
      expect(forwarded.headers.getSetCookie()[0]).toMatch(
        /^__Host-baoshen=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      )
      expect(forwarded.headers.get('strict-transport-security')).toContain('max-age=')
      const [secure = ''] = forwarded.headers.getSetCookie().map(each => each.split(';')[0] ?? '')
      const who = (cookie: string) => fetch(`${behind.url}/api/v1/session`, { headers: { cookie } })
      expect((await who(secure)).status).toBe(200)
      // A page of a neighbouring host can set the plain name, and so a session that is not its reader's.
      expect((await who(secure.replace('__Host-', ''))).status).toBe(401)
    } finally {
      await behind.end()
    }
  })

  it('gets problem documents for every mistake', async () => {
    const { administrator } = service
    const mistakes: [string, string, unknown, number, string][] = [
      ['GET', '/nowhere', undefined, 404, 'not-found'],
      ['GET', '/people/not-an-id', undefined, 404, 'not-found'],
      ['GET', '/people?limit=9999', undefined, 400, 'invalid'],
      ['POST', '/people', { login: 'x' }, 400, 'invalid'],
      ['PUT', '/people', {}, 404, 'not-found'],
    ]
    for (const [method, address, body, status, code] of mistakes) {
      const answer = await administrator.call(method, address, body)
      expect(answer, address).toMatchObject({ status, body: { code, type: `urn:baoshen:problem:${code}` } })
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    }
    const broken = await fetch(`${service.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'x-baoshen': '1', 'content-type': 'application/json' },
      body: '{"login":',
    })
    expect(await broken.json()).toMatchObject({ code: 'invalid' })
    const large = await administrator.call('POST', '/rules/try', {
      format: 'text',
      content: 'x'.repeat(5_000_000),
    })
    expect(large).toMatchObject({ status: 413, body: { code: 'too-large' } })
  })
})

describe('too many requests', () => {
  it('are refused with a problem document', async () => {
    const few = await startService({ rateLimit: 5 })
    try {
      const statuses: number[] = []
      for (let index = 0; index < 7; index += 1)
        statuses.push((await fetch(`${few.url}/api/v1/setup`)).status)
      expect(statuses).toContain(429)
      expect((await fetch(`${few.url}/healthz`)).status).toBe(200)
    } finally {
      await few.end()
    }
  })
})

describe('operation', () => {
  it('answers health, readiness and metrics without content', async () => {
    expect(await (await fetch(`${service.url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${service.url}/readyz`)).json()).toMatchObject({
      status: 'ok',
      ledger: 'intact',
    })
    const metrics = await (await fetch(`${service.url}/metrics`)).text()
    expect(metrics).toContain('baoshen_ledger_intact 1')
    expect(metrics).toContain('baoshen_http_seconds_bucket')
    const proxied = await fetch(`${service.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(proxied.status).toBe(404)
  })

  it('shows metrics behind a proxy to who has the token only: nobody seems to come from elsewhere', async () => {
    for (const proxy of [{ publicUrl: 'https://baoshen.example.gov.cn' }, { trustProxy: '127.0.0.1' }]) {
      const behind = await startService({ ...proxy, metricsToken: 'count-on-me' })
      try {
        expect((await fetch(`${behind.url}/metrics`)).status).toBe(404)
        const headers = { authorization: 'Bearer count-on-me' }
        expect((await fetch(`${behind.url}/metrics`, { headers })).status).toBe(200)
      } finally {
        await behind.end()
      }
    }
  })
})
