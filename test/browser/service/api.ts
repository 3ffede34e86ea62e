/** Calls the service as a person who is signed in, without the pages: to prepare what the pages then show. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Submission } from '../../../src/server/api/submissions.ts'
import { root } from '../../cli/program.ts'
import { password } from './password.ts'
import type { Served } from './serve.ts'

export interface Caller {
  readonly cookie: string
  get<T>(address: string): Promise<T>
  send<T>(method: string, address: string, body?: unknown, headers?: Record<string, string>): Promise<T>
  upload<T>(address: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<T>
}

interface Entered {
  readonly url: string
  readonly address: string
  readonly body: object
}

/** Signs in, by whatever address answers with a session. */
async function enter({ url, address, body }: Entered): Promise<Caller> {
  const own = { 'x-baoshen': '1' }
  const response = await fetch(`${url}/api/v1${address}`, {
    method: 'POST',
    headers: { ...own, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${address}: ${await response.text()}`)
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const call = async <T>(address: string, init: RequestInit): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${address}`, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${init.method} ${address}: ${text}`)
    return text === '' ? (undefined as T) : JSON.parse(text)
  }
  const headers = { ...own, cookie }
  return {
    cookie,
    get: address => call(address, { method: 'GET', headers }),
    send: (method, address, body, more = {}) =>
      call(address, {
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...more,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    upload: (address, name, bytes) => {
      const form = new FormData()
      form.append('file', new File([bytes], name))
      return call(address, { method: 'POST', headers, body: form })
    },
  }
}

/** Uses the link of the first start. */
export function makeAdministrator(
  { url, setupUrl }: Pick<Served, 'url' | 'setupUrl'>,
  name = '管理员甲',
): Promise<Caller> {
  const token = new URL(setupUrl).hash.slice(1)
  return enter({ url, address: '/setup', body: { token, login: 'admin', name, password } })
}

interface Person {
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly department: string | null
}

export async function makePerson(url: string, administrator: Caller, person: Person): Promise<Caller> {
  const { link } = await administrator.send<{ link: { url: string } }>('POST', '/people', person)
  const token = new URL(link.url).hash.slice(1)
  return enter({ url, address: '/links/use', body: { token, password } })
}

export const form = {
  title: '',
  column: '通知公告',
  level: 'none',
  period: '',
  matter: '',
  declassification: '',
  publicity: 'proactive',
  basis: '',
  opinion: '经核对不涉密，建议公开',
}

export async function draft(editor: Caller, title: string, files: readonly string[]): Promise<string> {
  const { id } = await editor.send<Submission>('POST', '/submissions', { form: { ...form, title } })
  for (const file of files) {
    await editor.upload(
      `/submissions/${id}/files`,
      path.basename(file),
      new Uint8Array(readFileSync(path.resolve(root, file))),
    )
  }
  return id
}

export function read(caller: Caller, id: string): Promise<Submission> {
  return caller.get(`/submissions/${id}`)
}

export async function act(caller: Caller, id: string, name: string, reason?: string): Promise<void> {
  const { version } = await read(caller, id)
  await caller.send('POST', `/submissions/${id}/${name}`, {
    version,
    ...(reason === undefined ? {} : { reason }),
  })
}

/** Submits a draft and waits for the end of its screening. */
export async function screened(editor: Caller, id: string): Promise<Submission> {
  await act(editor, id, 'submit')
  for (;;) {
    const submission = await read(editor, id)
    if (submission.state !== 'screening') return submission
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

/** Decides the open findings of an item one after the other, all in the same way. */
export async function decideAll(
  reviewer: Caller,
  id: string,
  decision: { kind: string; reason: string; allowUntil?: string },
): Promise<void> {
  const { items } = await reviewer.get<{ items: { id: string; version: number; decision: unknown }[] }>(
    `/submissions/${id}/findings`,
  )
  for (const finding of items) {
    if (finding.decision !== null) continue
    await reviewer.send('PUT', `/submissions/${id}/findings/${finding.id}/decision`, {
      ...decision,
      version: finding.version,
      evidence: [],
    })
  }
}
