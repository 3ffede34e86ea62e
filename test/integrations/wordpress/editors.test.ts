/** What editors see in a real browser when the gate says no, and that it says yes to what may go out. */
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../../browser/service/browser.ts'
import { BlockEditor, complaints, signIn } from './administration.ts'
import { startTown, type Town } from './town.ts'

const samples = path.join(import.meta.dirname, '../../../samples')
const ordinary = '请各单位落实值班制度，确保信息畅通。'
const telegram = '某市委密电〔2021〕15号'

let town: Town
let browser: Browser
let page: Page
let editor: BlockEditor

beforeAll(async () => {
  town = await startTown()
  browser = await launch()
  page = await signIn(browser, town.site, 'li')
  page.setDefaultTimeout(90_000)
  editor = new BlockEditor(page, town.site)
})
afterAll(async () => {
  await browser?.close()
  await town?.end()
})

async function look(name: string): Promise<void> {
  const folder = process.env.BAOSHEN_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/wordpress-${name}.png` })
}
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    console.error(`${page.url()}\n${await page.locator('body').ariaSnapshot()}`)
    await look('failed')
  }
  await town.policy('screen')
  expect(complaints.splice(0)).toEqual([])
})

/** WordPress offers an autosave that is newer than the post, and counts in seconds. */
const aSecond = () => new Promise(resolve => setTimeout(resolve, 1100))

const visit = async (id: number) => (await fetch(`${town.site.url}/?p=${id}`)).text()
const statusOf = (id: number) => town.site.php<string>('return get_post_status( $argument );', id)

describe('the block editor', () => {
  it('refuses the portal story with its reason, and publishes the ordinary notice in its place', async () => {
    await editor.open()
    await editor.write('汛期值班通知', telegram)
    await editor.publish()
    await editor.notice.getByText(/发现 \d+ 处不宜公开的内容/).waitFor()
    await editor.ownNotice.waitFor({ state: 'detached' })
    const review = editor.notice.getByRole('link', { name: '查看保密审查' })
    expect(await review.getAttribute('href')).toMatch(/\/items\//)
    await page.locator('.baoshen-gate-reasons').getByText('密电').first().waitFor()
    await expect.poll(() => editor.button.isDisabled()).toBe(true)
    await look('block-refused')
    const id = await editor.id
    expect(await statusOf(id)).toBe('pending')
    expect(await visit(id)).not.toContain('密电')

    await page.getByRole('button', { name: 'Cancel' }).click()
    await editor.rewrite(ordinary)
    await editor.publish()
    await page.locator('.post-publish-panel__postpublish-header').waitFor()
    expect(await statusOf(id)).toBe('publish')
    expect(await visit(id)).toContain(ordinary)
    await look('block-published')
  })

  it('waits for the approval where one is required; an edited text needs another', async () => {
    await town.policy('both')
    await editor.open()
    await editor.write('关于做好防汛值守工作的通知', ordinary)
    await editor.publish()
    await editor.notice.getByText('尚未批准').waitFor()
    const link = await editor.notice.getByRole('link', { name: '查看保密审查' }).getAttribute('href')
    await town.approve(link?.split('/').at(-1) ?? '')
    await page.getByRole('button', { name: '立即检查' }).click()
    await page.locator('.components-notice', { hasText: '保审已放行' }).waitFor()
    await editor.button.click()
    await page.locator('.post-publish-panel__postpublish-header').waitFor()
    const id = await editor.id
    expect(await visit(id)).toContain(ordinary)

    await page.getByRole('button', { name: 'Close panel' }).click()
    await aSecond()
    await editor.rewrite('请各单位落实值班制度。联系电话另行通知。')
    await editor.button.click()
    await editor.notice.getByText('放行凭证不再有效').waitFor()
    await look('block-edited')
    expect(await visit(id)).toContain(ordinary)
    expect(await visit(id)).not.toContain('联系电话另行通知')
    // The text is not lost with the window.
    await editor.open(id)
    await page.locator('.components-notice', { hasText: 'There is an autosave of this post' }).waitFor()
  })
})

describe('the classic editor', () => {
  const fill = async (title: string, text: string) => {
    // Only there as long as the post has never been saved.
    const isNew = (await page.locator('#auto_draft[value="1"]').count()) > 0
    await page.fill('#title', title)
    if (isNew) {
      const saved = page.waitForResponse(response =>
        (response.request().postData() ?? '').includes('wp_autosave'),
      )
      await page.locator('#title').blur()
      await saved
    }
    // The tabs do nothing before the visual editor is ready.
    await page.waitForFunction(
      '!document.querySelector("#wp-content-wrap.tmce-active") || window.tinymce?.get("content")?.initialized',
    )
    await page.click('#content-html')
    await page.locator('#wp-content-wrap.html-active').waitFor()
    await page.fill('#content', text)
  }
  /** WordPress saves a new post when its title has been left, and takes no click on this button meanwhile. */
  const publish = () => page.click('#publish:not(.disabled)')

  it('says on the page why a bulletin was not published, and that an update was not', async () => {
    await page.goto(`${town.site.url}/wp-admin/post-new.php?post_type=bulletin`)
    await fill('汛期值班公告', telegram)
    await publish()
    const notice = page.locator('.baoshen-gate-notice')
    await notice.getByText(/发现 \d+ 处不宜公开的内容/).waitFor()
    expect(await notice.getByRole('link', { name: '查看保密审查' }).getAttribute('href')).toMatch(/\/items\//)
    expect(await page.locator('#message.updated').count()).toBe(0)
    await look('classic-refused')
    const id = Number(await page.inputValue('#post_ID'))
    expect(await statusOf(id)).toBe('pending')

    await fill('汛期值班公告', ordinary)
    await publish()
    await page.locator('#message.updated').waitFor()
    expect(await statusOf(id)).toBe('publish')
    expect(await notice.count()).toBe(0)

    await aSecond()
    await fill('汛期值班公告', `${ordinary}\n\n机密★20年`)
    await publish()
    await notice.getByText('网站上仍是原来的版本').waitFor()
    expect(await page.locator('#message.updated').count()).toBe(0)
    await page
      .locator('#notice, .notice-warning')
      .getByRole('link', { name: /自动保存/ })
      .waitFor()
    await look('classic-update-refused')
    const kept = await town.site.php<string>('return get_post( $argument )->post_content;', id)
    expect(kept).toBe(ordinary)
  })
})

describe('the lists', () => {
  it('show the state, and quick edit says why it does not publish', async () => {
    const id = await town.site.php<number>(
      `return wp_insert_post( array( 'post_title' => '待发的稿件', 'post_content' => $argument, 'post_status' => 'draft' ) );`,
      telegram,
    )
    await page.goto(`${town.site.url}/wp-admin/edit.php`)
    await page.locator('th#baoshen_gate', { hasText: '保密审查' }).waitFor()
    const row = page.locator(`#post-${id}`)
    await row.hover()
    await row.locator('button.editinline').click()
    const form = page.locator(`#edit-${id}`)
    await form.locator('select[name="_status"]').selectOption('publish')
    await form.locator('button.save').click()
    await form.getByText(/发现 \d+ 处不宜公开的内容/).waitFor()
    await look('quick-edit')
    expect(await statusOf(id)).toBe('draft')

    await page.goto(`${town.site.url}/wp-admin/edit.php`)
    await row.getByText('未放行').waitFor()
    await page.locator('.baoshen-gate-allowed').first().waitFor()
    await look('list')

    await row.getByRole('checkbox').check()
    await page.locator('#bulk-action-selector-top').selectOption('edit')
    await page.click('#doaction')
    await page.locator('#bulk-edit select[name="_status"]').selectOption('publish')
    await page.click('#bulk_edit')
    await page.locator('.baoshen-gate-notice', { hasText: '待发的稿件' }).waitFor()
    await look('bulk-edit')
    expect(await statusOf(id)).toBe('pending')
  })

  it('do not take a file into the library that may not be published', async () => {
    await page.goto(`${town.site.url}/wp-admin/media-new.php?browser-uploader`)
    await page.setInputFiles('#async-upload', path.join(samples, '全市水库汛前巡查情况汇总.docx'))
    await page.click('#html-upload')
    await page.getByText(/发现 \d+ 处不宜公开的内容/).waitFor()
    await look('upload')
  })
})

