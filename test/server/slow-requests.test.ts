/** Bodies that come slowly: a steady upload is taken, a line that is silent is told so, and nothing is left behind. */
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Submission } from '../../src/server/api/submissions.ts'
import { type Client, form, startService, type TestService } from './harness.ts'

const pace = { everyMs: 300, leastBytes: 2000, mostMs: 600 }
let service: TestService
let editor: Client
let draft: Submission
beforeAll(async () => {
  service = await startService({ bodyPace: pace })
  editor = await service.person('editor', ['editor'])
  draft = await editor.post<Submission>('/submissions', { form: form() })
})
afterAll(() => service.end())

const boundary = 'slow'
const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`
const end = `\r\n--${boundary}--\r\n`

/** Sends the head of a request, and then whatever is written. */
function begin(address: string, type: string, length: number, cookie = editor.cookie): Socket {
  const { hostname, port } = new URL(service.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  const headers = [
    `POST /api/v1${address} HTTP/1.1`,
    `Host: ${hostname}`,
    'X-Baoshen: 1',
    'Accept-Language: en',
    `Content-Type: ${type}`,
    `Content-Length: ${length}`,
    `Cookie: ${cookie}`,
  ]
  socket.write(`${headers.join('\r\n')}\r\n\r\n`)
  return socket
}

async function answerOf(socket: Socket): Promise<string> {
  let text = ''
  for await (const chunk of socket.setEncoding('utf8')) {
    text += chunk
    const [, body] = text.split('\r\n\r\n')
    if (body !== undefined && /^\{.*\}$/s.test(body)) break
  }
  socket.destroy()
  return text
}

const upload = (length: number, cookie = editor.cookie) =>
  begin(`/submissions/${draft.id}/files`, `multipart/form-data; boundary=${boundary}`, length, cookie)

describe('an upload', () => {
  it('may take longer than any other request as long as it keeps coming', async () => {
    const piece = '通知公告'.repeat(100)
    const pieces = 20
    const bytes = Buffer.byteLength(head + end) + pieces * Buffer.byteLength(piece)
    const socket = upload(bytes)
    const answer = answerOf(socket)
    socket.write(head)
    for (let at = 0; at < pieces; at += 1) {
      socket.write(piece)
      await setTimeout(75)
    }
    socket.write(end)
    expect(await answer).toMatch(/^HTTP\/1\.1 201 /)
    const { content } = await editor.get<Submission>(`/submissions/${draft.id}`)
    expect(content[0]?.bytes).toBe(pieces * Buffer.byteLength(piece))
  })

  it('that falls silent is told what happened and what to do, and leaves nothing behind', async () => {
    const { db } = service.app.service.store
    const blobs = () => db.selectFrom('blob').select('id').execute()
    const before = await blobs()
    const socket = upload(1_000_000)
    const answer = answerOf(socket)
    socket.write(head + '通知'.repeat(500))
    const text = await answer
    expect(text).toMatch(/^HTTP\/1\.1 408 .*application\/problem\+json/s)
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      code: 'too-slow',
      detail: expect.stringContaining('upload again'),
    })
    expect(await blobs()).toEqual(before)
    expect((await editor.get<Submission>(`/submissions/${draft.id}`)).content).toHaveLength(1)
  })

  it('that trickles is cut off as well, also when nobody is signed in', async () => {
    for (const cookie of [editor.cookie, 'baoshen=nobody']) {
      const socket = upload(1_000_000, cookie)
      const closed = new Promise(resolve => socket.once('close', resolve))
      socket.resume().write(head)
      const timer = setInterval(() => socket.write('.'), 50)
      await closed
      clearInterval(timer)
    }
  })
})

it('anything else has its time, however steadily it comes', async () => {
  const socket = begin('/submissions', 'application/json', 1_000_000)
  const answer = answerOf(socket)
  const timer = setInterval(() => socket.write(' '.repeat(3000)), 50)
  expect(await answer).toMatch(/^HTTP\/1\.1 408 .*too-slow/s)
  clearInterval(timer)
})

it('at the gate it is a no', async () => {
  const socket = begin('/gate', 'application/json', 1000)
  expect(await answerOf(socket)).toContain('"decision":"deny"')
})
