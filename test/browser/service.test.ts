/**
 * The portal story from beginning to end, in a real browser on the real service: people are made, two papers are
 * submitted that must not be published, and one that may.
 */
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../cli/program.ts'
import { complaints, launch, untilFocused } from './service/browser.ts'
import { addPerson, createAdministrator } from './service/people.ts'
import { type Served, serve } from './service/serve.ts'
import { giveReason, sendToReview, submit } from './service/submit.ts'

const marked = '关于进一步规范资金使用管理的通知'
const telegram = '汛期值班通知-扫描件'
const ordinary = '关于市政公园夏季延长开放时间的通知'

let served: Served
let browser: Browser
let administrator: Page
let editor: Page
let reviewer: Page
let approver: Page

beforeAll(async () => {
  served = await serve()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

/** What the pages showed when the first test failed, for whoever has to find out why; the rest fail after it. */
let isShown = false
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail' || isShown) return
  isShown = true
  const folder = process.env.BAOSHEN_SCREENSHOTS
  for (const [name, page] of Object.entries({ administrator, editor, reviewer, approver })) {
    if (!page) continue
    console.error(`${name} ${page.url()}\n${await page.locator('body').ariaSnapshot()}`)
    if (folder) await page.screenshot({ path: `${folder}/failed-${name}.png` })
  }
})

/** Opens an item from the queue. */
async function take(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: /^审查工作台/ }).click()
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Drops a file on the heading of a page. @returns whether the browser leaves it alone. */
function dropBeside(page: Page): Promise<boolean> {
  return page.evaluate(`(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'x.txt'))
    const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer })
    return !document.querySelector('h1').dispatchEvent(event)
  })()`)
}

