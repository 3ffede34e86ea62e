/** Without a mouse: past the navigation, from finding to finding, and with single keys switched off. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, draft, makeAdministrator, makePerson, screened } from './service/api.ts'
import { complaints, launch, open, untilFocused } from './service/browser.ts'
import { password } from './service/password.ts'
import { type Served, serve } from './service/serve.ts'

let served: Served
let browser: Browser
let page: Page

beforeAll(async () => {
  served = await serve()
  browser = await launch()
  const { url } = served
  const administrator = await makeAdministrator(served)
  const person = (login: string, name: string, role: string) =>
    makePerson(url, administrator, { login, name, roles: [role], department: null })
  const editor = await person('zhang', '张承办', 'editor')
  await person('li', '李审查', 'reviewer')
  const id = await draft(editor, '全市重点工程调度会材料', ['samples/会议材料（扫描件）.pdf'])
  await screened(editor, id)
  await act(editor, id, 'send')
  page = await open(browser, `${url}/sign-in?to=/items/${id}`)
}, 200_000)
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

const focused = (): Promise<string> =>
  page.evaluate('document.activeElement.id || document.activeElement.innerText')
const position = () => page.getByText(/^第 \d \/ \d 项发现$/).innerText()

describe('the pages without a mouse', () => {
  it('let one sign in from the first field on', async () => {
    await untilFocused(page.getByRole('textbox', { name: '用户名' }))
    await page.keyboard.type('li')
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.locator('.page img').waitFor()
  })

  it('begin with a way past the navigation', async () => {
    await page.reload()
    await page.locator('.page img').waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(focused).toBe('跳到正文')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('main')
  })

  it('go from finding to finding with n and p, and the picture follows', async () => {
    await expect.poll(position).toBe('第 1 / 4 项发现')
    await page.keyboard.press('n')
    await expect.poll(position).toBe('第 2 / 4 项发现')
    await page.keyboard.press('n')
    await page.keyboard.press('n')
    await expect.poll(position).toBe('第 4 / 4 项发现')
    await page.getByRole('button', { name: /^发现 4：/, pressed: true }).waitFor()
    await page.keyboard.press('p')
    await expect.poll(position).toBe('第 3 / 4 项发现')
    const width = () => page.locator('.page').evaluate(element => element.clientWidth)
    const before = await width()
    await page.keyboard.press('+')
    await expect.poll(width).toBeGreaterThan(before * 1.3)
  })

  it('do not take letters for commands while one writes', async () => {
    await page.getByLabel('理由').focus()
    await page.keyboard.type('n n')
    expect(await position()).toBe('第 3 / 4 项发现')
    expect(await page.getByLabel('理由').inputValue()).toBe('n n')
  })

  it('let single keys be switched off', async () => {
    await page.getByText('快捷键', { exact: true }).click()
    await page.getByRole('switch', { name: '启用单键快捷键' }).click()
    await page.getByRole('heading', { name: /^发现/ }).click()
    await page.keyboard.press('n')
    expect(await position()).toBe('第 3 / 4 项发现')
    expect(complaints).toEqual([])
  })
})
