/** The page of rescans, by keyboard: a site is added, rescanned, paused, resumed and cancelled; who works on it. */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { complaints, launch, untilFocused } from './service/browser.ts'
import { faultsOf } from './service/look.ts'
import { openAsAdministrator } from './service/people.ts'
import { type Served, serve } from './service/serve.ts'

let folder: string
let web: Server
let host: string
let served: Served
let browser: Browser
let page: Page
/** The site answers slowly as long as this is so. */
let isSlow = true

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-page-'))
  mkdirSync(path.join(folder, 'site'))
  for (let at = 0; at < 5; at += 1)
    writeFileSync(path.join(folder, 'site', `${at}.html`), `<p>通知 ${at}</p>`)
  writeFileSync(path.join(folder, 'site', '5.html'), '<p>机密★20年</p>')
  writeFileSync(path.join(folder, 'site', '6.pdf'), '%PDF-1.7 broken')
  process.env.BAOSHEN_SITE_FOLDERS = folder
  web = createServer((request, response) => {
    const answer = () => response.setHeader('content-type', 'text/html; charset=utf-8').end('<p>通知</p>')
    if (request.url === '/robots.txt') response.writeHead(404).end()
    else if (request.url === '/') {
      // More than are asked for before it is cancelled, however slow the browser is: they take a quarter of a second each.
      const links = Array.from({ length: 800 }, (_, at) => `<a href="/${at}.html">${at}</a>`).join('')
      response.setHeader('content-type', 'text/html; charset=utf-8').end(links)
    } else if (isSlow) setTimeout(answer, 400)
    else answer()
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  const address = web.address()
  host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  served = await serve('--allow-targets', host, '--ocr', 'off')
  browser = await launch()
  page = await openAsAdministrator(browser, served, '/rescans')
}, 200_000)
afterAll(async () => {
  await browser?.close()
  await served?.stop()
  web?.closeAllConnections()
  web?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the page showed when the first test failed, for whoever has to find out why; the rest fail after it. */
let isShown = false
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail' || isShown) return
  isShown = true
  const focused = await page.evaluate<string>('document.activeElement?.outerHTML.slice(0, 200)')
  console.error(`${await page.locator('body').ariaSnapshot()}\nfocus: ${focused}`)
})

const press = async (name: string | RegExp) => {
  await page.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}
const region = (name: string) => page.getByRole('region', { name, exact: true })

async function add(name: string, source: string): Promise<void> {
  await press('添加站点')
  await untilFocused(page.getByRole('textbox', { name: '名称' }))
  await page.keyboard.type(name)
  await page.keyboard.press('Tab')
  await page.keyboard.type(source)
  await page.keyboard.press('Enter')
}

