/** Every page in the states that are looked at: who opens it where, and does what. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Town } from './town.ts'

export type Who = keyof Town['callers']

export interface View {
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

export const views: readonly View[] = [
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
      await title.click({ timeout: 20_000, trial: true })
      const isFocused = () => title.evaluate(element => element === element.ownerDocument.activeElement)
      await expect.poll(isFocused).toBe(true)
      const top = () => title.evaluate(element => element.getBoundingClientRect().top)
      await expect.poll(top).toBeGreaterThan(52)
    },
  },
  {
    name: 'item-unread',
    who: 'editor',
    address: ({ items }) => `/items/${items.unread}`,
    before: page => page.getByText(/^(已读到的部分没有发现|Nothing found in what could be read)/).waitFor(),
  },
  { name: 'item-returned', who: 'editor', address: ({ items }) => `/items/${items.returned}` },
  { name: 'item-sealed', who: 'editor', address: ({ items }) => `/items/${items.incident}` },
  { name: 'queue', who: 'reviewer', address: () => '/queue' },
  { name: 'item-review', who: 'reviewer', address: ({ items }) => `/items/${items.review}` },
  {
    name: 'item-decide',
    who: 'reviewer',
    address: ({ items }) => `/items/${items.review}`,
    before: async page => {
      await page.keyboard.press('4')
      // What is typed now is seen.
      const reason = page.getByLabel(/^(理由|Reason)$/)

      const isSeen = () =>
        reason.evaluate(element => {
          const { x, y } = element.getBoundingClientRect()
          return element === element.ownerDocument.elementFromPoint(x + 9, y + 9)
        })
      await expect.poll(isSeen).toBe(true)
    },
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
      await page.getByRole('row').nth(1).waitFor({ timeout: 150_000 })
    },
  },
  { name: 'settings', who: 'administrator', address: () => '/settings' },
]
