/** What a portal gets when the other side is not there, not ours, or not well: a no with a reason, never an exception. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type Answer, openGate } from '../../src/client/client.ts'
import type { GateAnswer } from '../../src/client/contract.ts'
import { type gateAnswerSchema, gateRequestSchema } from '../../src/gate/content.ts'

type Respond = (request: IncomingMessage, response: ServerResponse) => void

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listening(respond: Respond): Promise<string> {
  const server = createServer(respond)
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

const yes: z.infer<typeof gateAnswerSchema> = {
  id: '0190a0a0-0000-7000-8000-000000000000',
  decision: 'allow',
  policy: 'screen',
  verdict: 'pass',
  reasons: [],
  findings: [],
  content: null,
  ticket: null,
  submission: null,
}

async function ask(respond: Respond, options: { timeout?: number; wait?: number } = {}): Promise<Answer> {
  const { timeout = 20, wait } = options
  const gate = openGate({ url: await listening(respond), key: 'bsk_secret', timeout })
  return gate.ask({ title: '通知', html: '<p>通知</p>' }, wait === undefined ? {} : { wait })
}

describe('the answer', () => {
  it('is a no with a stable code and words in both languages when nobody listens', async () => {
    const url = await listening(() => {})
    servers.splice(0).map(server => server.close())
    for (const [language, words] of [
      ['zh', '无法连接保审服务（ECONNREFUSED）'],
      ['en', 'cannot be reached (ECONNREFUSED)'],
    ] as const) {
      const answer = await openGate({ url, key: 'bsk_x', language }).ask({ html: 'x' })
      expect(answer).toMatchObject({ decision: 'deny', failure: 'service-unreachable', findings: [] })
      expect(answer.reasons[0]?.message).toContain(words)
    }
  })

  it.each<[string, Respond, Answer['failure']]>([
    ['the key is unknown', (_, response) => json(response, 401, { title: 'no' }), 'key-refused'],
    ['the key may not ask', (_, response) => json(response, 403, {}), 'key-refused'],
    ['the service fails', (_, response) => json(response, 500, {}), 'service-failed'],
    [
      'a proxy shows a page',
      (_, response) => response.writeHead(502).end('<h1>Bad Gateway'),
      'service-failed',
    ],
    ['a page says 200', (_, response) => response.end('<h1>Welcome</h1>'), 'answer-invalid'],
    [
      'only the decision is there',
      (_, response) => json(response, 200, { decision: 'allow' }),
      'answer-invalid',
    ],
    [
      'a yes has reasons against it',
      (_, response) =>
        json(response, 200, { ...yes, reasons: [{ code: 'finding', message: 'x', attachment: null }] }),
      'answer-invalid',
    ],
    ['the yes has another status', (_, response) => json(response, 201, yes), 'answer-invalid'],
    ['the yes comes with an error', (_, response) => json(response, 500, yes), 'service-failed'],
    [
      'the decision is a word of its own',
      (_, response) => json(response, 200, { ...yes, decision: 'ALLOW' }),
      'answer-invalid',
    ],
    ['the connection is cut', request => request.socket.destroy(), 'service-unreachable'],
    [
      'the answer is cut short',
      (_, response) => {
        response.writeHead(200, { 'content-length': 999 }).write('{')
        response.destroy()
      },
      'service-unreachable',
    ],
    ['what is no HTTP answers', request => request.socket.end('SSH-2.0-nothing\r\n'), 'service-unreachable'],
  ])('is a no when %s', async (_, respond, failure) => {
    const answer = await ask(respond)
    expect(answer).toMatchObject({ decision: 'deny', failure })
    expect(answer.reasons).toHaveLength(1)
  })

  it('gives the reasons of the service where it has some', async () => {
    const reasons = [{ code: 'unavailable', message: '保审服务暂不可用', attachment: null }]
    const answer = await ask((_, response) => json(response, 500, { decision: 'deny', reasons }))
    expect(answer).toMatchObject({ failure: 'service-failed', reasons })
  })

  it('is a no in time when nothing comes, or only a drop at a time', async () => {
    const silent = ask(() => {}, { timeout: 0.3 })
    const dripping = ask(
      (_, response) => {
        response.writeHead(200)
        const timer = setInterval(() => response.write(' '), 50)
        response.on('close', () => clearInterval(timer))
      },
      { timeout: 0.3 },
    )
    const began = Date.now()
    for (const answer of await Promise.all([silent, dripping])) {
      expect(answer).toMatchObject({ decision: 'deny', failure: 'no-answer-in-time' })
    }
    expect(Date.now() - began).toBeLessThan(15_000)
  })

  it('is a no when the caller gives up', async () => {
    const url = await listening(() => {})
    const stop = new AbortController()
    const asked = openGate({ url, key: 'bsk_x' }).ask({ html: 'x' }, { signal: stop.signal })
    stop.abort()
    expect(await asked).toMatchObject({ decision: 'deny', failure: 'aborted' })
  })

  it('is a no when an attachment cannot be read', async () => {
    const gate = openGate({ url: await listening((_, response) => json(response, 200, yes)), key: 'bsk_x' })
    const answer = await gate.ask({ attachments: [{ path: '/nowhere/附件.pdf' }] })
    expect(answer).toMatchObject({ decision: 'deny', failure: 'file-unreadable' })
    expect(answer.reasons[0]).toMatchObject({ attachment: '附件.pdf' })
  })
})

describe('the client', () => {
  it('follows 202 to the answer, and says so when it may not wait', async () => {
    let asked = 0
    const respond: Respond = (request, response) => {
      asked += 1
      const pending = { id: 'q1', decision: 'pending', status: '/elsewhere' }
      if (request.method === 'POST' || asked < 3) json(response, 202, pending, { 'retry-after': '0' })
      else json(response, request.url === '/api/v1/gate/q1' ? 200 : 404, yes)
    }
    expect(await ask(respond)).toEqual({ ...yes, failure: null })
    asked = 0
    expect(await ask(respond, { wait: 0 })).toMatchObject({ failure: 'still-screening', id: 'q1' })
    expect(asked).toBe(1)
  })

  it('comes again when a busy service says when, and not after its time limit', async () => {
    let asked = 0
    const busyOnce: Respond = (_, response) => {
      asked += 1
      if (asked === 1) json(response, 503, {}, { 'retry-after': '0' })
      else json(response, 200, yes)
    }
    expect(await ask(busyOnce)).toMatchObject({ decision: 'allow' })
    const answer = await ask((_, response) => json(response, 429, {}, { 'retry-after': '30' }), {
      timeout: 3,
    })
    expect(answer).toMatchObject({ decision: 'deny', failure: 'service-busy' })
  })

  it('asks once more when a kept connection was closed as it asked', async () => {
    let asked = 0
    const answer = await ask((request, response) => {
      asked += 1
      if (asked === 1) request.socket.destroy()
      else json(response, 200, yes)
    })
    expect(answer).toMatchObject({ decision: 'allow' })
    expect(asked).toBe(2)
  })

  it('takes its key to no other place', async () => {
    let seen: string | undefined
    const elsewhere = await listening((request, response) => {
      seen = request.headers.authorization
      json(response, 200, yes)
    })
    const answer = await ask((_, response) => response.writeHead(307, { location: `${elsewhere}/` }).end())
    expect(answer).toMatchObject({ decision: 'deny', failure: 'service-unreachable' })
    expect(seen).toBeUndefined()
  })

  it('asks what the service understands', async () => {
    let body = ''
    await ask((request, response) => {
      request.setEncoding('utf8').on('data', text => {
        body += text
      })
      request.on('end', () => json(response, 200, yes))
    })
    expect(gateRequestSchema.parse(JSON.parse(body))).toMatchObject({ title: '通知', html: '<p>通知</p>' })
  })

  it.each([{ url: 'baoshen.intranet' }, { url: 'file:///etc' }, { key: '' }, { key: 'a b' }, { timeout: 0 }])(
    'is not opened with %j',
    wrong => {
      expect(() => openGate({ url: 'http://127.0.0.1:1', key: 'bsk_x', ...wrong })).toThrow(TypeError)
    },
  )
})

// The types that portals see are those of the service; the compiler says when they are not.
const same: GateAnswer = yes
type Keys = Exclude<keyof typeof yes, keyof GateAnswer> | Exclude<keyof GateAnswer, keyof typeof yes>
const noOther: [Keys] extends [never] ? true : false = true
void [same, noOther]
