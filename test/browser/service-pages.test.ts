/**
 * Every page, in both languages, on a desk and on a phone: nothing sticks out, everything has a name, all text can be
 * read. With BAOSHEN_SCREENSHOTS=folder it leaves a picture of each, to be looked at.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaints, launch, open } from './service/browser.ts'
import { faultsOf } from './service/look.ts'
import { type Served, serve } from './service/serve.ts'
import { buildTown, type Town } from './service/town.ts'

type Who = keyof Town['callers']

interface View {
  readonly name: string
  readonly who: Who | null
  readonly address: (town: Town) => string
  /** What is done on the page before it is looked at. */
  readonly before?: (page: Page) => Promise<void>
}

const button = (zh: string, en: string) => (page: Page) =>
  page
    .getByRole('button', { name: new RegExp(`^(${zh}|${en})`) })
    .first()
    .click()

const views: readonly View[] = [
  { name: 'sign-in', who: null, address: () => '/sign-in' },
  { name: 'setup-done', who: null, address: () => '/setup#a-token-that-was-used-long-ago' },
  { name: 'welcome', who: null, address: ({ link }) => new URL(link).pathname + new URL(link).hash },
  { name: 'password', who: 'editor', address: () => '/password' },
  { name: 'not-found', who: 'editor', address: () => '/nothing-here' },
  { name: 'not-yours', who: 'editor', address: () => '/people' },
  { name: 'item-missing', who: 'reviewer', address: () => '/items/00000000-0000-4000-8000-000000000000' },
  { name: 'submit', who: 'editor', address: () => '/submit' },
  { name: 'mine', who: 'editor', address: () => '/mine' },
  {
    name: 'menu',
    who: 'editor',
    address: () => '/mine',
    // On a phone the navigation, on a desk the account.
    before: async page => {
      const menu = page.getByRole('button', { name: /^(菜单|Menu)$/ })
      await ((await menu.isVisible()) ? menu : page.getByRole('button', { name: /^(账号|Account)/ })).click()
    },
  },
  { name: 'mine-empty', who: 'editor', address: () => '/mine?q=xyzxyz' },
  { name: 'item-draft', who: 'editor', address: ({ items }) => `/items/${items.draft}` },
  {
    name: 'item-draft-invalid',
    who: 'editor',
    address: ({ items }) => `/items/${items.draft}`,
    before: async page => {
      const title = page.getByLabel(/^(标题|Title)$/)
      await title.fill('')
      await button('提交筛查', 'Submit for screening')(page)
      await page.getByText(/^(请填写此项|Fill this in)$/).waitFor()
      // Nothing lies over what has to be filled in.
      await title.click({ timeout: 2000, trial: true })
      expect(await title.evaluate(element => element === element.ownerDocument.activeElement)).toBe(true)
      const top = await title.evaluate(element => element.getBoundingClientRect().top)
      expect(top).toBeGreaterThan(52)
    },
  },
  { name: 'item-unread', who: 'editor', address: ({ items }) => `/items/${items.unread}` },
  { name: 'item-returned', who: 'editor', address: ({ items }) => `/items/${items.returned}` },
  { name: 'item-sealed', who: 'editor', address: ({ items }) => `/items/${items.incident}` },
  { name: 'queue', who: 'reviewer', address: () => '/queue' },
  { name: 'item-review', who: 'reviewer', address: ({ items }) => `/items/${items.review}` },
  {
    name: 'item-decide',
    who: 'reviewer',
    address: ({ items }) => `/items/${items.review}`,
    before: page => page.keyboard.press('4'),
  },
  { name: 'item-hidden', who: 'reviewer', address: ({ items }) => `/items/${items.hidden}` },
  {
    name: 'item-reason',
    who: 'reviewer',
    address: ({ items }) => `/items/${items.hidden}`,
    before: button('退回', 'Return'),
  },
  {
    name: 'item-text',
    who: 'reviewer',
    address: ({ items }) => `/items/${items.review}`,
    before: async page => {
      await page.getByText(/^(读到的文字|Text as read)$/).click()
      await page.locator('.text-line-chosen').waitFor()
    },
  },
  { name: 'item-released', who: 'approver', address: ({ items }) => `/items/${items.released}` },
  {
    name: 'versions',
    who: 'reviewer',
    address: ({ items }) => `/items/${items.revised}/versions`,
    before: button('对比文字', 'Compare the text'),
  },
  { name: 'incidents', who: 'reviewer', address: () => '/incidents' },
  { name: 'incident', who: 'approver', address: ({ incident }) => `/incidents/${incident}` },
  { name: 'ledger', who: 'auditor', address: () => '/ledger', before: button('立即校验', 'Verify now') },
  { name: 'statistics', who: 'reviewer', address: () => '/statistics' },
  {
    name: 'rules',
    who: 'reviewer',
    address: () => '/rules',
    before: async page => {
      await page.getByRole('textbox').first().fill('机密★20年\n会后归还')
      await page.getByRole('button', { name: /^(筛查|Screen)$/ }).click()
      await page.getByRole('status').locator('mark').first().waitFor()
    },
  },
  { name: 'allow-list', who: 'approver', address: () => '/allow-list' },
  { name: 'people', who: 'administrator', address: () => '/people' },
  {
    name: 'person',
    who: 'administrator',
    address: () => '/people',
    before: button('添加人员', 'Add a person'),
  },
  {
    name: 'people-none',
    who: 'administrator',
    address: () => '/people',
    before: async page => {
      await page.getByRole('searchbox').fill('xyzxyz')
      await page.keyboard.press('Enter')
      await page.getByText(/^(没有符合条件的人员|Nobody matches)$/).waitFor()
    },
  },
  { name: 'departments', who: 'administrator', address: () => '/departments' },
  { name: 'portals', who: 'administrator', address: () => '/portals' },
  {
    name: 'portal-key',
    who: 'administrator',
    address: () => '/portals',
    before: button('生成密钥', 'Make a key'),
  },
  { name: 'webhooks', who: 'administrator', address: () => '/webhooks' },
  { name: 'webhooks-audit', who: 'auditor', address: () => '/webhooks' },
  {
    name: 'webhook-add',
    who: 'administrator',
    address: () => '/webhooks',
    before: button('添加接收端', 'Add an endpoint'),
  },
  {
    name: 'packs',
    who: 'administrator',
    address: () => '/packs',
    before: async page => {
      await button('试运行', 'Dry run')(page)
      await page.getByRole('row').nth(1).waitFor({ timeout: 60_000 })
    },
  },
  { name: 'settings', who: 'administrator', address: () => '/settings' },
]

