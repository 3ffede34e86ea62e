/** Rescans in the service: a site is added, rescanned in turns, paused, scheduled, and what is found is reviewed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite, type Site as Planted } from '../../scripts/rescan-site/site.ts'
import type { SiteSource } from '../../src/rescan/site-source.ts'
import type { Site, SiteRun } from '../../src/server/api/sites.ts'
import { openReviewItem } from '../../src/server/rescans/review-items.ts'
import { nextOf } from '../../src/server/rescans/schedule.ts'
import { type Client, screened, startService, type TestService } from './harness.ts'

const size = 60
const baseUrl = 'https://www.anlan.example.gov.cn/'

let folder: string
let planted: Planted
let service: TestService
let admin: Client
let reviewer: Client
let site: Site

const ended = ({ state }: SiteRun) => state !== 'running' && state !== 'paused'

async function lastRun(id: string): Promise<SiteRun> {
  const { items } = await admin.get<{ items: SiteRun[] }>(`/sites/${id}/runs`)
  const [run] = items
  if (!run) throw new Error('no run')
  return run
}

async function atEnd(id: string): Promise<SiteRun> {
  for (;;) {
    const run = await lastRun(id)
    if (ended(run)) return run
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** The service looks every two seconds; until it has told what a run found. */
async function reported(runId: string): Promise<void> {
  for (;;) {
    service.app.rescans.look()
    const row = await service.app.service.store.db
      .selectFrom('siteRun')
      .select('isReported')
      .where('runId', '=', runId)
      .executeTakeFirst()
    if (row?.isReported === 1) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

interface Summary {
  readonly id: string
  readonly title: string
}

const items = () =>
  reviewer
    .get<{ items: Summary[] }>('/submissions?limit=200')
    .then(({ items: all }) => all.map(each => each.id))

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-sites-'))
  planted = await makeSite(path.join(folder, 'site'), { size, hasScans: false })
  await new Promise(resolve => setTimeout(resolve, 150))
  service = await startService({
    env: { BAOSHEN_SITE_FOLDERS: folder },
    screener: { concurrency: 1, threads: 1, ocr: 'off' },
  })
  admin = service.administrator
  reviewer = await service.person('reviewer', ['reviewer'])
  site = await admin.post<Site>('/sites', {
    name: '安澜市政府网',
    source: path.join(folder, 'site'),
    baseUrl,
    columns: [
      { prefix: '/', column: '其他' },
      { prefix: '/c0000/', column: '通知公告', owner: '某处张三' },
    ],
  })
})
afterAll(async () => {
  await service.end()
  rmSync(folder, { recursive: true, force: true })
})

