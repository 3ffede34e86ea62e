/** People of a test: made through the pages, as the administrator makes them. */
import type { Browser, Page } from 'playwright-core'
import { makeAdministrator } from './api.ts'
import { open } from './browser.ts'
import { password } from './password.ts'
import type { Served } from './serve.ts'

async function choosePassword(page: Page): Promise<void> {
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByLabel('再次输入新密码').fill(password)
}

export async function createAdministrator(browser: Browser, setupUrl: string): Promise<Page> {
  const page = await open(browser, setupUrl)
  await page.getByLabel('用户名').fill('admin')
  await page.getByLabel('姓名').fill('管理员甲')
  await choosePassword(page)
  await page.getByRole('button', { name: '创建并登录' }).click()
  await page.getByRole('heading', { name: '人员' }).waitFor()
  return page
}

/** Without the pages of the first start. @param place of the page, as `/rescans` */
export async function openAsAdministrator(browser: Browser, served: Served, place: string): Promise<Page> {
  const { cookie } = await makeAdministrator(served)
  const [name = '', value = ''] = cookie.split('=')
  const page = await open(browser, `${served.url}/sign-in`)
  await page.context().addCookies([{ name, value, url: served.url }])
  await page.goto(served.url + place)
  return page
}

interface NewPerson {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly department?: string
}

/** @returns the page of the new person, signed in with a password of their own. */
export async function addPerson(
  browser: Browser,
  administrator: Page,
  { login, name, role, department }: NewPerson,
): Promise<Page> {
  await administrator.getByRole('button', { name: '添加人员' }).click()
  const dialog = administrator.getByRole('dialog')
  await dialog.getByLabel('用户名').fill(login)
  await dialog.getByLabel('姓名').fill(name)
  await dialog.getByRole('checkbox', { name: role }).check()
  if (department) {
    await dialog.getByRole('combobox', { name: '单位' }).click()
    await administrator.locator('.ant-select-item-option', { hasText: department }).click()
  }
  await dialog.getByRole('button', { name: '添加' }).click()
  const link = await administrator.getByRole('textbox', { name: '一次性链接' }).inputValue()
  await administrator.getByRole('button', { name: '完成' }).click()
  const page = await open(browser, link)
  await choosePassword(page)
  await page.getByRole('button', { name: '设置并登录' }).click()
  await page.getByRole('button', { name: new RegExp(name) }).waitFor()
  return page
}