const folder = process.env.BAOSHEN_SCREENSHOTS
let served: Served
let town: Town
let browser: Browser

beforeAll(async () => {
  served = await serve()
  browser = await launch()
  town = await buildTown(served)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).or(page.locator('.ant-result')).first().waitFor()
  await page
    .locator('.ant-skeleton, .ant-spin-spinning, .starting')
    .first()
    .waitFor({ state: 'detached' })
    .catch(() => {})
}

/** Pages of one person in one language and size, in a browser of their own. */
async function openAs(who: Who | null, language: string, width: number): Promise<Page> {
  const page = await open(browser, `${served.url}/favicon.svg`, { viewport: { width, height: 860 } })
  await page
    .context()
    .addInitScript(`if (location.host) localStorage.setItem('baoshen.language', '${language}')`)
  if (who !== null) {
    const [name = '', value = ''] = town.callers[who].cookie.split('=')
    await page.context().addCookies([{ name, value, url: served.url }])
  }
  return page
}

describe.for([
  ['zh', 1280],
  ['zh', 390],
  ['en', 1280],
  ['en', 390],
] as const)('the pages in %s at %i', ([language, width]) => {
  const pages = new Map<Who | null, Page>()
  afterAll(async () => {
    for (const page of pages.values()) await page.context().close()
  })

  it.for(views)('$name', async ({ name, who, address, before }) => {
    const page = pages.get(who) ?? (await openAs(who, language, width))
    pages.set(who, page)
    await page.goto('about:blank')
    await page.goto(served.url + address(town))
    await settle(page)
    await before?.(page)
    if (before) await settle(page)
    // Dialogues and menus come in with a movement.
    await page.waitForTimeout(before ? 350 : 50)
    if (folder) {
      await page.screenshot({ path: path.join(folder, `${name}.${language}.${width}.png`), fullPage: true })
    }
    const faults = [...(await faultsOf(page)), ...complaints.splice(0)].join('\n')
    if (folder && faults !== '') {
      writeFileSync(path.join(folder, `${name}.${language}.${width}.txt`), `${faults}\n`)
    }
    expect(faults).toBe('')
  })
})

describe.for(['zh', 'en'] as const)('the ledger in %s', language => {
  it('names what was done to whom, and no word as programs keep it', async () => {
    const page = await openAs('auditor', language, 1280)
    await page.goto(`${served.url}/ledger`)
    await settle(page)
    const more = page.getByRole('button', { name: /^(加载更多|Load more)$/ })
    while (await more.isVisible()) {
      await more.click()
      await page.waitForTimeout(300)
    }
    const closed = page.locator('.ant-table-row-expand-icon-collapsed')
    while ((await closed.count()) > 0) await closed.first().click()
    const shown = await page.locator('td.ant-table-cell:nth-child(5), dt').allInnerTexts()
    expect(shown.length).toBeGreaterThan(300)
    const words = language === 'zh' ? /^[\x20-\x7e]+$/ : /^[a-z]+(-[a-z]+|[A-Z]\w*)*$/
    expect([...new Set(shown)].filter(text => words.test(text))).toEqual([])
    await page
      .getByRole('row', { name: /赵审计/ })
      .first()
      .waitFor()
    await page
      .getByRole('row', { name: /市园林局/ })
      .first()
      .waitFor()
    await page.context().close()
  })
})
