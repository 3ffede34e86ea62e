/**
 * Looks at every page in one language, on a desk and on a phone. With BAOSHEN_SCREENSHOTS=folder it leaves a picture of
 * each, to be looked at. A language a test file: two are looked at at once.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { read } from './api.ts'
import { complaints, launch, open } from './browser.ts'
import { faultsOf, still } from './look.ts'
import { type Served, serve } from './serve.ts'
import { buildTown, type Town } from './town.ts'
import { views, type Who } from './views.ts'

const folder = process.env.BAOSHEN_SCREENSHOTS
let served: Served
let town: Town
let browser: Browser

/** A service with something on every page, and a browser, for the tests of this file. */
export function useTown(): void {
  beforeAll(async () => {
    served = await serve()
    browser = await launch()
    town = await buildTown(served)
  }, 200_000)
  afterAll(async () => {
    await browser?.close()
    await served?.stop()
  })
}

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

export type Language = 'zh' | 'en'

/** Tests: nothing sticks out, everything has a name, all text can be read. */
export function lookAtPages(language: Language, width: number): void {
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
    if (folder) {
      await still(page)
      await page.screenshot({ path: path.join(folder, `${name}.${language}.${width}.png`), fullPage: true })
    }
    const faults = [...(await faultsOf(page)), ...complaints.splice(0)].join('\n')
    if (folder && faults !== '') {
      writeFileSync(path.join(folder, `${name}.${language}.${width}.txt`), `${faults}\n`)
    }
    expect(faults).toBe('')
  })
}

export function readLedger(language: Language): void {
  it('names what was done to whom, and no word as programs keep it', async () => {
    const page = await openAs('auditor', language, 1280)
    await page.goto(`${served.url}/ledger`)
    await settle(page)
    const more = page.getByRole('button', { name: /^(加载更多|Load more)$/ })
    const rows = page.locator('tbody tr.ant-table-row')
    await rows.first().waitFor()
    while (await more.isVisible()) {
      const before = await rows.count()
      await more.click()
      await expect.poll(() => rows.count()).toBeGreaterThan(before)
    }
    const closed = page.locator('.ant-table-row-expand-icon-collapsed')
    while ((await closed.count()) > 0) await closed.first().click()
    const shown = await page.locator('td.ant-table-cell:nth-child(5), dt').allInnerTexts()
    expect(shown.length).toBeGreaterThan(300)
    const words = language === 'zh' ? /^[\x20-\x7e]+$/ : /^[a-z]+(-[a-z]+|[A-Z]\w*)*$/
    expect([...new Set(shown)].filter(text => words.test(text))).toEqual([])
    // In English a program's word may be a person's.
    const values = language === 'zh' ? await page.locator('dd').allInnerTexts() : []
    expect([...new Set(values)].filter(text => /^[a-z]+(-[a-z]+)*$/.test(text))).toEqual([])
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
}

const chinese = /\p{Script=Han}/u
/** Words of the document, in quotes, stay what they are; so do names of files. */
const ours = (text: string) => text.replaceAll(/“[^”]*”/g, '')

export function readFindings(): void {
  it('tells why in no other language, of findings and of what could not be read', async () => {
    const { reviewer, editor } = town.callers
    const page = await openAs('reviewer', 'en', 1280)
    const told: string[] = []
    for (const id of [town.items.review, town.items.hidden]) {
      for (const file of (await read(reviewer, id)).content) {
        await reviewer.send('POST', `/submissions/${id}/files/${file.id}/reveal`, { reason: '核对' })
      }
      await page.goto(`${served.url}/items/${id}`)
      await settle(page)
      for (const finding of await page.locator('.finding-button').all()) {
        if ((await finding.getAttribute('aria-expanded')) !== 'true') await finding.click()
        const details = page.locator('.finding-chosen .finding-row')
        await details.first().waitFor()
        told.push(...(await details.locator('dd').allInnerTexts()))
        told.push(await page.locator('.finding-chosen .finding-title strong').innerText())
      }
      await page.locator('.finding-chosen').getByText('Why', { exact: true }).waitFor()
    }
    const other = await openAs('editor', 'en', 1280)
    await other.goto(`${served.url}/items/${town.items.unread}`)
    await settle(other)
    const problems = await other.locator('.problem-list li').allInnerTexts()
    expect(problems.length).toBeGreaterThan(0)
    expect(told.length).toBeGreaterThan(20)
    expect([...told, ...problems].filter(text => chinese.test(ours(text)))).toEqual([])
    expect((await read(editor, town.items.unread)).content[0]?.verdict).toBe('error')
    for (const each of [page, other]) await each.context().close()
  })
}
