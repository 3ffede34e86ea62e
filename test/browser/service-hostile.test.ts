/**
 * Words of other people on our pages: names of files, titles, reasons, document text, rule titles, names of people
 * and portals, all written to run in the reader's browser. They are shown as they are, and nothing runs.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, type Caller, decideAll, form, makeAdministrator, makePerson, screened } from './service/api.ts'
import { complaints, launch, open } from './service/browser.ts'
import { password } from './service/password.ts'
import { type Served, serve } from './service/serve.ts'

const attack = '"><img src=x onerror="window.hit=1"><script>window.hit=1</script>'
const scheme = 'javascript:window.hit=1'
/** File names hold no quotes or slashes on the way. */
const fileName = '<img src=x onerror=window.hit=1>.html'
const content = `<!doctype html><meta charset="utf-8"><title>${attack}</title><p>机密★20年</p>
<p>&lt;script&gt;window.hit=1&lt;/script&gt;</p><p onclick="window.hit=1">${'正文'.repeat(20)}</p>
<img src="http://leak.example/x.png"><iframe src="http://leak.example/"></iframe>`
const pack = `pack: own.hostile
title: { zh: ${JSON.stringify(attack)}, en: ${JSON.stringify(attack)} }
rules:
  - id: own.hostile.term
    title: { zh: ${JSON.stringify(attack)}, en: ${JSON.stringify(attack)} }
    category: custom
    severity: review
    basis: { zh: ${JSON.stringify(attack)}, en: ${JSON.stringify(attack)} }
    advice: { zh: ${JSON.stringify(attack)}, en: ${JSON.stringify(attack)} }
    match: { phrases: [正文正文] }
    examples: { hit: [正文正文], miss: [无关文字] }
`

let served: Served
let browser: Browser
let item: string
let incident: string
const callers: Record<string, Caller> = {}

beforeAll(async () => {
  served = await serve()
  browser = await launch()
  const { url } = served
  const administrator = await makeAdministrator(served, attack)
  const { id: department } = await administrator.send<{ id: string }>('POST', '/departments', {
    name: attack,
    parent: null,
  })
  await administrator.send('POST', '/portals', { name: attack, department })
  const { id } = await administrator.upload<{ id: string }>(
    '/packs',
    'own.yaml',
    new TextEncoder().encode(pack),
  )
  await administrator.send('POST', `/packs/${id}/activate`)
  const name = attack
  const editor = await makePerson(url, administrator, { login: 'zhang', name, roles: ['editor'], department })
  const reviewer = await makePerson(url, administrator, {
    login: 'li',
    name,
    roles: ['reviewer'],
    department,
  })
  const auditor = await makePerson(url, administrator, {
    login: 'zhao',
    name,
    roles: ['auditor'],
    department: null,
  })
  Object.assign(callers, { administrator, editor, reviewer, auditor })
  const submission = async () => {
    const draft = await editor.send<{ id: string }>('POST', '/submissions', {
      form: { ...form, title: attack, column: attack.slice(0, 100), opinion: attack, basis: scheme },
    })
    await editor.upload(`/submissions/${draft.id}/files`, fileName, new TextEncoder().encode(content))
    await screened(editor, draft.id)
    await act(editor, draft.id, 'send')
    return draft.id
  }
  const leaked = await submission()
  await decideAll(reviewer, leaked, { kind: 'wrongly-marked', reason: attack })
  await act(reviewer, leaked, 'report', attack)
  incident = (await reviewer.get<{ items: { id: string }[] }>('/incidents')).items[0]?.id ?? ''
  item = await submission()
}, 200_000)
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

async function openAs(who: string, address: string): Promise<Page> {
  const page = await open(browser, `${served.url}/favicon.svg`)
  const [name = '', value = ''] = callers[who]?.cookie.split('=') ?? []
  await page.context().addCookies([{ name, value, url: served.url, httpOnly: true, sameSite: 'Strict' }])
  await page.goto(served.url + address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

/** Nothing ran, nothing was asked for elsewhere; the words stand there as words. */
async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate('window.hit')).toBeUndefined()
  expect(await page.locator('img[src="x"], iframe, main script, a[href^="javascript"]').count()).toBe(0)
  expect(complaints.splice(0)).toEqual([])
}

