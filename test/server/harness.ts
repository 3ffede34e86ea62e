/** A real service on a free port with its own data folder, and people who call it over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Form } from '../../src/review/form.ts'
import type { PersonRole } from '../../src/review/roles.ts'
import type { Person } from '../../src/server/api/people.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { type Running, type StartOptions, start } from '../../src/server/start.ts'
import { freshDatabase } from '../postgres/database.ts'

export const password = 'Blue-Heron-42'

export interface Answer<T = unknown> {
  readonly status: number
  readonly body: T
  readonly headers: Headers
}

/** Somebody with a cookie or an API key; without either, anonymous. */
export class Client {
  readonly url: string
  cookie: string | null = null
  key: string | null = null
  id = ''

  constructor(url: string) {
    this.url = url
  }

  /** Somebody new at the same service. */
  like(): Client {
    return new Client(this.url)
  }

  async call<T = Record<string, never>>(
    method: string,
    address: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const isForm = body instanceof FormData
    const response = await fetch(`${this.url}${address.startsWith('/api') ? '' : '/api/v1'}${address}`, {
      method,
      headers: {
        'x-baoshen': '1',
        'accept-language': 'en',
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...(this.key === null ? {} : { authorization: `Bearer ${this.key}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    const cookie = response.headers.getSetCookie().find(each => each.startsWith('baoshen='))
    if (cookie) this.cookie = cookie.split(';')[0] ?? null
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const content = isJson ? await response.json() : Buffer.from(await response.arrayBuffer())
    return { status: response.status, body: content as T, headers: response.headers }
  }

  /** The body of an answer that has to succeed. */
  async get<T>(address: string): Promise<T> {
    const { status, body } = await this.call<T>('GET', address)
    if (status !== 200) throw new Error(`${address}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  async post<T>(address: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    const answer = await this.call<T>('POST', address, body, headers)
    if (answer.status >= 300) throw new Error(`${address}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}

export interface TestService extends Running {
  readonly folder: string
  readonly databaseUrl: string | undefined
  readonly administrator: Client
  readonly person: (name: string, roles: readonly PersonRole[], department?: string | null) => Promise<Client>
  readonly department: (name: string, parent?: string | null) => Promise<string>
  /** Closes it and removes its data. */
  readonly end: () => Promise<void>
}

export async function startService(options: Partial<StartOptions> = {}): Promise<TestService> {
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'baoshen-service-'))
  const databaseUrl = 'databaseUrl' in options ? options.databaseUrl : await freshDatabase()
  const running = await start({
    folder,
    databaseUrl,
    screener: { concurrency: 1, threads: 1, ocr: 'off' },
    env: {},
    host: '127.0.0.1',
    port: 0,
    logger: false,
    rateLimit: 0,
    ...options,
  })
  const administrator = new Client(running.url)
  if (running.setupUrl !== null) {
    const token = running.setupUrl.split('#')[1]
    const me = await administrator.post<{ id: string }>('/setup', {
      token,
      login: 'admin',
      name: '管理员',
      password,
    })
    administrator.id = me.id
  }
  return {
    ...running,
    folder,
    databaseUrl,
    administrator,
    async person(login, roles, department = null) {
      const { person, link } = await administrator.post<{ person: Person; link: { url: string } }>(
        '/people',
        {
          login,
          name: `${login}-甲`,
          roles,
          department,
        },
      )
      const client = new Client(running.url)
      await client.post('/links/use', { token: link.url.split('#')[1], password })
      client.id = person.id
      return client
    },
    async department(name, parent = null) {
      return (await administrator.post<{ id: string }>('/departments', { name, parent })).id
    },
    async end() {
      await running.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const form = (title = '关于做好防汛值守工作的通知'): Partial<Form> & { title: string } => ({
  title,
  column: '通知公告',
  opinion: '已核对，可以公开。',
})

/** A post without anything in it, and one with a classification mark. */
export const clean = '关于做好防汛值守工作的通知\n请各单位落实值班制度，确保信息畅通。\n'
export const marked = '机密★20年\n\n安澜市某局文件\n\n关于召开专题会议的通知\n'

export async function draft(editor: Client, text: string, title?: string): Promise<Submission> {
  const created = await editor.post<Submission>('/submissions', { form: form(title) })
  await editor.post(`/submissions/${created.id}/texts`, { name: '正文', format: 'text', content: text })
  return editor.get<Submission>(`/submissions/${created.id}`)
}

/** Waits until an item has left the screening. */
export async function screened(client: Client, id: string): Promise<Submission> {
  for (;;) {
    const item = await client.get<Submission>(`/submissions/${id}`)
    if (item.state !== 'screening') return item
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

/** Submits a text and sends it to review. */
export async function inReview(editor: Client, text: string, title?: string): Promise<Submission> {
  const { id, version } = await draft(editor, text, title)
  await editor.post(`/submissions/${id}/submit`, { version, forward: true })
  return screened(editor, id)
}