describe('the settings', () => {
  it('are the administrator’s, test the connection and never show the key', async () => {
    await page.goto(`${town.site.url}/wp-admin/options-general.php?page=baoshen-gate`)
    expect(await page.locator('#baoshen-url').count()).toBe(0)
    const administrator = await signIn(browser, town.site, 'admin')
    await administrator.goto(`${town.site.url}/wp-admin/options-general.php?page=baoshen-gate`)
    expect(await administrator.content()).not.toContain(town.key)
    await administrator.getByRole('button', { name: '测试连接' }).click()
    await administrator.getByText('连接正常').waitFor()
    await administrator.getByLabel('等待时限').fill('20')
    await administrator.locator('#submit').first().click()
    await administrator.locator('.notice-success').waitFor()
    expect(await administrator.inputValue('#baoshen-timeout')).toBe('20')
    expect(await administrator.getByRole('checkbox', { checked: false }).count()).toBe(0)
    const folder = process.env.BAOSHEN_SCREENSHOTS
    if (folder) await administrator.screenshot({ path: `${folder}/wordpress-settings.png` })
  })
})

/** Last: the service is not there any more. */
describe('with baoshen stopped', () => {
  it('nothing is published, and the editor is told why', async () => {
    await town.service.close()
    await editor.open()
    await editor.write('关于做好防汛值守工作的通知', ordinary)
    await editor.publish()
    await editor.notice.getByText('无法连接保密审查服务').waitFor()
    await look('stopped')
    const id = await editor.id
    expect(await statusOf(id)).toBe('pending')
    expect(await visit(id)).not.toContain(ordinary)
    expect(town.site.log()).toBe('')
  })
})
