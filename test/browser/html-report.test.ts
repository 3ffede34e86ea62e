/** The HTML report as a person sees it: in a real browser, with the page's picture and the box on it. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baoshen } from '../cli/program.ts'

const samples = ['samples/汛期值班通知-扫描件.png', 'samples/会议材料（扫描件）.pdf', 'samples/停水通知.txt']
let browser: Browser
let page: Page
const requests: string[] = []
const messages: string[] = []

beforeAll(async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'baoshen-report-')), 'report.html')
  const run = await baoshen(['scan', ...samples, '--format', 'html', '--output', file])
  expect(run.status).toBe(1)
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  })
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.on('request', request => requests.push(request.url()))
  page.on('console', message => messages.push(message.text()))
  await page.goto(pathToFileURL(file).href)
})
afterAll(() => browser?.close())

describe('the HTML report in a browser', () => {
  it('loads nothing but itself and complains about nothing', () => {
    expect(requests.filter(url => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([])
    expect(messages).toEqual([])
  })

  it('begins with the overview, and its links lead to the documents', async () => {
    const [overview, first] = await Promise.all([
      page.locator('nav').boundingBox(),
      page.locator('article').first().boundingBox(),
    ])
    expect(overview?.y).toBeLessThan(first?.y ?? 0)
    await page.locator('nav a', { hasText: '汛期值班通知' }).click()
    await expect.poll(() => page.locator('article', { hasText: '汛期值班通知' }).isVisible()).toBe(true)
  })

  it('shows the page picture of each flagged document, decoded', async () => {
    const sizes = await page
      .locator('figure img')
      .evaluateAll(images =>
        images.map(image => [(image as unknown as { naturalWidth: number }).naturalWidth, image.clientWidth]),
      )
    expect(sizes.length).toBeGreaterThanOrEqual(2)
    for (const [natural, shown] of sizes) {
      expect(natural).toBeGreaterThan(500)
      expect(shown).toBeGreaterThan(200)
    }
  })

  it('draws the box where the text stands on the page', async () => {
    const figure = page.locator('article', { hasText: '汛期值班通知' }).locator('.page')
    const picture = await figure.locator('img').boundingBox()
    const box = await figure.locator('rect').first().boundingBox()
    if (!picture || !box) throw new Error('picture or box is missing')
    // The number of the circular stands in the middle, in the second quarter from the top.
    const centre = [
      (box.x + box.width / 2 - picture.x) / picture.width,
      (box.y + box.height / 2 - picture.y) / picture.height,
    ]
    expect(centre[0]).toBeGreaterThan(0.35)
    expect(centre[0]).toBeLessThan(0.65)
    expect(centre[1]).toBeGreaterThan(0.25)
    expect(centre[1]).toBeLessThan(0.5)
    expect(box.width).toBeGreaterThan(picture.width * 0.15)
    expect(box.height).toBeLessThan(picture.height * 0.06)
  })

  it('fits a phone without sideways scrolling', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')
    expect((widths as number[])[0]).toBeLessThanOrEqual((widths as number[])[1] ?? 0)
  })
})
