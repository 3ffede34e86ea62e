/** A page that nobody is at keeps nobody signed in, and goes off the screen when the session has ended. */
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeAdministrator, makePerson } from './service/api.ts'
import { launch, open } from './service/browser.ts'
import { password } from './service/password.ts'
import { type Served, serve } from './service/serve.ts'

const minute = 60_000

let served: Served
let browser: Browser
let page: Page
let signOut: () => Promise<unknown>

beforeAll(async () => {
  served = await serve()
  browser = await launch()
  const { url } = served
  const administrator = await makeAdministrator(served)
  const person = await makePerson(url, administrator, {
    login: 'li',
    name: '李审查',
    roles: ['reviewer'],
    department: null,
  })
  const { id } = await person.get<{ id: string }>('/session')
  signOut = () => administrator.send('POST', `/people/${id}/sign-out`)
  page = await open(browser, `${url}/sign-in`)
  await page.clock.install()
  await page.reload()
}, 200_000)
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

/** What the page asks of itself when time has gone by. */
async function askedAfter(milliseconds: number): Promise<Request> {
  const isAsking = (request: Request) =>
    request.method() === 'GET' && new URL(request.url()).pathname === '/api/v1/session'
  const [request] = await Promise.all([page.waitForRequest(isAsking), page.clock.fastForward(milliseconds)])
  return request
}
const isAway = async (request: Request) => (await request.allHeaders())['x-baoshen-away'] === '1'

it('a page asks as nobody once nobody has touched it, and shows the sign-in when it is over', async () => {
  await page.getByRole('textbox', { name: '用户名' }).fill('li')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
  await page.keyboard.press('Shift')
  expect(await isAway(await askedAfter(minute))).toBe(false)
  expect(await isAway(await askedAfter(minute))).toBe(true)
  await page.keyboard.press('Shift')
  expect(await isAway(await askedAfter(minute))).toBe(false)
  await signOut()
  await askedAfter(minute)
  await page.getByRole('textbox', { name: '用户名' }).waitFor()
})
