/** The server on real connections, with real screening in real child processes. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Post } from '../../src/icap/content/post.ts'
import { createDecide, type Decide } from '../../src/icap/decide.ts'
import { createLog } from '../../src/icap/log.ts'
import { loadRuleTexts, type RuleTexts } from '../../src/icap/rule-texts.ts'
import { openScreeners, type Screeners } from '../../src/icap/screeners.ts'
import { type IcapServer, startServer } from '../../src/icap/server.ts'
import { defaultSettings, type Settings } from '../../src/icap/settings.ts'
import { AllowList } from '../../src/known/allow-list.ts'
import { root } from '../cli/program.ts'
import { type Answer, chunked, exchange, icapRequest, multipart } from './client.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-test-icap-'))
const notice = readFileSync(path.join(root, 'samples/停水通知.txt'))
const secret = readFileSync(path.join(root, 'samples/联合应急演练脚本.txt'))
const docx = readFileSync(path.join(root, 'samples/全市水库汛前巡查情况汇总.docx'))
const put = 'PUT /files/a.txt HTTP/1.1\nHost: portal'
const page = 'HTTP/1.1 200 OK\nContent-Type: text/plain'

let screeners: Screeners
let decide: Decide
let ruleTexts: RuleTexts
let server: IcapServer
const log: string[] = []

function start(settings: Partial<Settings> = {}, decider: Decide = decide): Promise<IcapServer> {
  return startServer({
    host: '127.0.0.1',
    port: 0,
    settings: { ...defaultSettings, ...settings },
    istag: 'baoshen-test',
    decide: decider,
    ruleTexts,
    log: createLog(line => log.push(line)),
    spoolParent: folder,
  })
}

beforeAll(async () => {
  screeners = await openScreeners({ ocr: 'off', concurrency: 1 })
  decide = createDecide({ screeners, failOn: 'review', allowList: null, language: 'zh' })
  ruleTexts = await loadRuleTexts([], [])
  server = await start()
})
afterAll(async () => {
  await server.close()
  await screeners.close()
  expect(readdirSync(folder)).toEqual([])
  rmSync(folder, { recursive: true })
})

const last = ['Connection: close']
async function one(bytes: Uint8Array, port = server.port): Promise<Answer> {
  const [answer, ...more] = await exchange(port, [bytes])
  expect(more).toEqual([])
  if (!answer) throw new Error('no answer')
  expect(answer.fields.get('istag')).toBe('"baoshen-test"')
  return answer
}
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status)

describe('OPTIONS', () => {
  it('says what each service does', async () => {
    const ask = (service: string) => `OPTIONS icap://127.0.0.1/${service} ICAP/1.0\r\nHost: h\r\n`
    const [reqmod, respmod] = await exchange(server.port, [
      `${ask('reqmod')}\r\n`,
      `${ask('respmod')}Encapsulated: null-body=0\r\nConnection: close\r\n\r\n`,
    ])
    expect(Object.fromEntries(reqmod?.fields ?? [])).toMatchObject({
      methods: 'REQMOD',
      allow: '204',
      preview: '4096',
      'transfer-preview': '*',
      'max-connections': '100',
      istag: '"baoshen-test"',
      encapsulated: 'null-body=0',
    })
    expect(respmod?.fields.get('methods')).toBe('RESPMOD')
  })
})

describe('REQMOD', () => {
  it('lets what has no body pass at once', async () => {
    const get = { request: 'GET / HTTP/1.1\nHost: portal' }
    expect((await one(icapRequest({ ...get, icap: [...last, 'Allow: 204'] }))).status).toBe(204)
    const echoed = await one(icapRequest({ ...get, icap: last }))
    expect(echoed.fields.get('encapsulated')).toBe(`req-hdr=0, null-body=${echoed.http.length}`)
    expect(echoed.http).toBe('GET / HTTP/1.1\r\nHost: portal\r\n\r\n')
  })

  it('reads the address of what writes without a body, and of nothing else', async () => {
    const ask = (method: string, text: string) =>
      one(
        icapRequest({
          request: `${method} /post?title=${encodeURIComponent(text)} HTTP/1.1`,
          icap: [...last, 'Allow: 204'],
        }),
      )
    expect((await ask('POST', '机密★20年')).http).toContain('403')
    expect((await ask('POST', '公园延长开放')).status).toBe(204)
    expect((await ask('GET', '机密★20年')).status).toBe(204)
  })

  it('lets a clean upload pass: 204, or the same bytes', async () => {
    expect(
      (await one(icapRequest({ request: put, body: notice, icap: [...last, 'Allow: 204'] }))).status,
    ).toBe(204)
    const same = await one(icapRequest({ request: put, body: notice, icap: last }))
    expect([same.status, same.http]).toEqual([200, `${put.replaceAll('\n', '\r\n')}\r\n\r\n`])
    expect(same.body.equals(notice)).toBe(true)
  })

  it('puts a page in the place of a flagged one', async () => {
    const form = multipart('xyz', [
      { header: 'Content-Disposition: form-data; name="title"', content: '演练通知' },
      { header: 'Content-Disposition: form-data; name="f"; filename="脚本<1>.txt"', content: secret },
    ])
    const request = 'POST /up HTTP/1.1\nContent-Type: multipart/form-data; boundary=xyz'
    const answer = await one(icapRequest({ request, body: form, icap: [...last, 'Allow: 204'] }))
    const html = answer.body.toString()
    expect(answer.http).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/)
    expect(answer.http).toContain(`Content-Length: ${answer.body.length}\r\n`)
    expect(answer.http).toContain("default-src 'none'; style-src 'sha256-")
    expect(html).toContain('未提交')
    expect(html).toContain('国家秘密标志')
    expect(html).toContain('机●*●●年')
    expect(html).toContain('脚本&lt;1&gt;.txt')
    expect(html).not.toContain('机密*10年')
    const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? ''
    expect(answer.http).toContain(createHash('sha256').update(style).digest('base64'))
    const english = `${request}\nAccept-Language: en-GB,en;q=0.9,zh;q=0.5`
    const inEnglish = (await one(icapRequest({ request: english, body: form, icap: last }))).body.toString()
    expect(inEnglish).toContain('State-secret mark (level ★ period)')
    expect(inEnglish).toContain('has not reached the website')
    const json = await one(
      icapRequest({ request: `${request}\nAccept: application/json`, body: form, icap: last }),
    )
    expect(JSON.parse(json.body.toString())).toMatchObject({
      status: 403,
      code: 'screening-refused',
      reasons: [{ code: 'finding' }],
      findings: [{ rule: 'cn.mark.level-period', match: '机●*●●年' }],
    })
    // Nothing of it is in the log.
    expect(log.join()).not.toMatch(/脚本|演练|机密|\/up/)
  })

  it('refuses what it cannot read', async () => {
    const odd = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 7)])
    const answer = await one(icapRequest({ request: put, body: odd, icap: [...last, 'Allow: 204'] }))
    expect(answer.http).toContain('403')
    expect(answer.body.toString()).toContain('未能读完')
  })
})

describe('previews', () => {
  const preview = (size: number, more: string[] = []) => ['Connection: close', `Preview: ${size}`, ...more]

  it('answers a preview that is all with 204, also without Allow', async () => {
    const whole = icapRequest({
      request: put,
      icap: preview(1024),
      raw: chunked(notice, 100, '0; ieof\r\n\r\n'),
    })
    expect((await one(whole)).status).toBe(204)
    const none = icapRequest({ request: put, icap: preview(0), raw: Buffer.from('0; ieof\r\n\r\n') })
    expect((await one(none)).status).toBe(204)
  })

  it('asks for the rest, and then says 204 only to who allows it', async () => {
    for (const [allow, expected] of [
      [['Allow: 204'], [100, 204]],
      [[], [100, 200]],
    ] as const) {
      const first = icapRequest({
        request: put,
        icap: preview(100, [...allow]),
        raw: chunked(notice.subarray(0, 100)),
      })
      const answers = await exchange(server.port, [first, chunked(notice.subarray(100))], 30)
      expect(statuses(answers)).toEqual(expected)
      if (expected[1] === 200) expect(answers[1]?.body.equals(notice)).toBe(true)
    }
  })

  it('refuses at the preview what is declared too large, and a preview longer than it says', async () => {
    const request = `${put}\nContent-Length: ${2 ** 40}`
    const large = await one(
      icapRequest({ request, icap: preview(10), raw: chunked(Buffer.from('0123456789')) }),
    )
    expect([large.status, /HTTP\/1\.1 403/.test(large.http)]).toEqual([200, true])
    expect((await one(icapRequest({ request: put, icap: preview(5), raw: chunked(notice) }))).status).toBe(
      400,
    )
  })
})

describe('RESPMOD', () => {
  const get = 'GET /files/a.txt HTTP/1.1'

  it('lets clean documents and page furniture pass and withholds flagged ones without a word on why', async () => {
    const ask = (response: string, body: Uint8Array, request = get, icap = ['Allow: 204']) =>
      one(icapRequest({ method: 'RESPMOD', request, response, body, icap: [...last, ...icap] }))
    expect((await ask(page, notice)).status).toBe(204)
    const same = await ask(page, notice, get, [])
    expect(same.body.equals(notice)).toBe(true)
    expect(same.fields.get('encapsulated')).toBe(`res-hdr=0, res-body=${same.http.length}`)
    const held = await ask('HTTP/1.1 200 OK\nContent-Type: application/zip', docx, 'GET /a.docx HTTP/1.1')
    expect(held.http).toContain('403')
    expect(held.body.toString()).toContain('暂不提供')
    expect(held.body.toString()).not.toMatch(/秘密|标志/)
    const none = await one(icapRequest({ method: 'RESPMOD', request: get, response: page, icap: last }))
    expect(none.fields.get('encapsulated')).toBe(`res-hdr=0, null-body=${none.http.length}`)
    const css = icapRequest({
      method: 'RESPMOD',
      request: 'GET /a.css HTTP/1.1',
      response: 'HTTP/1.1 200 OK\nContent-Type: text/css',
      icap: [...last, 'Preview: 20'],
      raw: chunked(Buffer.from('body { color: red } ')),
    })
    expect((await one(css)).status).toBe(204)
    for (const more of ['text/css\nContent-Type: text/html', 'text/css, text/html']) {
      const icap = [...last, 'Allow: 204', 'Preview: 4000']
      const response = `HTTP/1.1 200 OK\nContent-Type: ${more}`
      const raw = chunked(secret, 1000, '0; ieof\r\n\r\n')
      const two = await one(icapRequest({ method: 'RESPMOD', request: get, response, icap, raw }))
      expect(two.http).toContain('403')
    }
    expect(
      (await one(icapRequest({ method: 'RESPMOD', body: notice, icap: last }))).body.equals(notice),
    ).toBe(true)
  })
})

describe('connections', () => {
  it('answers pipelined requests in their order, however the bytes come', async () => {
    const icap = ['Allow: 204']
    const all = Buffer.concat([
      icapRequest({ request: put, body: secret, icap }),
      icapRequest({ request: 'GET / HTTP/1.1', icap }),
      icapRequest({ request: put, raw: chunked(notice, 7, '0;x=y\r\nTrailer: z\r\n\r\n'), icap }),
      icapRequest({ request: put, body: notice, icap: last }),
    ])
    const expected = [200, 204, 204, 200]
    expect(statuses(await exchange(server.port, [all]))).toEqual(expected)
    const bytes = [...all].map(byte => Uint8Array.of(byte))
    expect(statuses(await exchange(server.port, bytes))).toEqual(expected)
  })

  it.each([
    ['HTTP', 'GET / HTTP/1.1\r\nHost: h\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x02\x00\x01\r\n\r\n', 400],
    ['an unknown service', 'OPTIONS icap://h/elsewhere ICAP/1.0\r\n\r\n', 404],
    [
      'a method of another service',
      'RESPMOD icap://h/reqmod ICAP/1.0\r\nEncapsulated: res-body=0\r\n\r\n0\r\n\r\n',
      405,
    ],
    [
      'a broken HTTP header',
      'REQMOD icap://h/reqmod ICAP/1.0\r\nEncapsulated: req-hdr=0, null-body=9\r\n\r\nnonsense\n',
      400,
    ],
    [
      'a chunk without end',
      `REQMOD icap://h/reqmod ICAP/1.0\r\nEncapsulated: req-body=0\r\n\r\n${'x'.repeat(100_000)}`,
      400,
    ],
  ])('answers %s with the right status and closes', async (_, text, status) => {
    expect(statuses(await exchange(server.port, [text]))).toEqual([status])
  })

  it('serves fifty clients at once, each its own answer', async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const clean = n % 2 === 0
        const text = clean ? `第${n}号通知：今日停水。` : `第${n}号材料\n机密★${n}年`
        const bytes = icapRequest({ request: put, body: Buffer.from(text), icap: ['Allow: 204'] })
        const end = icapRequest({ request: put, body: Buffer.from(text), icap: last })
        const [first, second] = await exchange(server.port, [bytes, end])
        if (clean) return first?.status === 204 && second?.body.toString() === text
        return [first, second].every(answer => answer?.http.includes('403'))
      }),
    )
    expect(results).toEqual(Array(50).fill(true))
    await expect.poll(() => server.counters.connections).toBe(0)
  })

  it('keeps to its limits: connections, silence, size, time', async () => {
    const slow: Decide = (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const content = { ...defaultSettings.content, bodyBytes: 1000 }
    const small = await start({ connections: 1, silenceSeconds: 1, answerSeconds: 1, content }, slow)
    try {
      const busy = exchange(small.port, [icapRequest({ request: put, body: Buffer.from('某市') })])
      await expect.poll(() => small.counters.connections).toBe(1)
      expect(statuses(await exchange(small.port, ['OPTIONS']))).toEqual([503])
      // Its own answer did not come in time, so it is a no.
      await small.close()
      const [answer] = await busy
      expect(answer?.http).toContain('403')
      expect(answer?.body.toString()).toContain('1 秒')
    } finally {
      await small.close().catch(() => undefined)
    }
    const strict = await start({ silenceSeconds: 1, content }, decide)
    try {
      expect(statuses(await exchange(strict.port, ['REQMOD icap://h/req']))).toEqual([408])
      const tooLarge = icapRequest({
        request: put,
        body: Buffer.alloc(5000, '字'),
        icap: [...last, 'Allow: 204'],
      })
      expect((await one(tooLarge, strict.port)).body.toString()).toContain('超过')
    } finally {
      await strict.close()
    }
  })

  it('answers what is at work before it stops, and refuses what does not end', async () => {
    const release = Promise.withResolvers<void>()
    const patient: Decide = async (post, signal) => {
      await release.promise
      return decide(post, signal)
    }
    const draining = await start({}, patient)
    const work = exchange(draining.port, [icapRequest({ request: put, body: notice, icap: ['Allow: 204'] })])
    const idle = exchange(draining.port, [])
    await expect.poll(() => [draining.counters.connections, draining.counters.atWork]).toEqual([2, 1])
    const closed = draining.close()
    release.resolve()
    const [answer] = await work
    expect([answer?.status, answer?.fields.get('connection')]).toEqual([204, 'close'])
    expect(await idle).toEqual([])
    await closed
    await expect(exchange(draining.port, [])).rejects.toThrow('ECONNREFUSED')

    const never: Decide = () => new Promise(() => undefined)
    const stuck = await start({ drainSeconds: 0.1 }, never)
    const refused = exchange(stuck.port, [icapRequest({ request: put, body: notice, icap: ['Allow: 204'] })])
    await expect.poll(() => stuck.counters.atWork).toBe(1)
    await stuck.close()
    expect((await refused)[0]?.body.toString()).toContain('正在停止')
  })

  it('says no, and goes on, when deciding fails', async () => {
    const failing: Decide = async () => {
      throw new Error('out of luck')
    }
    const unlucky = await start({}, failing)
    try {
      const bytes = icapRequest({ request: put, body: notice, icap: ['Allow: 204'] })
      const end = icapRequest({ request: put, body: notice, icap: last })
      const answers = await exchange(unlucky.port, [bytes, end])
      expect(answers.map(({ body }) => body.toString().includes('内部错误'))).toEqual([true, true])
    } finally {
      await unlucky.close()
    }
  })
})

describe('decisions', () => {
  const post = (bytes: Uint8Array, name = 'a.docx'): Post => ({
    items: [{ name, size: bytes.length, isQuick: false, bytes: async () => bytes }],
    reasons: [],
  })
  const { signal } = new AbortController()
  const onRequest = readFileSync(path.join(root, 'samples/关于南湖社区活动用房问题的答复.docx'))

  it('follow --fail-on and the allow-list, and never let the unread pass', async () => {
    const options = { screeners, failOn: 'block', allowList: null, language: 'zh' } as const
    const lenient = createDecide(options)
    expect(await lenient(post(onRequest), signal)).toMatchObject({
      allowed: true,
      verdict: 'review',
      reasons: [],
    })
    expect((await decide(post(onRequest), signal)).allowed).toBe(false)
    const cut = await lenient(post(onRequest.subarray(0, 3000)), signal)
    expect(cut).toMatchObject({ allowed: false, verdict: 'error', reasons: [{ code: 'unread' }] })
    expect((await lenient({ items: [], reasons: [{ code: 'malformed' }] }, signal)).allowed).toBe(false)

    const { findings } = await decide(post(docx), signal)
    const entries = findings.map(({ finding: { rule, fingerprint } }) => ({
      rule,
      fingerprint,
      reason: '展板照片',
      by: '王某',
      until: '2099-12-31',
    }))
    const allowing = createDecide({
      ...options,
      failOn: 'review',
      allowList: new AllowList(entries, '2031-01-01'),
    })
    expect((await allowing(post(docx), signal)).allowed).toBe(true)
    const expired = createDecide({ ...options, allowList: new AllowList(entries, '2100-01-01') })
    expect((await expired(post(docx), signal)).allowed).toBe(false)
  })

  it('remember what passed by its bytes and its name, and nothing else', async () => {
    const fresh = createDecide({ screeners, failOn: 'review', allowList: null, language: 'zh' })
    expect((await fresh(post(notice, 'a.txt'), signal)).allowed).toBe(true)
    expect((await fresh(post(notice, 'a.txt'), signal)).allowed).toBe(true)
    expect((await fresh(post(notice, '机密★20年.txt'), signal)).allowed).toBe(false)
    expect((await fresh(post(secret, 'a.txt'), signal)).allowed).toBe(false)
    expect((await fresh(post(secret, 'a.txt'), signal)).allowed).toBe(false)
  })

  it('are a no when they are broken off', async () => {
    expect(await decide(post(notice, 'b.txt'), AbortSignal.abort())).toMatchObject({
      allowed: false,
      verdict: 'error',
    })
  })
})
