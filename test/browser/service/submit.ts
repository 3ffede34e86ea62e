/** An editor's way through the pages: a new item with files, submitted and screened. */
import path from 'node:path'
import type { Page } from 'playwright-core'
import { root } from '../../cli/program.ts'

export interface NewItem {
  readonly files: readonly string[]
  readonly title?: string
}

export async function submit(page: Page, { files, title }: NewItem): Promise<void> {
  await page.getByRole('link', { name: '送审', exact: true }).click()
  await page
    .getByLabel('选择文件')
    .and(page.locator('input'))
    .setInputFiles(files.map(name => path.resolve(root, name)))
  await page.waitForURL(/\/items\//)
  await page
    .getByRole('list', { name: '已添加' })
    .getByRole('button', { name: /^移除/ })
    .nth(files.length - 1)
    .waitFor()
  if (title !== undefined) await page.getByLabel('标题').fill(title)
  await page.getByLabel('栏目').fill('通知公告')
  await page.getByLabel('承办人意见').fill('经核对不涉密，建议公开')
  await page.getByRole('button', { name: '提交筛查' }).click()
}

/** Waits for the end of the screening; the editor sends the item on. */
export async function sendToReview(page: Page): Promise<void> {
  const send = page.getByRole('button', { name: '送审', exact: true })
  await send.waitFor({ timeout: 150_000 })
  await send.click()
  await page.getByText('审查中').first().waitFor()
}

/** Gives the reason that an act asks for. */
export async function giveReason(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill(reason)
  await dialog.getByRole('button', { name: '确定' }).click()
  await dialog.waitFor({ state: 'hidden' })
}
