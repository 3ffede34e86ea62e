/** What an allow entry covered when a run met it becomes a review item once the entry has ended. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { State } from '../../src/review/lifecycle.ts'
import type { Site, SiteRun } from '../../src/server/api/sites.ts'
import { type Client, screened, startService, type TestService } from './harness.ts'

let folder: string
let service: TestService
let admin: Client
let reviewer: Client

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-site-allowed-'))
  service = await startService({ env: { BAOSHEN_SITE_FOLDERS: folder } })
  admin = service.administrator
  reviewer = await service.person('reviewer', ['reviewer'])
})
afterAll(async () => {
  await service.end()
  rmSync(folder, { recursive: true, force: true })
})

async function newSite(name: string): Promise<string> {
  mkdirSync(path.join(folder, name))
  writeFileSync(path.join(folder, name, '1.html'), '<p>机密★20年</p>')
  return (await admin.post<Site>('/sites', { name, source: path.join(folder, name) })).id
}

/** A run to its end. @returns how many items it opened. */
async function opened(siteId: string): Promise<number> {
  const { id } = await admin.post<SiteRun>(`/sites/${siteId}/runs`, {})
  const { db } = service.app.service.store
  for (;;) {
    service.app.rescans.look()
    const row = await db.selectFrom('siteRun').selectAll().where('runId', '=', id).executeTakeFirstOrThrow()
    if (row.isReported === 1) return row.opened
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)

it('once, unless it is in one that is not decided', async () => {
  const { db } = service.app.service.store
  const reviewed = await newSite('已审')
  expect(await opened(reviewed)).toBe(1)
  const found = await db.selectFrom('siteFinding').selectAll().execute()
  expect(found.length).toBeGreaterThan(0)
  for (const { rule, fingerprint } of found) {
    await db
      .insertInto('allowEntry')
      .values({
        id: `${rule} ${fingerprint}`,
        rule,
        fingerprint,
        reason: '已公开的样本',
        until: day(2),
        actorId: 'p',
        actorName: '甲',
        state: 'active',
        confirmedById: 'q',
        confirmedByName: '乙',
        created: new Date().toISOString(),
      })
      .execute()
  }
  const covered = await newSite('许可')
  expect(await opened(covered)).toBe(0)
  expect(await opened(covered)).toBe(0)

  await db
    .updateTable('allowEntry')
    .set({ until: day(-2) })
    .execute()
  expect(await opened(covered)).toBe(1)
  expect(await opened(covered)).toBe(0)
  const { items } = await reviewer.get<{ items: { id: string }[] }>('/submissions?limit=10')
  expect(items).toHaveLength(2)
  const item = await screened(reviewer, items[0]?.id ?? '')
  expect(item).toMatchObject({ verdict: 'block', submitter: { name: '许可' } })
  expect(item.form.opinion).toContain('许可已到期')

  // It was opened after the entry had ended: nothing is to be decided anew.
  expect(await opened(reviewed)).toBe(0)
  // As if it had been opened, and allowed by that, before.
  await db
    .updateTable('siteFinding')
    .set({ created: `${day(-9)}T00:00:00.000Z` })
    .where('siteId', '=', reviewed)
    .execute()
  expect(await opened(reviewed)).toBe(0)
  const submissions = found.map(({ submissionId }) => submissionId)
  const decided = (state: State) =>
    db.updateTable('submission').set({ state }).where('id', 'in', submissions).execute()
  await decided('released')
  expect(await opened(reviewed)).toBe(1)
  expect(await opened(reviewed)).toBe(0)
})
