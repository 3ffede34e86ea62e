/** A long scan: its progress is seen while it is read, the page stays usable, and closing the browser loses nothing. */
import { PDFDocument } from 'pdf-lib'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, type Caller, form, makeAdministrator, makePerson, read } from './service/api.ts'
import { complaints, launch, open } from './service/browser.ts'
import { password } from './service/password.ts'
import { type Served, serve } from './service/serve.ts'

const pages = 20

/** Twenty scans of the same notice, no two of them equal. */
async function longScan(): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create()
  for (let page = 1; page <= pages; page++) {
    const scan = await sharp('samples/汛期值班通知-扫描件.png')
      .extend({ top: page, background: 'white' })
      .jpeg({ quality: 80 })
      .toBuffer()
    const image = await document.embedJpg(scan)
    document.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 })
  }
  return new Uint8Array(await document.save())
}

/** Tasks of more than 50 ms, in which a page answers to nobody. */
const watchLongTasks = `window.longTasks = []
new PerformanceObserver(list => longTasks.push(...list.getEntries().map(each => each.duration)))
  .observe({ type: 'longtask' })`

/** @returns what tells the milliseconds that the processor has worked for the page's own thread so far. */
async function processorTimeOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
}

let served: Served
let browser: Browser
let editor: Caller
let item: string

beforeAll(async () => {
  served = await serve()
  browser = await launch()
  const { url } = served
  const administrator = await makeAdministrator(served)
  const person = { login: 'zhang', name: '张承办', roles: ['editor'], department: null }
  editor = await makePerson(url, administrator, person)
  const draft = await editor.send<{ id: string }>('POST', '/submissions', {
    form: { ...form, title: '值班表合订本' },
  })
  item = draft.id
  await editor.upload(`/submissions/${item}/files`, '值班表合订本.pdf', await longScan())
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

async function signIn(): Promise<Page> {
  const page = await open(browser, `${served.url}/sign-in`)
  await page.getByLabel('用户名').fill('zhang')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '我的送审件' }).waitFor()
  return page
}

const pagesRead = async (page: Page): Promise<number> =>
  Number(/已读 (\d+) 页/.exec(await page.getByRole('status').filter({ hasText: '已读' }).innerText())?.[1])

describe('an upload that is broken off', () => {
  it('says so with what to do, and is there once after it was tried again', async () => {
    const draft = await editor.send<{ id: string }>('POST', '/submissions', {
      form: { ...form, title: '断线' },
    })
    const page = await signIn()
    await page.goto(`${served.url}/items/${draft.id}`)
    let arrived = 0
    await page.route(`**/submissions/${draft.id}/files`, async route => {
      arrived += 1
      // It arrives, and nobody hears of it.
      if (arrived === 1) await route.fetch()
      await route.abort('connectionreset')
    })
    const file = { name: '附件.txt', mimeType: 'text/plain', buffer: Buffer.from('请按时参加') }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText(/请检查网络后重试/).waitFor()
    await page.unroute(`**/submissions/${draft.id}/files`)
    await page.getByRole('button', { name: '重新上传 附件.txt' }).click()
    await page.getByRole('button', { name: '重新上传 附件.txt' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /移除.*附件\.txt|删除.*附件\.txt/ }).waitFor()
    expect((await read(editor, draft.id)).content.map(({ name }) => name)).toEqual(['附件.txt'])
    expect(complaints.splice(0).filter(text => !/ERR_CONNECTION_RESET/.test(text))).toEqual([])
    await page.context().close()
  })
})

describe('the screening of a scan of twenty pages', () => {
  it('shows how far it is, live, while the page stays usable', async () => {
    const page = await signIn()
    await page.getByRole('link', { name: '值班表合订本' }).click()
    await act(editor, item, 'submit')
    await page.getByRole('heading', { name: '正在筛查' }).waitFor()
    // From now on only events can bring news: what the page asks for is never answered.
    await page.route(`**/api/v1/submissions/${item}`, () => {})
    await page.evaluate(watchLongTasks)
    const busy = await processorTimeOf(page)
    const busyBefore = await busy()
    const seen = new Set<number>()
    await expect
      .poll(async () => seen.add(await pagesRead(page)).size, { timeout: 150_000, interval: 100 })
      .toBeGreaterThanOrEqual(4)
    expect([...seen]).toEqual([...seen].sort((a, b) => a - b))
    expect((await read(editor, item)).state).toBe('screening')
    const folder = process.env.BAOSHEN_SCREENSHOTS
    if (folder) await page.screenshot({ path: `${folder}/screening.zh.1280.png`, fullPage: true })
    const before = Date.now()
    await page.getByRole('link', { name: '规则' }).click()
    await page.getByRole('heading', { name: '规则' }).waitFor()
    expect(Date.now() - before).toBeLessThan(15_000)
    // Two processes recognise text beside the browser, on two cores: a task takes longer than its own work. So the
    // work is looked at as well, of all tasks for each of the counts that were shown.
    const longest = await page.evaluate<number>('Math.max(0, ...longTasks)')
    expect(longest).toBeLessThan(2000)
    const each = ((await busy()) - busyBefore) / seen.size
    console.log(`longest task ${longest} ms, ${each.toFixed(0)} ms of the processor for each count`)
    expect(each).toBeLessThan(500)
  })

  it('goes on when the browser is closed, and the result is there afterwards', async () => {
    const { state, progress } = await read(editor, item)
    expect(state).toBe('screening')
    await browser.close()
    await expect
      .poll(async () => (await read(editor, item)).progress?.partsDone ?? pages, { timeout: 60_000 })
      .toBeGreaterThan(progress?.partsDone ?? 0)
    browser = await launch()
    const page = await signIn()
    await page.getByRole('link', { name: '值班表合订本' }).click()
    await page.getByRole('button', { name: '送审', exact: true }).waitFor({ timeout: 270_000 })
    await page.getByText(`第 1 页，共 ${pages} 页`).waitFor()
    await page.getByRole('heading', { name: `发现 ${pages}` }).waitFor()
    await page.context().close()
    expect(complaints).toEqual([])
  }, 300_000)
})
