/** The page of the webhooks, by keyboard: an endpoint is added, tested, fails, is sent again, changed and switched off. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isSignedWith, Receiver } from '../webhooks/receiver.ts'
import { complaints, launch, untilFocused } from './service/browser.ts'
import { faultsOf } from './service/look.ts'
import { openAsAdministrator } from './service/people.ts'
import { type Served, serve } from './service/serve.ts'

let receiver: Receiver
let served: Served
let browser: Browser
let page: Page
let secret = ''

beforeAll(async () => {
  receiver = await new Receiver().open()
  served = await serve('--allow-targets', receiver.host)
  browser = await launch()
  page = await openAsAdministrator(browser, served, '/webhooks')
}, 200_000)
afterAll(async () => {
  await browser?.close()
  await served?.stop()
  receiver?.close()
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
const lines = () => page.getByRole('list', { name: '发送记录' }).getByRole('listitem')
/** The value of the field that shows a secret once, and its dialogue closed. */
const takeSecret = async () => {
  const value = await page.getByRole('textbox', { name: '签名密钥' }).inputValue()
  await page.keyboard.press('Escape')
  expect(await page.getByRole('textbox', { name: '签名密钥' }).isVisible()).toBe(true)
  await press('完成')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  return value
}

describe('the webhooks page', () => {
  it('refuses an address of the own network and says what to do, then takes one that is allowed', async () => {
    await press('添加接收端')
    await untilFocused(page.getByRole('textbox', { name: '名称' }))
    await page.keyboard.type('安澜市门户')
    await page.keyboard.press('Tab')
    await page.keyboard.type('http://192.168.1.20/hook')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('192.168.1.20').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain('出站许可清单')
    await page.getByRole('textbox', { name: '接收网址' }).fill(receiver.url)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: '签名密钥' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    secret = await takeSecret()
    expect(secret).toMatch(/^whsec_/)
    await page.getByRole('region', { name: '安澜市门户' }).getByText(receiver.url).waitFor()
  })

  it('sends a test and shows that it was delivered', async () => {
    await press('向 安澜市门户 发送测试通知')
    await lines().getByText('已送达').waitFor()
    await expect.poll(() => lines().innerText()).toMatch(/测试.*已发送 1 次 · HTTP 204/s)
    const [first] = receiver.received
    expect(first && isSignedWith(first, secret)).toBe(true)
  })

  it('shows a failure with its next attempt, and sends again by hand', async () => {
    receiver.answer = response => response.writeHead(500).end('ignored')
    await press('向 安澜市门户 发送测试通知')
    await lines().first().getByText('HTTP 500').waitFor()
    expect(await lines().first().innerText()).toMatch(/等待发送.*下次发送/s)
    receiver.answer = response => response.writeHead(200).end()
    const id = receiver.received.at(-1)?.id ?? ''
    await press(`重新发送 ${id}`)
    await lines().first().getByText('已送达').waitFor()
    expect(receiver.received.at(-1)?.id).toBe(id)
  })

  it('makes a new secret while the old one stays valid', async () => {
    await press('更换密钥：安澜市门户')
    await page.getByRole('spinbutton', { name: /小时/ }).waitFor()
    await press(/^更换密钥$/)
    await page.getByRole('textbox', { name: '签名密钥' }).waitFor()
    const next = await takeSecret()
    await page.getByText(/旧密钥在 .* 前同时有效/).waitFor()
    await press('向 安澜市门户 发送测试通知')
    await expect.poll(() => receiver.received.filter(each => isSignedWith(each, next)).length).toBe(1)
    const last = receiver.received.at(-1)
    expect(last && isSignedWith(last, secret)).toBe(true)
  })

  it('tells of an endpoint that was switched off, there and in the navigation', async () => {
    receiver.answer = response => response.writeHead(410).end()
    await press('向 安澜市门户 发送测试通知')
    await lines().first().getByText('HTTP 410').waitFor()
    await page.getByRole('alert').getByText('410').waitFor({ timeout: 100_000 })
    await page.getByRole('navigation').getByTitle('1 个接收端已自动停用').waitFor()
    await expect.poll(() => lines().first().innerText()).toContain('接收端停用')
    expect(await faultsOf(page)).toEqual([])
    receiver.answer = response => response.writeHead(200).end()
    await press(/^启\s*用$/)
    await lines().getByText('等待发送').waitFor({ state: 'detached' })
    await page.getByRole('alert').waitFor({ state: 'detached' })
  })

  it('is the same in English, and deletes only when asked twice', async () => {
    await press('Switch to English')
    await page.getByRole('heading', { name: 'Delivery log' }).waitFor()
    await press('Delete the endpoint 安澜市门户')
    await page.getByText('Its delivery log goes with it.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('region', { name: '安澜市门户' }).waitFor()
    await press('Delete the endpoint 安澜市门户')
    await press('OK')
    await page.getByText('No endpoints yet').waitFor()
    expect(await faultsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})
