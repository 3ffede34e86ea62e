/** Self-inspection reports of rescans in the service: over a real folder, in each format, and for whom. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite } from '../../scripts/rescan-site/site.ts'
import { extract } from '../../src/index.ts'
import type { Site, SiteRun } from '../../src/server/api/sites.ts'
import type { ReportFormat } from '../../src/server/rescans/print-thread.ts'
import { type Answer, type Client, startService, type TestService } from './harness.ts'

const baseUrl = 'https://www.anlan.example.gov.cn/'
const formats: readonly ReportFormat[] = ['html', 'xlsx', 'docx']

let folder: string
/** Paths of everything that must be in a report. */
let planted: string[]
let service: TestService
let admin: Client
let reviewer: Client
let site: Site

/** On the allow-list, as somebody proposed and somebody else confirmed. */
const allowance = {
  reason: '已解密',
  actorId: 'a',
  actorName: '甲',
  until: '2099-12-31',
  state: 'active',
  confirmedById: 'b',
  confirmedByName: '乙',
  created: '2026-01-05T00:00:00.000Z',
} as const

const write = (name: string, text: string) => writeFileSync(path.join(folder, 'site', name), text)

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-reports-'))
  const made = await makeSite(path.join(folder, 'site'), { size: 120, hasScans: false })
  mkdirSync(path.join(folder, 'site/zwgk'))
  write('zwgk/a.html', '<title>某会议纪要</title><p>机密★20年</p>')
  write('zwgk/b.html', '<title>某会议纪要</title><p>机密★20年</p>')
  write('zwgk/c.txt', '秘密★10年\n关于另一件事的通知\n')
  write('zwgk/d.txt', '绝密★长期\n关于第三件事的通知\n')
  write('zwgk/坏.pdf', '%PDF-1.7 broken')
  planted = [...made.planted, 'zwgk/a.html', 'zwgk/b.html', 'zwgk/c.txt', 'zwgk/d.txt'].sort()
  await new Promise(resolve => setTimeout(resolve, 150))
  service = await startService({
    env: { BAOSHEN_SITE_FOLDERS: folder },
    screener: { concurrency: 1, threads: 1, ocr: 'off' },
  })
  admin = service.administrator
  reviewer = await service.person('reviewer', ['reviewer'])
  site = await admin.post<Site>('/sites', {
    name: '安澜市/政府网',
    source: path.join(folder, 'site'),
    baseUrl,
    columns: [{ prefix: '/zwgk/', column: '政务公开', owner: '某处张三' }],
  })
})
afterAll(async () => {
  await service.end()
  rmSync(folder, { recursive: true, force: true })
})

async function lastRun(): Promise<SiteRun> {
  const { items } = await admin.get<{ items: SiteRun[] }>(`/sites/${site.id}/runs`)
  const [run] = items
  if (!run) throw new Error('no run')
  return run
}