describe('the service from its first start', () => {
  it('lets the one-time link create the administrator, once', async () => {
    administrator = await createAdministrator(browser, served.setupUrl)
    const again = await browser.newPage()
    await again.goto(served.setupUrl)
    await again.getByText('管理员已创建').waitFor()
    await again.close()
  })

  it('lets the administrator add a department and people, who choose their own passwords', async () => {
    await administrator.getByRole('link', { name: '单位' }).click()
    await administrator.getByRole('button', { name: '添加单位' }).click()
    await administrator.getByRole('dialog').getByLabel('名称').fill('市政务服务中心')
    await administrator.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await administrator.getByText('市政务服务中心').waitFor()
    await administrator.getByRole('link', { name: '人员' }).click()
    const department = '市政务服务中心'
    editor = await addPerson(browser, administrator, {
      login: 'zhang',
      name: '张承办',
      role: '承办人',
      department,
    })
    reviewer = await addPerson(browser, administrator, {
      login: 'li',
      name: '李审查',
      role: '保密审查员',
      department,
    })
    approver = await addPerson(browser, administrator, {
      login: 'wang',
      name: '王负责',
      role: '单位负责人',
      department,
    })
  })

  it('takes the two papers of the story and an ordinary notice', async () => {
    await submit(editor, { files: [`samples/${marked}.docx`] })
    await sendToReview(editor)
    await submit(editor, { files: [`samples/${telegram}.png`] })
    await editor.getByRole('heading', { name: '正在筛查' }).waitFor()
    await sendToReview(editor)
    await submit(editor, { files: [`samples/${ordinary}.pdf`] })
    await sendToReview(editor)
    await editor.getByRole('link', { name: '我的送审件' }).click()
    await expect.poll(() => editor.getByRole('link', { name: /通知/ }).count()).toBe(3)
  })

  it('shows the finding on the picture of the page, where it stands, masked until revealed', async () => {
    await take(reviewer, telegram)
    const picture = reviewer.locator('.page img')
    await picture.waitFor()
    const centre = async (): Promise<string> => {
      const page = await picture.boundingBox()
      const box = await reviewer.getByRole('button', { name: /^发现 1：/ }).boundingBox()
      if (!page || !box) throw new Error('picture or box is missing')
      const across = (box.x + box.width / 2 - page.x) / page.width
      const down = (box.y + box.height / 2 - page.y) / page.height
      const isThere = across > 0.35 && across < 0.65 && down > 0.25 && down < 0.5
      return isThere ? 'there' : `${across} ${down}`
    }
    // The number of the circular stands in the middle, in the second quarter from the top.
    await expect.poll(centre).toBe('there')
    expect(await reviewer.getByText('密电〔').count()).toBe(0)
    await reviewer
      .getByText(/^OCR 0\.\d\d$/)
      .first()
      .waitFor()
    await reviewer.getByRole('button', { name: '查看原文' }).click()
    await giveReason(reviewer, '核对文号')
    await reviewer.locator('.finding-match', { hasText: '密电' }).waitFor()
    await reviewer.getByText('查看原文').first().waitFor()
  })

  it('makes an incident of a confirmed secret, with mouse and keyboard', async () => {
    await reviewer.keyboard.press('1')
    await untilFocused(reviewer.getByLabel('理由'))
    await reviewer.keyboard.type('文号为密码电报，不得上网')
    await reviewer.keyboard.press('Control+Enter')
    await reviewer.getByRole('dialog').getByRole('button', { name: '确认涉密' }).click()
    await reviewer.getByRole('link', { name: '查看泄密事件' }).click()
    await reviewer.getByRole('heading', { name: '处置清单' }).waitFor()
    await expect.poll(() => reviewer.getByRole('button', { name: '结案' }).isDisabled()).toBe(true)
    for (const step of ['立即停止', '保全证据', '24 小时内', '查清来源', '按规定清除']) {
      await reviewer.getByRole('button', { name: new RegExp(`^完成：.*${step}`) }).click()
      await reviewer.getByText(`李审查，`).nth(0).waitFor()
      await reviewer
        .getByRole('button', { name: new RegExp(`^完成：.*${step}`) })
        .waitFor({ state: 'detached' })
    }
    await reviewer.getByRole('button', { name: '结案' }).click()
    await giveReason(reviewer, '已按清单处置完毕')
    await reviewer.getByText('已结案').first().waitFor()
  })

  it('no longer shows the editor what was sealed', async () => {
    await editor.getByRole('link', { name: '我的送审件' }).click()
    await editor.getByRole('link', { name: telegram }).click()
    await editor.getByText('该件已作为泄密事件封存').waitFor()
    expect(await editor.locator('.page img').count()).toBe(0)
  })

  it('returns the wrongly marked paper, which cannot pass', async () => {
    await take(reviewer, marked)
    await expect.poll(() => reviewer.getByRole('button', { name: '审查通过，报批' }).isDisabled()).toBe(true)
    await reviewer.getByRole('radio', { name: /标识有误/ }).check()
    await reviewer.getByLabel('理由').fill('“秘密”二字系套用旧模板，无定密依据')
    await reviewer.getByRole('button', { name: '作出决定' }).click()
    await reviewer.getByText('已有决定要求修改稿件').waitFor()
    await reviewer.getByRole('button', { name: '退回', exact: true }).click()
    await giveReason(reviewer, '请删除标识后重新提交')
    await reviewer.getByText('已退回').first().waitFor()
    await editor.getByRole('link', { name: '我的送审件' }).click()
    await editor.getByRole('link', { name: marked }).click()
    await editor.getByText('请删除标识后重新提交').first().waitFor()
  })

  it('releases the ordinary notice with a ticket', async () => {
    await take(reviewer, ordinary)
    await reviewer.getByText('没有发现').waitFor()
    await reviewer.getByRole('button', { name: '审查通过，报批' }).click()
    await giveReason(reviewer, '内容不涉密')
    await reviewer.getByText('待审批').first().waitFor()
    await take(approver, ordinary)
    await approver.getByRole('button', { name: '批准公开' }).click()
    await giveReason(approver, '同意公开')
    await approver.getByRole('heading', { name: '放行凭证' }).waitFor()
    await approver.getByText('已放行').first().waitFor()
  })

  it('releases a declassified paper by the notice that its editor attached, which the approver reads', async () => {
    const script = '联合应急演练脚本'
    await editor.getByRole('link', { name: '送审', exact: true }).click()
    await editor
      .getByLabel('选择文件')
      .and(editor.locator('input'))
      .setInputFiles(path.join(root, `samples/${script}.txt`))
    // The page of the draft has taken the place of the empty form.
    await editor.getByRole('button', { name: `移除 ${script}.txt` }).waitFor()
    for (const [label, text] of [
      ['栏目', '通知公告'],
      ['依据', '解密通知'],
      ['承办人意见', '已解密，建议公开'],
    ] as const)
      await editor.getByLabel(label).fill(text)
    await editor.getByRole('radio', { name: '秘密', exact: true }).check()
    await editor.getByLabel('保密期限').fill('1年')
    await editor.getByLabel('国家秘密事项名称').fill('演练方案')
    await editor.getByLabel('解密依据').fill('安应解〔2032〕1号')
    await editor
      .getByLabel('添加证明材料')
      .and(editor.locator('input'))
      .setInputFiles({ name: '解密通知.txt', mimeType: 'text/plain', buffer: Buffer.from('已解密') })
    await editor.getByRole('list', { name: '证明材料' }).getByText('解密通知.txt').waitFor()
    expect(await editor.getByRole('button', { name: '查看 解密通知.txt' }).count()).toBe(0)
    await editor.getByRole('button', { name: '提交筛查' }).click()
    await sendToReview(editor)
    await take(reviewer, script)
    await reviewer.getByRole('radio', { name: /已解密/ }).check()
    await reviewer.getByRole('checkbox', { name: '解密通知.txt' }).check()
    await reviewer.getByLabel('理由').fill('解密通知已核对')
    await reviewer.getByRole('button', { name: '作出决定' }).click()
    await reviewer.getByRole('button', { name: '审查通过，报批' }).click()
    await giveReason(reviewer, '已解密')
    await take(approver, script)
    const saving = approver.waitForEvent('download')
    await approver.getByRole('button', { name: '查看 解密通知.txt' }).first().click()
    expect((await saving).suggestedFilename()).toBe('解密通知.txt')
    await approver.getByRole('button', { name: '批准公开' }).click()
    await giveReason(approver, '同意公开')
    await approver.getByText('已放行').first().waitFor()
  })

  it('does not take the address of a page for what stands on it', async () => {
    await editor.getByRole('link', { name: '送审', exact: true }).click()
    await editor.getByText('粘贴稿件').click()
    const box = editor.getByLabel(/^在此粘贴/)
    await box.fill('https://www.anlan.example.gov.cn/preview/123.html')
    await editor.getByText('这只是一个网址').waitFor()
    const add = editor.getByRole('button', { name: '添加这段文字' })
    expect(await add.isDisabled()).toBe(true)
    await box.fill('停水通知：https://www.anlan.example.gov.cn/123.html')
    expect(await add.isEnabled()).toBe(true)
  })

  it('loses nothing that was typed when the editor goes elsewhere', async () => {
    await editor.getByLabel('标题').fill('关于道路养护的通知')
    const elsewhere = () => editor.getByRole('link', { name: '我的送审件' }).click()
    await elsewhere()
    await editor.getByRole('dialog').getByRole('button', { name: '留在本页' }).click()
    expect(await editor.getByLabel('标题').inputValue()).toBe('关于道路养护的通知')
    await editor.getByRole('button', { name: '保存草稿' }).click()
    await editor.waitForURL(/\/items\//)
    // The page of the draft has taken the place of the empty form.
    await editor.getByText('已自动保存').waitFor()
    const draft = editor.url()
    await editor.getByLabel('承办人意见').fill('可以公开')
    const saved = editor.waitForResponse(response => response.request().method() === 'PATCH')
    await elsewhere()
    expect((await saved).status()).toBe(200)
    await editor.goto(draft)
    expect(await editor.getByLabel('承办人意见').inputValue()).toBe('可以公开')
    expect(await dropBeside(editor)).toBe(true)
    await elsewhere()
    await editor.getByRole('heading', { level: 1, name: '我的送审件' }).waitFor()
  })

  it('tells the reader to reload when somebody else was faster', async () => {
    await submit(editor, { files: ['samples/停水通知.txt'] })
    await sendToReview(editor)
    const title = '停水通知'
    // A page that hears nothing from the server any more, as behind a broken connection.
    const deaf = await reviewer.context().newPage()
    await deaf.route('**/api/v1/events*', route => route.abort())
    await deaf.goto(served.url)
    await take(deaf, title)
    await editor.getByRole('button', { name: '撤回' }).click()
    await giveReason(editor, '信息有误')
    await deaf.getByRole('button', { name: '审查通过，报批' }).click()
    const dialog = deaf.getByRole('dialog')
    await dialog.getByLabel('理由').fill('内容不涉密')
    await dialog.getByRole('button', { name: '确定' }).click()
    await dialog.getByRole('alert').getByText('请刷新后再操作').waitFor()
    await dialog.getByRole('button', { name: '刷新' }).click()
    await deaf.getByText('已撤回').first().waitFor()
    await deaf.close()
  })

  it('hands out the files of its pages compressed, to however many come from one address', async () => {
    const page = await (await fetch(served.url)).text()
    const script = served.url + (/src="(\/assets\/[^"]+)"/.exec(page)?.[1] ?? '')
    const first = await fetch(script, { headers: { 'accept-encoding': 'br' } })
    expect(first.headers.get('content-encoding')).toBe('br')
    expect((await first.text()).length).toBeGreaterThan(10_000)
    for (let round = 0; round < 26; round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(script, { method: 'HEAD' })))
      expect(answers.map(({ status }) => status).filter(status => status !== 200)).toEqual([])
    }
  })

  it('answers for the addresses of its pages, whether they are read or only looked for', async () => {
    for (const [address, status] of [
      ['/items/1', 200],
      ['/nothing.js', 404],
      ['/api/v1/nothing', 404],
    ] as const) {
      const answers = ['GET', 'HEAD'].map(method => fetch(`${served.url}${address}`, { method }))
      expect((await Promise.all(answers)).map(answer => answer.status)).toEqual([status, status])
    }
    expect((await fetch(`${served.url}/items/1`, { method: 'POST' })).status).toBe(404)
  })

  it('runs without complaints of the browser, and asks no other server', () => {
    expect(complaints).toEqual([])
  })

  it('logs no word of the papers', () => {
    expect(served.log()).toContain('"status":201')
    for (const word of [marked, telegram, ordinary, '密电', '张承办'])
      expect(served.log()).not.toContain(word)
  })
})