describe('a site', () => {
  it('finds exactly what was planted, and opens it for review with its address', async () => {
    const started = await admin.post<SiteRun>(`/sites/${site.id}/runs`, {})
    expect(started.number).toBe(1)
    const again = await admin.call<{ code: string }>('POST', `/sites/${site.id}/runs`, {})
    expect(again.body.code).toBe('rescan-open')
    const run = await atEnd(site.id)
    expect(run.state).toBe('done')
    expect(run.done).toBe(size + 1)
    expect(run.total).toBe(size + 1)
    await reported(run.id)
    expect((await lastRun(site.id)).opened).toBe(planted.planted.length)
    const urls = new Set<string>()
    for (const id of await items()) {
      const item = await screened(reviewer, id)
      expect(item.state).toBe('review')
      expect(item.verdict).toBe('block')
      expect(item.submitter.name).toBe(site.name)
      expect(item.form.opinion).toContain(`地址：${baseUrl}`)
      urls.add(/地址：(\S+)/.exec(item.form.opinion)?.[1]?.slice(baseUrl.length) ?? '')
    }
    expect([...urls].sort()).toEqual([...planted.planted].sort())
  })

  it('is read no more when nothing has changed, and opens nothing twice', async () => {
    const before = (await items()).length
    await admin.post(`/sites/${site.id}/runs`, {})
    const run = await atEnd(site.id)
    expect(run).toMatchObject({ number: 2, screened: 0, unchanged: size + 1, found: 0 })
    await reported(run.id)
    expect((await items()).length).toBe(before)
    // All read again: the same findings at the same places are not new.
    await admin.post(`/sites/${site.id}/runs`, { full: true })
    const full = await atEnd(site.id)
    await reported(full.id)
    expect(full).toMatchObject({ number: 3, full: true, found: 0 })
    expect((await items()).length).toBe(before)
  })

  it('says of a new paper which column it stands in, and tells webhooks once', async () => {
    const before = await items()
    writeFileSync(path.join(folder, 'site/c0000/新.html'), '<title>新通知</title><p>机密★20年</p>')
    await new Promise(resolve => setTimeout(resolve, 150))
    const { endpoint } = await admin.post<{ endpoint: { id: string } }>('/webhooks', {
      name: 'cms',
      url: 'https://cms.example.gov.cn/hook',
      events: ['rescan.finding'],
      portal: null,
    })
    await admin.post(`/sites/${site.id}/runs`, {})
    const run = await atEnd(site.id)
    await reported(run.id)
    const fresh = (await items()).filter(id => !before.includes(id))
    expect(fresh).toHaveLength(1)
    const item = await screened(reviewer, fresh[0] ?? '')
    expect(item.title).toBe(`${baseUrl}c0000/新.html`)
    expect(item.form).toMatchObject({ column: '通知公告' })
    expect(item.form.opinion).toContain('某处张三')
    const told = await service.app.service.store.db
      .selectFrom('webhookDelivery')
      .select('payload')
      .where('endpointId', '=', endpoint.id)
      .execute()
    expect(told).toHaveLength(1)
    expect(JSON.parse(told[0]?.payload ?? '').data).toMatchObject({ site: site.id, run: run.id, items: 1 })
  })

  it('pauses, goes on, and is cancelled', async () => {
    await admin.post(`/sites/${site.id}/runs`, { full: true })
    expect((await admin.post<SiteRun>(`/sites/${site.id}/pause`)).state).toBe('paused')
    // What is at work comes to its end.
    const { db } = service.app.service.store
    const atWork = db.selectFrom('rescanItem').select('id').where('state', '=', 'running')
    await expect.poll(() => atWork.execute()).toEqual([])
    const paused = await lastRun(site.id)
    await new Promise(resolve => setTimeout(resolve, 300))
    expect((await lastRun(site.id)).done).toBe(paused.done)
    expect(paused.state).toBe('paused')
    expect((await admin.post<SiteRun>(`/sites/${site.id}/resume`)).state).toBe('running')
    expect((await atEnd(site.id)).done).toBe(size + 2)
    await admin.post(`/sites/${site.id}/runs`, { full: true })
    expect((await admin.post<SiteRun>(`/sites/${site.id}/cancel`)).state).toBe('cancelled')
    expect((await admin.call<{ code: string }>('POST', `/sites/${site.id}/resume`)).body.code).toBe(
      'no-rescan',
    )
    await admin.post(`/sites/${site.id}/runs`, {})
    expect(await atEnd(site.id)).toMatchObject({ state: 'done', done: size + 2, found: 0 })
  })

  it('is counted in the metrics', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text()
    expect(metrics).toContain('baoshen_rescan_runs{state="cancelled"} 1\n')
    expect(metrics).toContain('baoshen_rescan_runs{state="running"} 0\n')
    const { items: runs } = await admin.get<{ items: SiteRun[] }>(`/sites/${site.id}/runs`)
    const screenings = runs.reduce((sum, run) => sum + run.screened, 0)
    expect(metrics).toContain(`baoshen_rescan_documents{outcome="screened"} ${screenings}\n`)
    expect(metrics).toContain('baoshen_rescan_dead 0\n')
    expect(metrics).toContain('baoshen_workers{state="live"} 1\n')
  })

  it('starts when its time has come', async () => {
    const { number } = await lastRun(site.id)
    const { version } = (await admin.get<{ items: Site[] }>('/sites')).items[0] ?? { version: 0 }
    // Half a day from now, so that its time does not come while it is looked at.
    const hour = (new Date().getUTCHours() + 12) % 24
    const schedule = { cron: `30 ${hour} * * *`, timeZone: 'UTC' }
    const changed = await admin.call<Site>(
      'PATCH',
      `/sites/${site.id}`,
      { schedule },
      { 'if-match': `"${version}"` },
    )
    expect(changed.body.nextRun).toBe(nextOf(schedule, new Date()))
    // As if the night had come.
    const { db } = service.app.service.store
    await db
      .updateTable('site')
      .set({ nextRun: '2020-01-01T00:00:00.000Z' })
      .where('id', '=', site.id)
      .execute()
    service.app.rescans.look()
    await expect.poll(async () => (await lastRun(site.id)).number, { timeout: 30_000 }).toBe(number + 1)
    expect((await lastRun(site.id)).by.kind).toBe('system')
    await atEnd(site.id)
    const row = await db.selectFrom('site').select('nextRun').executeTakeFirst()
    expect(row?.nextRun).toBe(nextOf(schedule, new Date()))
  })

  it('is shown to reviewers of its department, and to no others', async () => {
    const own = await service.department('甲局')
    const other = await service.department('乙局')
    const at = await admin.post<Site>('/sites', {
      name: '甲局网站',
      source: 'https://www.example.gov.cn/',
      department: own,
    })
    const inside = await service.person('inside', ['reviewer'], own)
    const outside = await service.person('outside', ['reviewer'], other)
    const names = async (who: Client) =>
      (await who.get<{ items: Site[] }>('/sites')).items.map(({ name }) => name)
    expect(await names(inside)).toEqual(['甲局网站'])
    expect(await names(outside)).toEqual([])
    expect(await names(reviewer)).toContain('甲局网站')
    for (const part of ['runs', 'unscreened']) {
      expect((await inside.call('GET', `/sites/${at.id}/${part}`)).status).toBe(200)
      expect((await outside.call('GET', `/sites/${at.id}/${part}`)).status).toBe(404)
    }
    const empty = await service.department('丙局')
    await admin.call('PATCH', `/sites/${at.id}`, { department: empty }, { 'if-match': `"${at.version}"` })
    const kept = await admin.call('DELETE', `/departments/${empty}`)
    expect(kept.body).toMatchObject({ code: 'in-use', detail: expect.stringContaining('rescanned site') })
    await admin.call('DELETE', `/sites/${at.id}`)
    expect((await admin.call('DELETE', `/departments/${empty}`)).status).toBe(204)
  })

  it('is reported though another one cannot be opened', async () => {
    const added: Site[] = []
    for (const name of ['甲', '乙']) {
      mkdirSync(path.join(folder, name))
      writeFileSync(path.join(folder, name, '1.html'), '<p>机密★20年</p>')
      added.push(await admin.post<Site>('/sites', { name, source: path.join(folder, name) }))
    }
    const [broken, sound] = added
    if (!broken || !sound) throw new Error('no site')
    await admin.post(`/sites/${broken.id}/runs`, {})
    const { id } = await atEnd(broken.id)
    await reported(id)
    // As if the service had stopped before it reported, and the folder were gone since.
    const { db } = service.app.service.store
    await db.deleteFrom('siteFinding').where('siteId', '=', broken.id).execute()
    await db.updateTable('site').set({ version: 9 }).where('id', '=', broken.id).execute()
    await rename(path.join(folder, '甲'), path.join(folder, '丙'))
    await db.updateTable('siteRun').set({ isReported: 0 }).where('runId', '=', id).execute()
    await admin.post(`/sites/${sound.id}/runs`, {})
    await reported((await atEnd(sound.id)).id)
    expect((await lastRun(sound.id)).opened).toBe(1)
    // And the other as soon as it is there again.
    await rename(path.join(folder, '丙'), path.join(folder, '甲'))
    await reported(id)
    expect((await lastRun(broken.id)).opened).toBe(1)
    for (const each of added) await admin.call('DELETE', `/sites/${each.id}`)
  })

  it('has a source that breaks over a document: the others are opened', async () => {
    const { db } = service.app.service.store
    const row = await db.selectFrom('site').selectAll().where('id', '=', site.id).executeTakeFirstOrThrow()
    const { id } = await lastRun(site.id)
    const run = await db.selectFrom('rescanRun').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const group = ['broken.html', 'sound.html'].map(ref => ({
      itemId: ref,
      ref,
      url: null,
      title: ref,
      column: null,
      owner: null,
      findings: [{ rule: 'a', fingerprint: 'b', openedBefore: null }],
      isLapsed: false,
    }))
    const source: SiteSource = {
      name: 'broken',
      async *seeds() {},
      close: async () => {},
      fetch: async ({ id: ref }) => {
        if (ref === 'broken.html') throw new TypeError('broken')
        const bytes = Buffer.from('<p>机密★20年</p>')
        return { kind: 'content', bytes, name: ref, title: null, validator: null, found: [] }
      },
    }
    const signal = new AbortController().signal
    expect(await openReviewItem(service.app.service, row, run, source, group, signal)).toBe(1)
  })

  it('is forgotten with all that was known of it', async () => {
    expect((await admin.call('DELETE', `/sites/${site.id}`)).status).toBe(204)
    const { db } = service.app.service.store
    for (const table of [
      'site',
      'rescanItem',
      'rescanContent',
      'rescanFinding',
      'rescanSighting',
      'siteRun',
    ] as const) {
      expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([])
    }
  })
})

