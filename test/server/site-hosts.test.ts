/** Hosts of the own network are fetched only while the operator's allow-list names them, whoever starts the run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseAllowList } from '../../src/outbound/allow.ts'
import type { Site, SiteRun } from '../../src/server/api/sites.ts'
import { freshDatabase } from '../postgres/database.ts'
import { openSite, page, type WebSite } from '../rescan/web-site.ts'
import { startService, type TestService } from './harness.ts'

let folder: string
let databaseUrl: string | undefined
let web: WebSite
let service: TestService

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-site-hosts-'))
  databaseUrl = await freshDatabase()
  web = await openSite({ '/': page('/1.html'), '/1.html': '<p>机密★20年</p>' })
})
afterAll(async () => {
  await service.end()
  await web.close()
  rmSync(folder, { recursive: true, force: true })
})

const startWith = (targets: readonly string[]) =>
  startService({ folder, databaseUrl, allowTargets: parseAllowList(targets) })

/** As if the night had come, until the run has ended and is reported. */
async function runBySchedule(siteId: string): Promise<void> {
  const { db } = service.app.service.store
  await db.updateTable('site').set({ nextRun: '2020-01-01T00:00:00.000Z' }).where('id', '=', siteId).execute()
  const last = () =>
    db
      .selectFrom('siteRun')
      .innerJoin('rescanRun', 'rescanRun.id', 'siteRun.runId')
      .select(['rescanRun.number', 'rescanRun.state', 'siteRun.isReported'])
      .where('siteRun.siteId', '=', siteId)
      .orderBy('rescanRun.number', 'desc')
      .limit(1)
      .executeTakeFirst()
  const before = (await last())?.number ?? 0
  await expect
    .poll(
      () => {
        service.app.rescans.look()
        return last()
      },
      { timeout: 50_000 },
    )
    .toMatchObject({ number: before + 1, state: 'done', isReported: 1 })
}

it('are vetted at every connection of scheduled runs and of review items', async () => {
  service = await startWith([`127.0.0.1:${web.port}`])
  const site = await service.administrator.post<Site>('/sites', {
    name: '内网站点',
    source: `http://127.0.0.1:${web.port}/`,
    settings: { interval: 0 },
    schedule: { cron: '30 2 * * *', timeZone: 'Asia/Shanghai' },
  })
  await runBySchedule(site.id)
  const { items } = await service.administrator.get<{ items: SiteRun[] }>(`/sites/${site.id}/runs`)
  expect(items[0]).toMatchObject({ screened: 2, found: 1, opened: 1 })
  await service.close()

  service = await startWith([])
  const { db } = service.app.service.store
  const asked = web.connections()
  // What the first run found is to be opened again.
  await db.deleteFrom('siteFinding').execute()
  await db.updateTable('siteRun').set({ isReported: 0 }).execute()
  await runBySchedule(site.id)
  expect(web.connections()).toBe(asked)
  expect(await db.selectFrom('siteRun').select('isReported').execute()).toEqual([
    { isReported: 1 },
    { isReported: 1 },
  ])
  expect(await db.selectFrom('siteFinding').selectAll().execute()).toEqual([])
  const problems = await db.selectFrom('rescanItem').select('problem').execute()
  expect(problems).toHaveLength(2)
  for (const { problem } of problems) expect(problem).toContain('出站许可清单')
})

it('are left alone by a process with another allow-list than the service', async () => {
  const { db } = service.app.service.store
  const site = await db.selectFrom('site').select('id').executeTakeFirstOrThrow()
  // As if this one were a worker.
  await db.updateTable('serviceScreening').set({ targets: '10.0.0.0/8' }).execute()
  const run = await db.selectFrom('rescanRun').selectAll().orderBy('number', 'desc').executeTakeFirstOrThrow()
  await db
    .updateTable('rescanRun')
    .set({ state: 'running', isListed: 0, done: 0 })
    .where('id', '=', run.id)
    .execute()
  service.app.rescans.wake()
  await new Promise(resolve => setTimeout(resolve, 1000))
  const after = await db.selectFrom('rescanRun').selectAll().where('id', '=', run.id).executeTakeFirst()
  expect(after).toMatchObject({ siteId: site.id, state: 'running', isListed: 0, done: 0 })
})