/** Rescans, and waits until what was found has become review items. */
async function rescan(): Promise<SiteRun> {
  await admin.post(`/sites/${site.id}/runs`, {})
  const { db } = service.app.service.store
  for (;;) {
    const run = await lastRun()
    service.app.rescans.look()
    const row = await db
      .selectFrom('siteRun')
      .select('isReported')
      .where('runId', '=', run.id)
      .executeTakeFirst()
    if (row?.isReported === 1) return run
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const report = (who: Client, run: SiteRun, format: ReportFormat, more = '') =>
  who.call<Buffer>('GET', `/sites/${site.id}/runs/${run.id}/report.${format}${more}`)
const codeOf = ({ body }: Answer<unknown>) => (body as { code: string }).code

/** Each finding that a report lists: its address, as it stands at the beginning of a line or in a cell of its own. */
async function placesIn(format: ReportFormat, bytes: Buffer): Promise<string[]> {
  const addresses = (texts: readonly string[]) =>
    texts
      .filter(text => text.startsWith(baseUrl))
      .map(text => decodeURI(text.slice(baseUrl.length).split(/[<\s]/)[0] ?? ''))
      .sort()
  switch (format) {
    case 'html':
      return addresses(bytes.toString('utf8').split(/<article[^>]*>.*\n<p>/))
    case 'xlsx': {
      const sheets = await readExcel(bytes)
      return addresses((sheets[1]?.data ?? []).slice(1).map(row => String(row[5])))
    }
    case 'docx': {
      const { parts } = await extract({ name: 'report.docx', bytes }, { ocr: 'off' })
      const lines = parts.flatMap(part => part.lines.map(line => line.text))
      return addresses(
        lines.slice(
          0,
          lines.findLastIndex(line => line.startsWith('未能检查的信息')),
        ),
      )
    }
  }
}

describe('the self-inspection report of a run', () => {
  it('lists every paper that was planted, none twice, in each format', async () => {
    const run = await rescan()
    const listed = new Map<ReportFormat, string[]>()
    for (const format of formats) {
      const { status, body, headers } = await report(reviewer, run, format, '?lang=zh')
      expect(status).toBe(200)
      const name = /filename\*=UTF-8''(\S+)/.exec(headers.get('content-disposition') ?? '')?.[1] ?? ''
      expect(decodeURIComponent(name)).toMatch(
        new RegExp(`^安澜市_政府网 自查报告 \\d{4}-\\d\\d-\\d\\d\\.${format}$`),
      )
      listed.set(format, await placesIn(format, body))
    }
    const rows = (await readExcel((await report(reviewer, run, 'xlsx')).body))[1]?.data.slice(1) ?? []
    const keys = rows.map(row => [row[4], row[5], row[16]].join(' '))
    expect(new Set(keys).size).toBe(keys.length)
    const [html, xlsx, docx] = formats.map(format => listed.get(format))
    expect([...new Set(xlsx)]).toEqual(planted)
    expect(html).toEqual(xlsx)
    expect(docx).toEqual(xlsx)
    // In the columns, with their owners, and the review item where it is decided on.
    const own = rows.find(row => row[5] === `${baseUrl}zwgk/a.html`)
    expect(own?.slice(11, 13)).toEqual(['政务公开', '某处张三'])
    const id = /^\/items\/(\S+)$/.exec(String(own?.[17]))?.[1] ?? ''
    expect((await reviewer.call('GET', `/submissions/${id}`)).status).toBe(200)
  })

  it('shows no word that was found, and what could not be screened', async () => {
    const page = (await report(reviewer, await lastRun(), 'html', '?lang=en')).body.toString('utf8')
    expect(page).toContain('<html lang="en">')
    expect(page).not.toMatch(/机密★20年|绝密★长期|秘密★10年/)
    // They were screened in Chinese.
    expect(page).toContain('State-secret mark')
    expect(page).not.toContain('国家秘密标志')
    expect(decodeURI(page.split('Not screened（1）')[1] ?? '')).toContain(`${baseUrl}zwgk/坏.pdf`)
  })

  it('tells new, remaining and mended apart, and leaves out what is allowed', async () => {
    const before = await lastRun()
    const rows = (await readExcel((await report(admin, before, 'xlsx')).body))[1]?.data ?? []
    const allowed = rows.filter(row => row[5] === `${baseUrl}zwgk/d.txt`)
    expect(allowed.length).toBeGreaterThan(0)
    const { db } = service.app.service.store
    for (const row of allowed) {
      await db
        .insertInto('allowEntry')
        .values({
          ...allowance,
          id: crypto.randomUUID(),
          rule: String(row[4]),
          fingerprint: String(row[16]),
        })
        .execute()
    }
    // As if it had been longer ago, by a clock in Shanghai.
    const started = '2026-01-05T01:00:00.000Z'
    await db.updateTable('rescanRun').set({ started }).where('id', '=', before.id).execute()
    write('zwgk/c.txt', '关于另一件事的通知，已改\n')
    write('zwgk/e.html', '<p>秘密★5年</p>')
    await new Promise(resolve => setTimeout(resolve, 150))
    const run = await rescan()
    expect(codeOf(await report(admin, before, 'xlsx'))).toBe('no-report')
    const sheets = await readExcel((await report(admin, run, 'xlsx', '?lang=zh')).body)
    const statusOf = (name: string) =>
      new Set(sheets[1]?.data.filter(row => row[5] === `${baseUrl}${name}`).map(row => row[0]))
    expect(statusOf('zwgk/a.html')).toEqual(new Set(['未整改']))
    expect(statusOf('zwgk/c.txt')).toEqual(new Set(['已消除']))
    expect(statusOf('zwgk/e.html')).toEqual(new Set(['新增']))
    expect(statusOf('zwgk/d.txt')).toEqual(new Set())
    const seen = new Map(sheets[1]?.data.map(row => [row[5], row[13]]))
    expect(seen.get(`${baseUrl}zwgk/a.html`)).toBe('2026-01-05 09:00')
    expect(seen.get(`${baseUrl}zwgk/c.txt`)).toBe('2026-01-05 09:00')
    expect(seen.get(`${baseUrl}zwgk/e.html`)).not.toBe('2026-01-05 09:00')
    expect(sheets[3]?.data).toHaveLength(3)
    // What was allowed has not been reported, so that it is not reported as mended either.
    rmSync(path.join(folder, 'site/zwgk/d.txt'))
    const after = await rescan()
    const page = (await report(admin, after, 'html')).body.toString('utf8')
    expect(page).not.toContain('zwgk/d.txt')
  })

  it('is not made of a run that did not come to its end, nor while another is under way', async () => {
    const before = await lastRun()
    await admin.post(`/sites/${site.id}/runs`, { full: true })
    await admin.post(`/sites/${site.id}/pause`)
    const open = await lastRun()
    for (const run of [before, open]) {
      const answer = await report(admin, run, 'docx')
      expect([answer.status, codeOf(answer)]).toEqual([409, 'no-report'])
    }
    await admin.post(`/sites/${site.id}/cancel`)
    expect(codeOf(await report(admin, open, 'docx'))).toBe('no-report')
    expect((await report(admin, await rescan(), 'docx')).status).toBe(200)
  })

  it('is made one at a time; who cannot wait is told so', async () => {
    const run = await lastRun()
    const answers = await Promise.all(Array.from({ length: 9 }, () => report(admin, run, 'html')))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.map(codeOf)).toEqual(Array(refused.length).fill('overloaded'))
    expect(refused.length).toBeGreaterThan(0)
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(5)
    expect((await report(admin, run, 'html')).status).toBe(200)
  })

  it('is for whoever sees the site, and for no one else', async () => {
    const run = await lastRun()
    const own = await service.department('甲局')
    const other = await service.department('乙局')
    const { version } = (await admin.get<{ items: Site[] }>('/sites')).items[0] ?? { version: 0 }
    await admin.call('PATCH', `/sites/${site.id}`, { department: own }, { 'if-match': `"${version}"` })
    const statusFor = async (who: Client) => (await report(who, run, 'html')).status
    expect(await statusFor(await service.person('inside', ['reviewer'], own))).toBe(200)
    expect(await statusFor(await service.person('auditor', ['auditor'], other))).toBe(200)
    expect(await statusFor(await service.person('outside', ['reviewer'], other))).toBe(404)
    expect(await statusFor(await service.person('editor', ['editor', 'approver'], own))).toBe(403)
    expect(await statusFor(admin.like())).toBe(401)
    expect((await admin.call('GET', `/sites/${site.id}/runs/${site.id}/report.html`)).status).toBe(404)
  })
})
