/** The plugin of samples/integrations/payload in a real Payload, in front of a real baoshen, over REST and in a browser. */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Portal } from '../../../src/server/api/portals.ts'
import { addPortal, addReviewers, approve, type TestPortal } from '../../client/portal.ts'
import { startService, type TestService } from '../../server/harness.ts'
import { samples } from '../shell.ts'
import { Editor, published, richText } from './editor.ts'
import { compile, installSite, publishOnSchedule, type Site, saveWithoutDrafts, startSite } from './site.ts'

const account = { email: 'editor@portal.invalid', password: 'Blue-Heron-42' }
const ordinary = { title: '公园延长开放', body: richText('自6月1日起，市政公园开放时间延长至22时。') }
const story = { title: '汛期值班', body: richText('机密★20年', '某市委密电〔2021〕15号', '请落实值班制度。') }

let service: TestService
let portal: TestPortal
let folder: string
let site: Site
let editor: Editor
let browser: Browser

beforeAll(async () => {
  folder = await installSite()
  service = await startService({ screener: { concurrency: 1, threads: 2, ocr: 'auto' } })
  portal = await addPortal(service, 'screen')
  site = await startSite(folder, settings())
  editor = new Editor(site.url)
  await editor.register(account.email, account.password)
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await site?.stop()
  await service?.end()
})

const settings = () => ({ BAOSHEN_URL: service.url, BAOSHEN_KEY: portal.key })

async function policy(wanted: 'screen' | 'both'): Promise<void> {
  const { administrator } = service
  const { items } = await administrator.get<{ items: Portal[] }>('/portals')
  const version = items.find(each => each.id === portal.id)?.version
  const headers = { 'if-match': `"${version}"` }
  const { status } = await administrator.call('PATCH', `/portals/${portal.id}`, { policy: wanted }, headers)
  expect(status).toBe(200)
}

it('compiles with the types of Payload and of the client', async () => {
  expect(await compile(folder)).toBe('')
})

it('a collection without drafts is asked about whatever a request calls its post', async () => {
  const titles = [ordinary.title, '机密★20年']
  expect(await saveWithoutDrafts(folder, titles, settings())).toEqual(['kept', '422'])
})

describe('over REST', () => {
  it('the ordinary notice goes through', async () => {
    expect(await editor.call('POST', '/posts', { ...ordinary, _status: 'published' })).toMatchObject({
      status: 201,
    })
    expect(await published(site.url)).toEqual([ordinary.title])
  })

  it('the portal story is refused in every way, with the reason, and its draft is kept', async () => {
    const created = await editor.call('POST', '/posts', { ...story, _status: 'published' })
    expect(created.status).toBe(422)
    expect(created.message).toMatch(/国家秘密标志.*密码电报文号/)
    expect(created.message).not.toContain('15号')
    const id = await editor.draft(story)
    expect((await editor.publish(id)).status).toBe(422)
    const bulk = await editor.call('PATCH', `/posts?where[id][equals]=${id}`, { _status: 'published' })
    expect(JSON.stringify(bulk.body)).toContain('国家秘密标志')
    const mutation = `mutation { updatePost(id: ${id}, data: { _status: published }) { id } }`
    const graphql = await editor.call('POST', '/graphql', { query: mutation })
    expect(graphql.message).toContain('国家秘密标志')
    expect(await published(site.url)).toEqual([ordinary.title])
  })

  it('a published post is not changed into it, nor back into it from its versions', async () => {
    const id = await editor.draft(story)
    expect((await editor.publish(id, ordinary)).status).toBe(200)
    const versions = await editor.call('GET', `/posts/versions?where[parent][equals]=${id}&sort=createdAt`)
    const [first] = versions.body.docs as { id: number }[]
    expect((await editor.call('PATCH', `/posts/${id}`, { body: story.body })).status).toBe(422)
    expect((await editor.call('PATCH', `/posts/${id}?draft=true`, { body: story.body })).status).toBe(200)
    expect((await editor.publish(id)).status).toBe(422)
    await editor.call('POST', `/posts/versions/${first?.id}`)
    const readers = await new Editor(site.url).call('GET', `/posts/${id}`)
    expect(JSON.stringify(readers.body)).not.toContain('机密')
  })

  it('uploads are screened before they are written, pictures read', async () => {
    const scan = await editor.upload(path.join(samples, '汛期值班通知-扫描件.png'))
    expect(scan.status).toBe(422)
    expect(scan.message).toContain('密码电报文号')
    const word = await editor.upload(path.join(samples, '关于进一步规范资金使用管理的通知.docx'))
    expect(word.status).toBe(422)
    const media = path.join(folder, 'data/media')
    expect(existsSync(media) ? readdirSync(media) : []).toEqual([])
    const clean = await editor.upload(path.join(samples, '关于市政公园夏季延长开放时间的通知.pdf'))
    expect(clean.status).toBe(201)
    const { id } = clean.body.doc as { id: number }
    const replaced = await editor.upload(path.join(samples, '汛期值班通知-扫描件.png'), id)
    expect(replaced.status).toBe(422)
    expect(readdirSync(media)).toHaveLength(1)
    const post = {
      title: '附件',
      body: richText('见附件。', id),
      attachments: [id],
      _status: 'published' as const,
    }
    expect(await editor.call('POST', '/posts', post)).toMatchObject({ status: 201 })
  })

  it('an approval opens the way for exactly its text', async () => {
    await policy('both')
    const reviewers = await addReviewers(service)
    const id = await editor.draft({ ...ordinary, title: '防汛值守' })
    const refused = await editor.publish(id)
    expect(refused.message).toContain('已送审，尚未批准')
    const submission = /\/items\/([0-9a-f-]+)/.exec(refused.message)?.[1] ?? ''
    await approve(reviewers, submission)
    expect((await editor.publish(id)).status).toBe(200)
    const { body } = await editor.call('GET', `/posts/${id}`)
    expect(body.baoshenTicket).toMatch(/^ey/)
    const edited = await editor.publish(id, { title: '防汛值守（修订）' })
    expect(edited.status).toBe(422)
    expect(edited.message).toContain('内容在批准之后有改动，放行凭证不再有效')
    expect(await published(site.url)).toContain('防汛值守')
    expect((await editor.call('PATCH', `/posts/${id}`, { _status: 'draft' })).status).toBe(200)
    await policy('screen')
  })

  it('a scheduled publication is refused as well, and its job says why', async () => {
    const held = await editor.draft({ ...story, title: '定时：值班' })
    const free = await editor.draft({ ...ordinary, title: '定时：公园' })
    for (const id of [held, free]) {
      await publishOnSchedule(folder, site, { ...settings(), POST: String(id) })
    }
    const titles = await published(site.url)
    expect(titles).toContain('定时：公园')
    expect(titles).not.toContain('定时：值班')
    const jobs = await editor.call('GET', '/payload-jobs')
    expect(JSON.stringify(jobs.body)).toContain('国家秘密标志')
  })
})

