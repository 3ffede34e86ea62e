/** A portal behind Debian's Squid with the sample's configuration: its form in a browser, and what programs send. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finished, root } from '../../cli/program.ts'
import { IcapProcess } from './icap-process.ts'
import { Portal } from './portal.ts'
import { Squid } from './squid.ts'

const icap = new IcapProcess()
const portal = new Portal()
const squid = new Squid()
const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-squid-files-'))
const shots = process.env.BAOSHEN_SCREENSHOTS ?? folder
const sample = (name: string) => path.join(root, 'samples', name)
const notice = sample('关于市政公园夏季延长开放时间的通知.docx')
const scan = sample('汛期值班通知-扫描件.png')
const story = sample('关于进一步规范资金使用管理的通知.docx')
const secret = readFileSync(sample('联合应急演练脚本.txt'))

let browser: Browser
let page: Page

beforeAll(async () => {
  await icap.start('--concurrency', '2')
  await squid.start(await portal.listen(), icap.port)
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 900, height: 1000 } })
})
afterAll(async () => {
  await browser?.close()
  await squid.stop()
  await icap.stop()
  portal.close()
  rmSync(folder, { recursive: true })
})

async function publish(title: string, body: string, files: string[] = []): Promise<number | undefined> {
  await page.goto(squid.url)
  await page.fill('[name=title]', title)
  await page.fill('[name=body]', body)
  await page.setInputFiles('[name=files]', files)
  const [response] = await Promise.all([
    page.waitForResponse(each => each.request().method() === 'POST'),
    page.click('button'),
  ])
  await page.waitForLoadState()
  return response.status()
}

describe('the form of the portal, in a browser', () => {
  it('publishes the ordinary notice with its file, byte for byte', async () => {
    expect(await publish('关于延长开放时间的通知', '各有关单位：\n夏季延长开放时间。', [notice])).toBe(200)
    expect(await page.textContent('h1')).toBe('已发布')
    const body = portal.arrived.at(-1)?.body ?? Buffer.alloc(0)
    expect(body.includes(readFileSync(notice))).toBe(true)
    expect(body.includes('夏季延长开放时间。')).toBe(true)
  })

  it('stops the scan of a cipher telegram and the marked paper, and says why on a page', async () => {
    const before = portal.arrived.length
    expect(await publish('汛期值班通知', '见附件。', [scan, notice, story])).toBe(403)
    expect(portal.arrived).toHaveLength(before)
    const text = (await page.textContent('main')) ?? ''
    for (const words of [
      '未提交',
      '密码电报文号',
      '汛期值班通知-扫描件.png',
      '关于进一步规范资金使用管理的通知.docx',
      '怎么办',
    ]) {
      expect(text).toContain(words)
    }
    expect(text).not.toContain('某市委密电')
    await page.screenshot({ path: path.join(shots, 'icap-refused.png'), fullPage: true })
    // The style of the page is applied although nothing else may be loaded or run.
    expect(await page.evaluate("getComputedStyle(document.querySelector('main')).borderTopWidth")).toBe('4px')
  })

  it('stops a text in the form, in English for who reads English, on a telephone', async () => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 800 } })
    const chinese = page
    page = await context.newPage()
    try {
      const before = portal.arrived.length
      expect(await publish('通知', '转发某市委密电〔2021〕15号，请遵照执行。')).toBe(403)
      expect(portal.arrived).toHaveLength(before)
      expect(await page.textContent('h1')).toContain('Not submitted')
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.screenshot({ path: path.join(shots, 'icap-refused-en.png'), fullPage: true })
    } finally {
      page = chinese
      await context.close()
    }
  })
})

describe('what programs send', () => {
  /** Its output lies in the file `answer`. Not waited for in one go: the portal lives in this process. */
  const curl = async (...options: string[]) => {
    const args = ['-sS', '-m', '150', '-o', path.join(folder, 'answer'), '-w', '%{http_code}', ...options]
    const { stdout } = await finished(spawn('curl', args))
    return stdout
  }
  const file = (name: string, content: Uint8Array | string) => {
    writeFileSync(path.join(folder, name), content)
    return path.join(folder, name)
  }
  const hash = (bytes: Uint8Array | undefined) =>
    createHash('sha256')
      .update(bytes ?? '')
      .digest('hex')

  it('passes clean bodies byte for byte: chunked, large, compressed, awkward', async () => {
    const large = Buffer.from('某市某局关于延长开放时间的通知。\r\n'.repeat(100_000))
    const bodies: readonly (readonly [string, Uint8Array, string[]])[] = [
      [
        'chunked.txt',
        Buffer.from('关于延长开放时间的通知\r\n\r\n0\r\n\r\n'),
        ['-H', 'Transfer-Encoding: chunked'],
      ],
      ['large.txt', large, []],
      ['large-chunked.txt', large, ['-H', 'Transfer-Encoding: chunked']],
      ['packed.txt', gzipSync(large), ['-H', 'Content-Encoding: gzip', '-H', 'Content-Type: text/plain']],
      ['通知.docx', readFileSync(notice), ['-H', 'Expect: 100-continue']],
    ]
    for (const [name, bytes, options] of bodies) {
      const status = await curl(
        '-T',
        file(name, bytes),
        ...options,
        `${squid.url}/up/${encodeURIComponent(name)}`,
      )
      expect([name, status]).toEqual([name, '200'])
      expect([name, hash(portal.arrived.at(-1)?.body)]).toEqual([name, hash(bytes)])
    }
  })

  it('stops flagged ones in every dress', async () => {
    const before = portal.arrived.length
    const put = (name: string, bytes: Uint8Array, ...options: string[]) =>
      curl('-T', file(name, bytes), ...options, `${squid.url}/up/${name}`)
    const json = JSON.stringify({ title: '通知', file: readFileSync(story).toString('base64') })
    const statuses = [
      await put('a.txt', secret),
      await put('b.txt', secret, '-H', 'Transfer-Encoding: chunked'),
      await put('c.txt', gzipSync(secret), '-H', 'Content-Encoding: gzip'),
      await put('d.docx', readFileSync(story)),
      await curl('-F', `file=@${story}`, `${squid.url}/post`),
      await curl('--data-urlencode', 'body=机密★20年', `${squid.url}/post`),
      await curl('--json', json, `${squid.url}/post`),
      // Neither readable nor whole.
      await put('e.docx', readFileSync(notice).subarray(0, 5000)),
      await put('f.txt', Buffer.from('某市'), '-H', 'Content-Range: bytes 0-5/20'),
    ]
    expect(statuses).toEqual(Array(9).fill('403'))
    expect(portal.arrived).toHaveLength(before)
    expect(readFileSync(path.join(folder, 'answer'), 'utf8')).toContain('分片')
  })

  it('withholds flagged files that the portal serves, whole or in part, and serves the rest', async () => {
    portal.files.set('/a.docx', { type: 'application/octet-stream', bytes: readFileSync(notice) })
    portal.files.set('/b.docx', { type: 'application/octet-stream', bytes: readFileSync(story) })
    expect(await curl(`${squid.url}/a.docx`)).toBe('200')
    expect(hash(readFileSync(path.join(folder, 'answer')))).toBe(hash(readFileSync(notice)))
    expect(await curl(`${squid.url}/b.docx`)).toBe('403')
    expect(await curl('-r', '0-9', `${squid.url}/b.docx`)).toBe('403')
    expect(readFileSync(path.join(folder, 'answer'), 'utf8')).toContain('暂不提供')
  })

  it('answers texts while a scan is being read', async () => {
    const scanned = curl('-F', `file=@${sample('会议材料（扫描件）.pdf')}`, `${squid.url}/post`)
    let isRead = false
    const read = scanned.then(status => {
      isRead = true
      return status
    })
    const text = await fetch(`${squid.url}/post`, { method: 'POST', body: '今日值班安排' })
    expect([text.status, isRead]).toEqual([200, false])
    expect(await read).toBe('403')
  })

  it('serves fifty at once, each its own answer', async () => {
    const before = portal.arrived.length
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const body = n % 2 === 0 ? `第${n}号通知：今日停水。` : `第${n}号材料\n机密★20年`
        const response = await fetch(`${squid.url}/up/${n}.txt`, { method: 'PUT', body })
        await response.text()
        return response.status
      }),
    )
    expect(statuses).toEqual(Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? 200 : 403)))
    const arrived = portal.arrived.slice(before).map(({ url, body }) => `${url} ${body}`)
    const expected = Array.from({ length: 25 }, (_, n) => `/up/${n * 2}.txt 第${n * 2}号通知：今日停水。`)
    expect(arrived.toSorted()).toEqual(expected.toSorted())
  })

  it('lets nothing through while baoshen is down, and goes on by itself when it is back', async () => {
    const before = portal.arrived.length
    const send = () => curl('--data', 'body=notice', `${squid.url}/post`)
    expect(await icap.stop('SIGKILL')).toBe(null)
    for (let n = 0; n < 3; n++) expect(Number(await send())).toBeGreaterThanOrEqual(500)
    expect(portal.arrived).toHaveLength(before)
    await icap.start('--ocr', 'off', '--concurrency', '1')
    await expect.poll(send, { timeout: 120_000, interval: 500 }).toBe('200')
  })
})
