/** `baoshen gate`: what publish scripts and hooks build on. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPortal, ordinary, story } from '../client/portal.ts'
import { startService, type TestService } from '../server/harness.ts'
import { baoshen } from './program.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-gate-'))
  mkdirSync(path.join(folder, 'public'))
  writeFileSync(path.join(folder, 'public/停水通知.txt'), '6月12日夜间停水，请提前储水。\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const gate = (...args: string[]) => baoshen(['gate', '--lang', 'en', ...args], { cwd: folder })

describe('a folder', () => {
  it('that may go out makes no sound', async () => {
    expect(await gate('public')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('tells file, place, rule, reason and what to do of the rest, and never the words', async () => {
    writeFileSync(path.join(folder, '值班.txt'), '身份证号 11010519491231002X\n\n机密★20年\n')
    const run = await gate('public', '值班.txt')
    expect(run.status).toBe(1)
    expect(run.stdout).toMatch(/^✖ 值班\.txt {2}must not be published\n {4}text · body: .*\[cn\./)
    expect(run.stdout).toMatch(/\n {6}why: .*\n {6}to do: /)
    expect(run.stdout).toContain('1 of 2 documents must not be published')
    expect(run.stdout).not.toMatch(/机密★20年|491231/)
    for (const format of ['jsonl', 'sarif']) {
      const { stdout } = await gate('值班.txt', '--format', format)
      expect(stdout, format).not.toMatch(/机密★20年|491231/)
    }
  })

  it('with a review only is let through at --fail-on block, with what cannot be read never', async () => {
    writeFileSync(path.join(folder, 'request.txt'), '关于活动用房问题的答复\n此件依申请公开\n')
    writeFileSync(path.join(folder, 'broken.docx'), 'nothing')
    expect((await gate('request.txt')).status).toBe(1)
    expect(await gate('request.txt', '--fail-on', 'block')).toMatchObject({ status: 0, stdout: '' })
    expect((await gate('broken.docx', '--fail-on', 'block')).status).toBe(3)
  })

  it.each([[[]], [['public', '--staged']], [['public', '--format', 'html']]])(
    'is asked about plainly: %j',
    async args => {
      expect((await gate(...args)).status).toBe(2)
    },
  )
})

describe('--service', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startService()
    const { key } = await addPortal(service, 'screen')
    writeFileSync(path.join(folder, 'key'), `${key}\n`)
    writeFileSync(path.join(folder, 'page.html'), ordinary.html)
    writeFileSync(path.join(folder, 'story.html'), story.html)
    writeFileSync(path.join(folder, 'public/page.html'), '<a href="表.txt">表</a>')
    writeFileSync(path.join(folder, 'public/表.txt'), '机密★20年\n')
  })
  afterAll(() => service.end())
  const ask = (...args: string[]) => gate('--service', service.url, '--key-file', 'key', ...args)

  it('gives 0 for a yes and 1 for a no with its reasons, files of the page included', async () => {
    expect(await ask('page.html', '--title', ordinary.title)).toEqual({ status: 0, stdout: '', stderr: '' })
    const no = await ask('story.html')
    expect(no.status).toBe(1)
    expect(no.stdout).toMatch(/\[finding\]\n {4}page · text: .*\[cn\.mark\.level-period\]/)
    const withFile = await ask('public/page.html', 'public/表.txt', '--format', 'json')
    expect(withFile.status).toBe(1)
    expect(JSON.parse(withFile.stdout).findings[0]).toMatchObject({ attachment: '表.txt' })
    expect((await ask('public/page.html')).stdout).toContain('[image-not-sent]')
  })

  it('reads a page in the encoding that it is in, and refuses one in none', async () => {
    // 机密★20年 in GBK.
    const mark = Buffer.from('bbfac3dca1ef3230c4ea', 'hex')
    const around = (bytes: Buffer) => Buffer.concat([Buffer.from('<p>'), bytes, Buffer.from('</p>')])
    writeFileSync(path.join(folder, 'gbk.html'), around(mark))
    const run = await ask('gbk.html')
    expect(run.status).toBe(1)
    expect(run.stdout).toContain('[cn.mark.level-period]')
    writeFileSync(path.join(folder, 'noise.html'), around(Buffer.from('ff00fe81ff00d8fe00', 'hex')))
    expect((await ask('noise.html')).status).toBe(2)
  })

  it('gives 3 when there is no answer, and 2 when it cannot be asked', async () => {
    const down = await gate('--service', 'http://127.0.0.1:9', '--key-file', 'key', 'page.html')
    expect(down).toMatchObject({ status: 3, stdout: expect.stringContaining('[service-unreachable]') })
    for (const args of [['page.html', 'story.html'], ['public'], ['page.html', '--ticket', 'none']]) {
      expect((await ask(...args)).status, args.join(' ')).toBe(2)
    }
    expect((await gate('--service', service.url, 'page.html')).stderr).toContain('BAOSHEN_KEY')
  })
})
