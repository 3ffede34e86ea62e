/** Debian's Chromium, and what every page of a test must not do. */
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  })
}

/** Complaints of a page's console and requests to other servers, as they come. */
export const complaints: string[] = []

/** Answers that the pages expect in the ordinary way of things; Chromium calls them errors in its console. */
const expected =
  /Failed to load resource: the server responded with a status of (401|403|404|409|412|422|429)/

/** Waits until what is typed goes there: a field is shown before it has the focus. */
export async function untilFocused(field: Locator): Promise<void> {
  const isFocused = () => field.evaluate(element => element === element.ownerDocument.activeElement)
  await expect.poll(isFocused).toBe(true)
}

export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'zh-CN',
    // A dialogue that still moves may not be where it is clicked on a busy machine.
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', error => complaints.push(`error: ${error.message}`))
  page.on('console', message => {
    const isBad = ['error', 'warning'].includes(message.type()) && !expected.test(message.text())
    if (isBad) complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('request', request => {
    const isOurs = request.url().startsWith(new URL(url).origin) || /^(blob|data):/.test(request.url())
    if (!isOurs) complaints.push(`request: ${request.url()}`)
  })
  await page.goto(url)
  return page
}