describe('the rescans page', () => {
  it('refuses a folder that may not be read and says what to do, then takes one that may', async () => {
    await add('安澜市政府网', '/etc')
    await page.getByRole('alert').getByText('BAOSHEN_SITE_FOLDERS').waitFor()
    await page.getByRole('textbox', { name: '来源' }).fill(path.join(folder, 'site'))
    await page.getByRole('textbox', { name: '栏目及负责人' }).fill('/zwgk/, 政务公开, 某处张三')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('textbox', { name: '来源' }).press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await region('安澜市政府网').getByText('尚未复查').waitFor()
  })

  it('gives it to a department, and shows which', async () => {
    const name = '市政务服务中心'
    await page.evaluate(async department => {
      const headers = { 'content-type': 'application/json', 'x-baoshen': '1' }
      const body = JSON.stringify({ name: department, parent: null })
      await fetch('/api/v1/departments', { method: 'POST', headers, body })
    }, name)
    await page.reload()
    await press('修改站点 安澜市政府网')
    const field = page.getByRole('combobox', { name: '所属单位' })
    await page.getByText('该单位、其上级单位以及不属于任何单位的审查员能看到本站点').waitFor()
    await field.focus()
    await page.keyboard.type('政务')
    await page.keyboard.press('Enter')
    expect(await faultsOf(page)).toEqual([])
    await press(/^保\s*存$/)
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await region('安澜市政府网').getByText(name).waitFor()
    await press('修改站点 安澜市政府网')
    await page.getByRole('dialog').getByText(name).first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('rescans it, and shows what was found and what could not be screened', async () => {
    await press('开始复查 安澜市政府网')
    await region('安澜市政府网').getByText('已完成').waitFor()
    await expect.poll(() => region('安澜市政府网').innerText()).toMatch(/7 \/ 7 件/)
    await region('安澜市政府网').getByText('已生成送审件 1 件').waitFor()
    await press('查看 安澜市政府网 未能检查的内容')
    await page.getByRole('list', { name: '未能检查的内容' }).getByText('6.pdf').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })

  it('lists what could not be screened to its end, page after page', async () => {
    mkdirSync(path.join(folder, 'broken'))
    const count = 220
    for (let at = 0; at < count; at += 1)
      writeFileSync(path.join(folder, 'broken', `${at}.pdf`), '%PDF-1.7 broken')
    await add('旧站', path.join(folder, 'broken'))
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await press('开始复查 旧站')
    await region('旧站').getByText('已完成').waitFor()
    await press('查看 旧站 未能检查的内容')
    const items = region('旧站').getByRole('list', { name: '未能检查的内容' }).getByRole('listitem')
    for (const shown of [50, 100, 150, 200]) {
      await region('旧站').getByText(`已显示 ${shown} / ${count} 项`).waitFor()
      await press('加载更多未能检查的内容')
    }
    await region('旧站').getByText(`已显示 ${count} / ${count} 项`).waitFor()
    expect(new Set(await items.allInnerTexts()).size).toBe(count)
    expect(await page.getByRole('button', { name: '加载更多未能检查的内容' }).count()).toBe(0)
    expect(await faultsOf(page)).toEqual([])
  })

  it('hands over the self-inspection report in each format, by keyboard', async () => {
    const group = region('安澜市政府网').getByRole('group', { name: '自查报告' })
    await expect.poll(() => group.getByRole('button').allInnerTexts()).toEqual(['HTML', 'Excel', 'Word'])
    const endings = { HTML: 'html', Excel: 'xlsx', Word: 'docx' }
    for (const [format, ending] of Object.entries(endings)) {
      const downloading = page.waitForEvent('download')
      await press(`安澜市政府网 自查报告 ${format}`)
      const download = await downloading
      expect(download.suggestedFilename()).toMatch(
        new RegExp(`^安澜市政府网 自查报告 \\d{4}-\\d\\d-\\d\\d\\.${ending}$`),
      )
      const bytes = readFileSync(await download.path())
      if (format !== 'HTML') expect(bytes.subarray(0, 2).toString()).toBe('PK')
      else expect(bytes.toString()).toMatch(/新增问题（1）.*5\.html.*未能检查的信息（1）.*6\.pdf/s)
      await group.getByRole('button', { disabled: false, name: format }).waitFor()
    }
    expect(await faultsOf(page)).toEqual([])
  })

  it('shows the progress of a long one, pauses it, goes on, and cancels it when asked twice', async () => {
    await add('慢站', `http://${host}/`)
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await press('开始复查 慢站')
    await page.getByRole('progressbar', { name: '进度 慢站' }).waitFor()
    await press('暂停复查 慢站')
    await region('慢站').getByText('已暂停').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await press('继续复查 慢站')
    await region('慢站').getByText('正在复查').first().waitFor()
    await press('取消复查 慢站')
    await page.getByText('其余留待下次复查').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    isSlow = false
    await press('取消复查 慢站')
    await press(/^确\s*定$/)
    await region('慢站').getByText('已取消').waitFor()
    expect(await region('慢站').getByRole('group', { name: '自查报告' }).count()).toBe(0)
  })

  it('shows who works, on a phone and in English too', async () => {
    const workers = page.getByRole('region', { name: '处理机' }).first()
    await expect.poll(() => workers.innerText()).toMatch(/serve.*在线/s)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await faultsOf(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 900 })
    await press('Switch to English')
    await page.getByRole('heading', { name: 'Workers' }).waitFor()
    await page.getByRole('button', { name: 'Self-inspection report of 安澜市政府网 Word' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})