describe('on the admin page', () => {
  let page: Page
  beforeAll(async () => {
    page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } })
    // A page is compiled when it is first asked for.
    page.setDefaultTimeout(240_000)
    await page.goto(`${site.url}/admin/login`)
    await page.fill('input[name=email]', account.email)
    await page.fill('input[name=password]', account.password)
    await page.click('button[type=submit]')
    await page.waitForURL(`${site.url}/admin`)
  }, 400_000)

  const shoot = async (name: string) => {
    const to = process.env.BAOSHEN_SCREENSHOTS
    if (to) await page.screenshot({ path: path.join(to, `payload-${name}.png`) })
  }
  const open = async (id: number) => {
    await page.goto(`${site.url}/admin/collections/posts/${id}`)
    await page.locator('#action-save').waitFor()
  }
  const toast = async (kind: 'error' | 'success') => {
    // It goes by itself after a moment: waited for and read in one.
    const shown = await page.waitForFunction<string>(
      `document.querySelector('.payload-toast-container .toast-${kind}')?.textContent`,
    )
    return shown.jsonValue()
  }

  it('an editor who publishes the story is told why, on the page', async () => {
    await open(await editor.draft(story))
    await page.click('#action-save')
    const told = await toast('error')
    expect(told).toContain('不宜公开')
    expect(told).toContain('国家秘密标志')
    await shoot('refused')
    expect(await published(site.url)).not.toContain(story.title)
  })

  it('the ordinary notice goes through', async () => {
    await open(await editor.draft({ ...ordinary, title: '从后台发布' }))
    await page.click('#action-save')
    await toast('success')
    await shoot('published')
    expect(await published(site.url)).toContain('从后台发布')
  })

  it('with baoshen stopped nothing is published or uploaded, and the editor is told why', async () => {
    await service.close()
    const id = await editor.draft({ ...ordinary, title: '服务停止时' })
    await open(id)
    await page.click('#action-save')
    expect(await toast('error')).toContain('无法连接保审服务')
    await shoot('stopped')
    expect((await editor.publish(id)).message).toContain('无法连接保审服务')
    const upload = await editor.upload(path.join(samples, '停水通知.txt'))
    expect(upload).toMatchObject({ status: 422, message: expect.stringContaining('无法连接保审服务') })
    await publishOnSchedule(folder, site, { ...settings(), POST: String(id) })
    expect(await published(site.url)).not.toContain('服务停止时')
  })
})