describe('hostile words', () => {
  it.for([
    ['editor', '/mine', attack],
    ['reviewer', '/queue', attack],
    ['reviewer', '/incidents', attack],
    ['auditor', '/ledger', attack],
    ['reviewer', '/rules', attack],
    ['administrator', '/people', attack],
    ['administrator', '/departments', attack],
    ['administrator', '/portals', attack],
  ] as const)('are only words to %s at %s', async ([who, address, words]) => {
    const page = await openAs(who, address)
    await page.getByText(words).first().waitFor()
    await expectHarmless(page)
    await page.context().close()
  })

  it('are only words in charts', async () => {
    const page = await openAs('reviewer', '/statistics')
    await page.locator('canvas').first().hover()
    await page.locator('summary').first().click()
    await expectHarmless(page)
    await page.context().close()
  })

  it('are only words on the page of an incident', async () => {
    const page = await openAs('reviewer', `/incidents/${incident}`)
    await page.getByText(attack).first().waitFor()
    await expectHarmless(page)
    await page.context().close()
  })

  it('are only words in a document, masked and revealed', async () => {
    const page = await openAs('reviewer', `/items/${item}`)
    await page.getByText(fileName).first().waitFor()
    await expectHarmless(page)
    await page.getByRole('button', { name: '查看原文' }).click()
    await page.getByRole('dialog').getByLabel('理由').fill(attack)
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
    await page.getByText('<script>window.hit=1</script>').first().waitFor()
    await page.getByText(attack).first().waitFor()
    await expectHarmless(page)
    await page.context().close()
  })

  it('are not put into the page when they are pasted', async () => {
    const page = await openAs('editor', '/submit')
    await page.locator('summary').click()
    await page.getByLabel(/^在此粘贴/).evaluate((box, html) => {
      // Runs in the browser, whose types this project of Node does not have.
      const { DataTransfer, ClipboardEvent } = globalThis as unknown as Record<
        string,
        new (
          ...given: unknown[]
        ) => never
      >
      const data = new (DataTransfer as unknown as new () => { setData(type: string, text: string): void })()
      data.setData('text/html', html)
      data.setData('text/plain', 'plain words')
      const event = new (ClipboardEvent as unknown as new (type: string, init: object) => Event)('paste', {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      })
      ;(box as unknown as EventTarget).dispatchEvent(event)
    }, content)
    await page.getByText('已粘贴带格式的内容').waitFor()
    await page.getByRole('button', { name: '添加这段文字' }).click()
    await page.waitForURL(/\/items\//)
    await page.getByText('粘贴的稿件.html').waitFor()
    await expectHarmless(page)
    await page.context().close()
  })

  it('cannot lead a sign-in to another site', async () => {
    const page = await open(browser, `${served.url}/sign-in?to=//leak.example/`)
    await page.getByLabel('用户名').fill('li')
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.getByRole('button', { name: '登录' }).click()
    await page.waitForURL(`${served.url}/queue`)
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    await page.context().close()
    expect(complaints.splice(0)).toEqual([])
  })

  it('could not run if they came into the page, for the policy forbids it', async () => {
    const page = await openAs('editor', '/mine')
    const policy = (await page.request.get(served.url)).headers()['content-security-policy'] ?? ''
    expect(policy).toMatch(/script-src 'self'(;|$)/)
    expect(await (await page.request.get(served.url)).text()).not.toMatch(/<script(?![^>]* src=)/)
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="/favicon.svg" onload="window.hit=1">')`,
    )
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { text: 'window.hit=1' }))`,
    )
    await expect
      .poll(() => complaints.filter(each => each.includes('Content Security Policy')).length)
      .toBeGreaterThan(1)
    expect(await page.evaluate('window.hit')).toBeUndefined()
    complaints.splice(0)
    await page.context().close()
  })
})
