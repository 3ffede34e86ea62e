import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseAllowList } from '../../src/outbound/allow.ts'
import type { Resolved } from '../../src/outbound/connect.ts'
import { outboundFailures, wordFailure } from '../../src/outbound/failure.ts'
import { fetchOutside, openOutside } from '../../src/outbound/fetch-outside.ts'

const text = Buffer.from('安澜市人民政府关于延长公园开放时间的通知'.repeat(50))
const packed: Record<string, Buffer> = {
  gzip: gzipSync(text),
  deflate: deflateSync(text),
  raw: deflateRawSync(text),
  br: brotliCompressSync(text),
  zstd: zstdCompressSync(text),
  twice: gzipSync(brotliCompressSync(text)),
}
const bomb = gzipSync(gzipSync(Buffer.alloc(200 * 2 ** 20)))

const seen: IncomingMessage[] = []
let server: Server
let base = ''
let port = 0

const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown> = {
  '/plain': (_, response) => response.end(text),
  '/bomb': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb),
  '/thrice': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip, gzip' }).end(bomb),
  '/strange': (_, response) => response.writeHead(200, { 'content-encoding': 'lzma' }).end('x'),
  '/cut': (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text).subarray(0, 30)),
  '/short': (_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('x')
    setTimeout(() => response.destroy(), 20)
  },
  '/declared': (_, response) => {
    response.writeHead(200, { 'content-length': '99999999' }).write('x')
  },
  '/endless': async (_, response) => {
    while (!response.destroyed) {
      response.write(Buffer.alloc(65_536))
      await delay(1)
    }
  },
  '/drip': async (_, response) => {
    while (!response.destroyed) {
      response.write('x')
      await delay(20)
    }
  },
  '/silent': () => {},
  '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
  '/nowhere': (_, response) => response.writeHead(302, { location: 'http://[' }).end(),
  '/to-other-name': (_, response) =>
    response.writeHead(302, { location: `http://other.example.cn:${port}/plain` }).end(),
}

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request)
    const route = request.url ?? ''
    const encoding = /^\/packed\/(\w+)$/.exec(route)?.[1]
    if (encoding !== undefined) {
      const header = { raw: 'deflate', twice: 'br, gzip' }[encoding] ?? encoding
      response.writeHead(200, { 'content-encoding': header }).end(packed[encoding])
      return
    }
    const target = /^\/redirect\/(\d+)\/(.+)$/.exec(route)
    if (target) {
      response.writeHead(Number(target[1]), { location: decodeURIComponent(target[2] ?? '') }).end('moved')
      return
    }
    const answer = answers[route]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  base = `http://127.0.0.1:${port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const here = () => parseAllowList([`127.0.0.1:${port}`])
const get = (path: string, more: Parameters<typeof fetchOutside>[1] = {}) =>
  fetchOutside(`${base}${path}`, { allow: here(), timeoutMs: 5000, ...more })
const redirectTo = (target: string, status = 302) => `/redirect/${status}/${encodeURIComponent(target)}`

describe('fetchOutside', () => {
  it('reads plain and packed answers', async () => {
    expect(await get('/plain')).toMatchObject({ ok: true, status: 200, body: text })
    for (const name of Object.keys(packed)) {
      const answer = await get(`/packed/${name}`)
      expect([name, answer.ok && answer.body.equals(text)]).toEqual([name, true])
    }
    expect(await get('/missing')).toMatchObject({ ok: true, status: 404 })
  })

  it('contacts nothing of the own network that is not listed, however it is written', async () => {
    const before = seen.length
    const spellings = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '017700000001',
      '[::ffff:127.0.0.1]',
      '[::1]',
      '[64:ff9b::7f00:1]',
      'localhost',
      'localhost.',
      '0.0.0.0',
      '[::]',
      '127。0。0。1',
      '１２７.0.0.1',
    ]
    for (const host of spellings) {
      const answer = await fetchOutside(`http://${host}:${port}/plain`, { timeoutMs: 5000 })
      expect([host, answer]).toMatchObject([host, { ok: false, code: 'address-refused', retry: false }])
    }
    expect(seen.length).toBe(before)
  })

  it.each([
    ['ftp://example.cn/', 'scheme-refused'],
    ['file:///etc/passwd', 'scheme-refused'],
    ['javascript:alert(1)', 'scheme-refused'],
    ['http://user:pass@example.cn/', 'credentials-refused'],
    ['nowhere', 'url-invalid'],
    ['http://8.8.8.8:25/', 'port-refused'],
    ['http://169.254.169.254/latest/meta-data/', 'address-refused'],
  ])('refuses %s as %s', async (url, code) => {
    expect(await fetchOutside(url)).toMatchObject({ ok: false, code })
  })

  it('refuses a name when any one of its addresses is not allowed', async () => {
    const before = seen.length
    const resolve = async (): Promise<Resolved[]> => [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ]
    expect(
      await fetchOutside(`http://two.example.cn:${port}/plain`, { allow: here(), resolve }),
    ).toMatchObject({
      ok: false,
      code: 'address-refused',
      details: { host: 'two.example.cn', kind: 'intranet' },
    })
    expect(seen.length).toBe(before)
  })

  it('connects to the address it vetted, although the name has another one a moment later', async () => {
    // The second server stands for what a rebinding name wants to reach.
    const reached: string[] = []
    const inner = createServer((request, response) => {
      reached.push(request.url ?? '')
      response.end('inner')
    })
    await new Promise<void>(resolve => inner.listen(port, '127.0.0.2', resolve))
    let asked = 0
    const resolve = async (): Promise<Resolved[]> => {
      asked += 1
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    }
    const outside = openOutside({ allow: here(), resolve })
    try {
      const url = `http://rebinding.example.cn:${port}`
      expect(await outside.fetch(`${url}/plain`)).toMatchObject({ ok: true, body: text })
      expect(asked).toBe(1)
      // A new connection, after a closed one, is vetted anew.
      await outside.fetch(`${url}/short`)
      expect(await outside.fetch(`${url}/plain`)).toMatchObject({ ok: false, code: 'address-refused' })
      expect(reached).toEqual([])
    } finally {
      await outside.close()
      inner.closeAllConnections()
      inner.close()
    }
  })

  it('vets every redirect like a first request', async () => {
    for (const [target, code] of [
      [`http://127.0.0.2:${port}/plain`, 'address-refused'],
      [`http://localhost:${port}/plain`, 'address-refused'],
      ['http://169.254.169.254/latest/', 'address-refused'],
      [`//[::1]:${port}/`, 'address-refused'],
      ['http://127.0.0.1:22/', 'port-refused'],
      ['gopher://127.0.0.1/', 'scheme-refused'],
      ['http://a:b@127.0.0.1/', 'credentials-refused'],
    ]) {
      // `localhost` has an address besides the listed one here, as many names have.
      const resolve = async (): Promise<Resolved[]> => [{ address: '127.0.0.3', family: 4 }]
      const answer = await get(redirectTo(target ?? ''), { resolve })
      expect([target, answer]).toMatchObject([target, { ok: false, code }])
    }
    expect(await get(redirectTo('/plain'))).toMatchObject({
      ok: true,
      url: `${base}/plain`,
      redirects: [`${base}${redirectTo('/plain')}`],
    })
    expect(await get('/loop')).toMatchObject({ ok: false, code: 'too-many-redirects' })
    expect(await get('/nowhere')).toMatchObject({ ok: false, code: 'redirect-broken' })
    expect(await get(redirectTo('/plain'), { maxRedirects: 0 })).toMatchObject({
      ok: true,
      status: 302,
      headers: { location: '/plain' },
    })
  })

  it('keeps secrets from another server, and a POST only where the standard says so', async () => {
    const allow = parseAllowList([`127.0.0.1:${port}`])
    const resolve = async (): Promise<Resolved[]> => [{ address: '127.0.0.1', family: 4 }]
    const headers = { authorization: 'Bearer x', cookie: 'a=b', 'content-type': 'text/plain', 'x-kept': '1' }
    const post = { allow, resolve, headers, method: 'POST' as const, body: 'secret', timeoutMs: 5000 }
    await fetchOutside(`${base}/to-other-name`, post)
    expect(seen.at(-2)?.headers).toMatchObject(headers)
    expect(seen.at(-1)?.method).toBe('GET')
    expect(seen.at(-1)?.headers).toMatchObject({ 'x-kept': '1' })
    for (const name of ['authorization', 'cookie', 'content-type', 'content-length']) {
      expect(seen.at(-1)?.headers[name]).toBeUndefined()
    }
    await fetchOutside(`${base}${redirectTo('/plain', 307)}`, post)
    expect(seen.at(-1)).toMatchObject({ method: 'POST', headers: { 'content-length': '6', cookie: 'a=b' } })
  })

  it('stops at the limit of bytes: declared, streamed, or packed a thousandfold and twice', async () => {
    const before = process.memoryUsage().rss
    for (const path of ['/declared', '/endless', '/bomb']) {
      const answer = await get(path, { maxBytes: 1_000_000 })
      expect([path, answer]).toMatchObject([
        path,
        { ok: false, code: 'too-large', details: { limit: 1_000_000 } },
      ])
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20)
    expect(await get('/thrice')).toMatchObject({ ok: false, code: 'encoding-unknown' })
    expect(await get('/strange')).toMatchObject({ ok: false, code: 'encoding-unknown' })
    expect(await get('/endless', { maxBytes: 0 })).toMatchObject({ ok: true, status: 200 })
  })

  it('names what is cut, silent, slow, stopped or not there', async () => {
    expect(await get('/cut')).toMatchObject({ ok: false, code: 'answer-broken', retry: true })
    expect(await get('/short')).toMatchObject({ ok: false, retry: true })
    expect(await get('/silent', { timeoutMs: 200 })).toMatchObject({ ok: false, code: 'timed-out' })
    expect(await get('/drip', { timeoutMs: 200 })).toMatchObject({ ok: false, code: 'timed-out' })
    expect(await get('/silent', { signal: AbortSignal.timeout(100) })).toMatchObject({
      ok: false,
      code: 'aborted',
    })
    const allow = parseAllowList(['127.0.0.1:*'])
    expect(await fetchOutside('http://127.0.0.1:1/', { allow })).toMatchObject({
      ok: false,
      code: 'connect-failed',
      details: { reason: 'ECONNREFUSED' },
    })
    expect(await fetchOutside('http://nowhere.invalid/')).toMatchObject({ ok: false, code: 'name-unknown' })
    expect(await fetchOutside(`https://127.0.0.1:${port}/`, { allow })).toMatchObject({
      ok: false,
      code: 'tls-failed',
    })
  })

  it('has a message in both languages for every code', () => {
    for (const [code, { zh, en }] of Object.entries(outboundFailures)) {
      expect(zh.match(/\{\w+\}/g)?.sort(), code).toEqual(en.match(/\{\w+\}/g)?.sort())
    }
    expect(wordFailure('port-refused', { host: 'a', port: 1 }, 'en')).toContain('“a:1”')
  })
})