describe('what a site may be read from', () => {
  const refusal = async (source: string, settings = {}) =>
    (await admin.call<{ code?: string }>('POST', '/sites', { name: source, source, settings })).body.code

  it('is not the machine that the service runs on', async () => {
    expect(await refusal('/etc')).toBe('bad-source')
    expect(await refusal(path.join(folder, '..'))).toBe('bad-source')
    expect(await refusal(`sql:${path.join(folder, '../x.yaml')}`)).toBe('bad-source')
    expect(await refusal('http://127.0.0.1:8080/')).toBe('bad-source')
    expect(await refusal('http://169.254.169.254/latest/')).toBe('bad-source')
    expect(await refusal('https://user:secret@www.example.gov.cn/')).toBe('bad-source')
    expect(await refusal('https://www.example.gov.cn/', { hosts: ['10.0.0.8'] })).toBe('bad-source')
    expect(await refusal('ftp://www.example.gov.cn/')).toBe('bad-source')
  })
})

describe('a schedule', () => {
  it('is a cron expression in a time zone', () => {
    const at = (cron: string, timeZone: string, after: string) => nextOf({ cron, timeZone }, new Date(after))
    expect(at('30 2 * * *', 'Asia/Shanghai', '2026-01-05T00:00:00Z')).toBe('2026-01-05T18:30:00.000Z')
    expect(at('30 2 * * *', 'Asia/Shanghai', '2026-01-05T18:30:00Z')).toBe('2026-01-06T18:30:00.000Z')
    expect(at('0 3 * * 6', 'UTC', '2026-01-05T00:00:00Z')).toBe('2026-01-10T03:00:00.000Z')
    expect(() => at('* * * * * *', 'UTC', '2026-01-05T00:00:00Z')).toThrow('bad-schedule')
    expect(() => at('61 2 * * *', 'UTC', '2026-01-05T00:00:00Z')).toThrow('bad-schedule')
    expect(() => at('30 2 * * *', 'Asia/Nowhere', '2026-01-05T00:00:00Z')).toThrow('bad-schedule')
  })
})
