/** Debian's `c-icap-client`, a client of another make, against the server as it is started by hand. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../cli/program.ts'
import { exchange, icapRequest } from '../../icap/client.ts'
import { IcapProcess } from './icap-process.ts'

const icap = new IcapProcess()
const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-c-icap-'))
const sample = (name: string) => path.join(root, 'samples', name)
const notice = sample('停水通知.txt')
const secret = sample('联合应急演练脚本.txt')

beforeAll(() => icap.start('--ocr', 'off', '--concurrency', '2'))
afterAll(async () => {
  await icap.stop()
  rmSync(folder, { recursive: true })
})

let outputs = 0
interface Said {
  readonly said: string
  /** What came instead of the file; null when it may stay as it is. */
  readonly body: Buffer | null
}

async function client(...options: string[]): Promise<Said> {
  outputs += 1
  const output = path.join(folder, String(outputs))
  const child = spawn('c-icap-client', [
    '-i',
    '127.0.0.1',
    '-p',
    String(icap.port),
    '-v',
    ...options,
    '-o',
    output,
  ])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const status = await new Promise(resolve => child.on('close', resolve))
  expect(status, said).toBe(0)
  return { said, body: existsSync(output) ? readFileSync(output) : null }
}

const post = ['-s', 'reqmod', '-req', 'http://portal/up', '-method', 'POST']
const serve = ['-s', 'respmod', '-resp', 'http://portal/a']

describe('c-icap-client', () => {
  it('learns what the services do', async () => {
    const { said } = await client('-s', 'reqmod')
    for (const line of [
      'ICAP/1.0 200 OK',
      'Allow 204: Yes',
      'Preview: 4096',
      'Keep alive: Yes',
      'Methods: REQMOD',
    ]) {
      expect(said).toContain(line)
    }
  })

  it.each([
    ['as it comes', []],
    ['without preview', ['-nopreview']],
    ['with a preview of 10 bytes', ['-w', '10']],
    ['with an empty preview', ['-w', '0']],
    ['without 204', ['-no204']],
    ['without 204 and preview', ['-no204', '-nopreview']],
    ['allowing 206', ['-206']],
  ])('is told yes and no: %s', async (_, options) => {
    const original = readFileSync(notice)
    for (const service of [post, serve]) {
      const clean = await client(...service, ...options, '-f', notice)
      if (clean.body) expect(clean.body.equals(original)).toBe(true)
      else expect(clean.said).toContain('ICAP/1.0 204')
      const flagged = await client(...service, ...options, '-f', secret)
      expect(flagged.said).toContain('HTTP/1.1 403 Forbidden')
      expect(flagged.body?.toString()).toContain(service === post ? '国家秘密标志' : '内容暂不提供')
    }
  })

  it('gets a large file back byte for byte', async () => {
    const large = path.join(folder, 'large.txt')
    writeFileSync(large, '某市某局关于延长开放时间的通知，供公众查阅。\n'.repeat(40_000))
    const { body } = await client(...serve, '-nopreview', '-no204', '-f', large)
    expect(body?.equals(readFileSync(large))).toBe(true)
  })

  it('is served fifty times at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const { said } = await client(...post, '-f', n % 2 === 0 ? notice : secret)
        return said.includes(n % 2 === 0 ? 'ICAP/1.0 204' : 'HTTP/1.1 403')
      }),
    )
    expect(results).toEqual(Array(50).fill(true))
  })

  it('is served after broken and pipelined requests of others', async () => {
    const request = 'PUT /a.txt HTTP/1.1'
    const whole = icapRequest({ request, body: readFileSync(notice), icap: ['Allow: 204'] })
    const end = icapRequest({ request, body: readFileSync(secret), icap: ['Connection: close'] })
    expect((await exchange(icap.port, [whole, whole, end])).map(({ status }) => status)).toEqual([
      204, 204, 200,
    ])
    for (let cut = 1; cut < whole.length; cut += 23) {
      const broken = Buffer.from(whole)
      broken[cut] = 0x0d
      const gone = exchange(icap.port, [broken, '\r\n\r\n\r\n0\r\n\r\n', Buffer.alloc(3000, 'x\n')])
      for (const { status } of await gone.catch(() => []))
        expect([100, 200, 204, 400, 404, 405, 501, 505]).toContain(status)
    }
    expect((await client('-s', 'respmod')).said).toContain('ICAP/1.0 200 OK')
  })

  it('leaves a log without names, addresses or text, and the server stops when it is told to', async () => {
    expect(await icap.stop()).toBe(0)
    expect(icap.entries('metrics').at(-1)).toMatchObject({
      connections: 0,
      atWork: 0,
      refused: expect.any(Number),
    })
    expect(icap.log).not.toMatch(/portal|\/up|通知|停水|机密|large/)
    expect(icap.entries('failed')).toEqual([])
  })
})
