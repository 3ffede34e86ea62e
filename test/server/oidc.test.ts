/** Signing in through a real OpenID provider on this machine. */
import type { Server } from 'node:http'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password, startService, type TestService } from './harness.ts'

let service: TestService
let provider: Server
let issuer: string

/** Keeps cookies, follows redirects and fills in the provider's two forms, as a browser and its user would. */
class Browser {
  readonly #cookies = new Map<string, string>()

  async go(url: string, form?: Record<string, string>): Promise<Response> {
    const { host } = new URL(url)
    const cookies = [...this.#cookies]
      .filter(([key]) => key.startsWith(`${host} `))
      .map(([key, value]) => `${key.split(' ')[1]}=${value}`)
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: cookies.join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
      this.#cookies.set(`${host} ${name}`, value)
    }
    const next = response.headers.get('location')
    return next === null ? response : this.go(new URL(next, url).href)
  }

  cookie(url: string, name: string): string | undefined {
    return this.#cookies.get(`${new URL(url).host} ${name}`)
  }

  async signIn(login: string): Promise<Response> {
    let response = await this.go(`${service.url}/api/v1/oidc`)
    for (let step = 0; step < 4 && response.url.startsWith(issuer); step += 1) {
      const page = await response.text()
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? 'login'
      response = await this.go(response.url, { prompt, login, password: 'any' })
    }
    return response
  }
}

beforeAll(async () => {
  const listening = await new Promise<Server>(resolve => {
    const server = new Provider('http://127.0.0.1').listen(0, '127.0.0.1', () => resolve(server))
  })
  const address = listening.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise(resolve => listening.close(resolve))
  issuer = `http://127.0.0.1:${port}`
  service = await startService({ oidc: { issuer, clientId: 'baoshen', clientSecret: 'not-a-real-secret' } })
  const server = new Provider(issuer, {
    clients: [
      {
        client_id: 'baoshen',
        client_secret: 'not-a-real-secret',
        redirect_uris: [`${service.url}/api/v1/oidc/callback`],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    cookies: { keys: ['only for this test'] },
  })
  provider = await new Promise<Server>(resolve => {
    const opened = server.listen(port, '127.0.0.1', () => resolve(opened))
  })
})
afterAll(async () => {
  provider.close()
  await service.end()
})

const sessionOf = async (browser: Browser) => {
  const cookie = `baoshen=${browser.cookie(service.url, 'baoshen')}`
  const response = await fetch(`${service.url}/api/v1/session`, { headers: { cookie } })
  return response.status === 200 ? ((await response.json()) as { login: string }) : null
}

describe('an OpenID provider', () => {
  it('opens the account that an administrator made for this name, again and again', async () => {
    await service.administrator.post('/people', {
      login: 'wang',
      name: '王某',
      roles: ['editor'],
      department: null,
    })
    expect(await service.administrator.get('/setup')).toMatchObject({ oidc: true })
    for (const browser of [new Browser(), new Browser()]) {
      const landed = await browser.signIn('wang')
      expect(landed.url).toBe(`${service.url}/`)
      expect(await sessionOf(browser)).toMatchObject({ login: 'wang' })
    }
  })

  it('opens no account that has a password, that is not there, or that was disabled', async () => {
    for (const login of ['admin', 'nobody']) {
      const browser = new Browser()
      expect((await browser.signIn(login)).url).toBe(`${service.url}/?problem=wrong-credentials`)
      expect(await sessionOf(browser)).toBeNull()
    }
    const { items } = await service.administrator.get<{ items: { id: string; version: number }[] }>(
      '/people?q=wang',
    )
    const { id, version } = items[0] ?? { id: '', version: 0 }
    await service.administrator.call(
      'PATCH',
      `/people/${id}`,
      { active: false },
      { 'if-match': `"${version}"` },
    )
    expect(await sessionOf(new Browser())).toBeNull()
    expect((await new Browser().signIn('wang')).url).toContain('problem=wrong-credentials')
    expect((await service.administrator.call('POST', '/session', { login: 'admin', password })).status).toBe(
      201,
    )
  })

  it('is not believed without what the sign-in began with', async () => {
    const victim = new Browser()
    const callback = `${service.url}/api/v1/oidc/callback?code=stolen&state=guessed`
    expect((await victim.go(callback)).url).toContain('problem=cross-site')
    await victim.go(`${service.url}/api/v1/oidc`)
    expect((await victim.go(callback)).url).toContain('problem=wrong-credentials')
  })
})
