/** `baoshen icap` as a command: its help, its mistakes, its start and its end. */
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { baoshen, finished, start } from '../cli/program.ts'
import { exchange } from './client.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-test-icap-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('baoshen icap', () => {
  it('explains itself in both languages', async () => {
    const [zh, en] = await Promise.all([
      baoshen(['icap', '--help']),
      baoshen(['icap', '--help', '--lang', 'en']),
    ])
    expect([zh.status, en.status]).toEqual([0, 0])
    for (const { stdout } of [zh, en]) {
      for (const word of ['/reqmod', '/respmod', 'bypass=off', '--answer-within', 'SIGTERM'])
        expect(stdout).toContain(word)
    }
    expect(zh.stdout).toContain('示例')
    expect(en.stdout).toContain('Examples')
    expect(en.stdout).not.toMatch(/\p{Script=Han}/u)
  })

  it('says what is wrong with its options, its address and its folder', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const runs = await Promise.all([
      baoshen(['icap', '--port', 'x']),
      baoshen(['icap', '--answer-within', '0', '--lang', 'en']),
      baoshen(['icap', '--fail-on', 'never']),
      baoshen(['icap', '--ocr', 'off', '--concurrency', '1', '--port', port]),
      baoshen([
        'icap',
        '--ocr',
        'off',
        '--concurrency',
        '1',
        '--port',
        '0',
        '--spool',
        path.join(folder, 'none'),
      ]),
    ])
    taken.close()
    expect(runs.map(({ status }) => status)).toEqual([2, 2, 2, 2, 2])
    const said = ['--port', '--answer-within', '--fail-on', 'EADDRINUSE', '--spool']
    for (const [index, word] of said.entries()) expect(runs[index]?.stderr).toContain(word)
    for (const { stderr } of runs) expect(stderr).not.toMatch(/ {4}at /)
  })

  it('starts, answers, and ends with status 0 and nothing left behind', async () => {
    const child = start(['icap', '--ocr', 'off', '--concurrency', '1', '--port', '0', '--spool', folder])
    const end = finished(child)
    let output = ''
    child.stdout?.on('data', text => {
      output += text
    })
    await expect.poll(() => output, { timeout: 45_000 }).toMatch(/icap:\/\/127\.0\.0\.1:\d+\/respmod/)
    const port = Number(/:(\d+)\/reqmod/.exec(output)?.[1])
    expect(readdirSync(folder)).toHaveLength(1)
    const [answer] = await exchange(port, ['OPTIONS icap://h/reqmod ICAP/1.0\r\nConnection: close\r\n\r\n'])
    expect(answer?.fields.get('istag')).toMatch(/^"baoshen-[0-9a-f]{20}"$/)
    child.kill('SIGTERM')
    const run = await end
    expect(run.status).toBe(0)
    expect(JSON.parse(run.stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
      event: 'metrics',
      options: 1,
    })
    expect(readdirSync(folder)).toEqual([])
  })
})
