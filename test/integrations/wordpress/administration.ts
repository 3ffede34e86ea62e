/** WordPress's administration in Debian's Chromium, as its people use it. */
import type { Browser, Page } from 'playwright-core'
import { password, type Site } from './site.ts'

/** What pages complained about: errors of scripts, not what servers answered. */
export const complaints: string[] = []

export async function signIn(browser: Browser, site: Site, login: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text())
    }
  })
  await page.goto(`${site.url}/wp-login.php`)
  // The page takes the focus to this field after a while, also from one that is being filled.
  await page.locator('#user_login:focus').waitFor()
  await page.fill('#user_login', login)
  await page.fill('#user_pass', password)
  await page.click('#wp-submit')
  await page.waitForURL(/wp-admin/)
  return page
}

/** The block editor. Debian's packages have its texts in English only. */
export class BlockEditor {
  readonly page: Page
  readonly #site: Site

  constructor(page: Page, site: Site) {
    this.page = page
    this.#site = site
  }

  async open(id?: number): Promise<void> {
    const address = id === undefined ? 'post-new.php' : `post.php?post=${id}&action=edit`
    await this.page.goto(`${this.#site.url}/wp-admin/${address}`)
    await this.page.locator('.editor-post-title__input').waitFor()
    const guide = this.page.getByRole('dialog').getByRole('button', { name: 'Close' })
    const isNew = await this.page.evaluate<boolean>(
      "wp.data.select('core/edit-post').isFeatureActive('welcomeGuide')",
    )
    if (isNew) await guide.click()
  }

  async write(title: string, text: string): Promise<void> {
    const heading = this.page.locator('.editor-post-title__input')
    await heading.fill(title)
    await heading.press('Enter')
    await this.page.keyboard.type(text)
  }

  /** Another text in the first paragraph. */
  async rewrite(text: string): Promise<void> {
    await this.page.locator('[data-type="core/paragraph"]').first().click()
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.type(text)
  }

  get button() {
    return this.page.locator('.editor-post-publish-button')
  }

  async publish(): Promise<void> {
    const toggle = this.page.locator('.editor-post-publish-panel__toggle')
    if (await toggle.isVisible()) await toggle.click()
    await this.button.click()
  }

  /** What is wrong, at the editor's top. The editor's own words for it stay a moment, until ours take their place. */
  get notice() {
    return this.page
      .locator('.components-editor-notices__dismissible .components-notice.is-error')
      .filter({ hasNotText: 'Publishing failed' })
  }

  /** The editor's own words. */
  get ownNotice() {
    return this.page.locator('.components-editor-notices__dismissible .components-notice', {
      hasText: 'Publishing failed',
    })
  }

  get id(): Promise<number> {
    return this.page.evaluate<number>("wp.data.select('core/editor').getCurrentPostId()")
  }
}
