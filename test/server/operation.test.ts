/** What administrators and auditors do: packs, allow-list, exports, statistics, retention, live progress, limits. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headFile } from '../../src/ledger/head.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import type { Settings } from '../../src/server/api/administration.ts'
import type { FindingView } from '../../src/server/api/findings.ts'
import type { Statistics } from '../../src/server/api/statistics.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { backUp, restore } from '../../src/server/backup.ts'
import { applyRetention } from '../../src/server/retention.ts'
import { openWith } from '../../src/server/screeners.ts'
import { screensAsService } from '../../src/server/service-screening.ts'
import { activePacks } from '../../src/server/work.ts'
import { openKeys } from '../../src/vault/keys.ts'
import { dropLedgerTriggers } from '../ledger/drop-triggers.ts'
import {
  type Client,
  clean,
  draft,
  form,
  inReview,
  marked,
  screened,
  startService,
  type TestService,
} from './harness.ts'

let service: TestService
let editor: Client
let reviewer: Client
let second: Client
let approver: Client
let auditor: Client

beforeAll(async () => {
  service = await startService()
  editor = await service.person('editor', ['editor'])
  reviewer = await service.person('reviewer', ['reviewer'])
  second = await service.person('second', ['reviewer'])
  approver = await service.person('approver', ['approver'])
  auditor = await service.person('auditor', ['auditor'])
})
afterAll(() => service.end())

async function changeSettings(change: Partial<Settings>): Promise<void> {
  const { settings, version } = await service.administrator.get<{ settings: Settings; version: number }>(
    '/settings',
  )
  const answer = await service.administrator.call(
    'PUT',
    '/settings',
    { ...settings, ...change },
    { 'if-match': `"${version}"` },
  )
  expect(answer.status).toBe(200)
}

const upload = (name: string, content: string) => {
  const data = new FormData()
  data.append('file', new Blob([content]), name)
  return data
}

describe('a screening whose result cannot be written', () => {
  it('is done again, and nothing waits for a restart', async () => {
    const { storage } = service.app.service.blobs
    const { id, version } = await draft(editor, marked)
    const write = storage.write
    let failures = 0
    storage.write = async () => {
      failures += 1
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    }
    await editor.post(`/submissions/${id}/submit`, { version, forward: true })
    while (failures === 0) await new Promise(resolve => setTimeout(resolve, 25))
    storage.write = write
    expect((await screened(editor, id)).verdict).toBe('block')
  })
})

describe('own term lists', () => {
  it('are checked, tried on recent items, put into force and taken out again', async () => {
    const item = await inReview(editor, `${clean}青松工程进展顺利。\n`)
    const { administrator } = service
    const bad = await administrator.call('POST', '/packs', upload('规则.yaml', 'pack: x\nrules: []\n'))
    expect(bad).toMatchObject({ status: 422, body: { code: 'bad-pack' } })
    const { detail } = bad.body as unknown as { detail: string }
    // By its name, not by where it lay while it was read, and in English.
    expect(detail).toMatch(/: 规则\.yaml/)
    expect(detail.replace('规则', '')).not.toMatch(/\p{Script=Han}/u)
    const list = await administrator.post<{ id: string }>('/packs', upload('词条.txt', '青松工程\n'))
    const trial = await administrator.post<{ rows: { submission: string; before: string; after: string }[] }>(
      `/packs/${list.id}/trial`,
      { items: 5 },
    )
    expect(trial.rows).toContainEqual(
      expect.objectContaining({ submission: item.id, before: 'pass', after: 'review' }),
    )
    await administrator.post(`/packs/${list.id}/activate`)
    const flagged = await inReview(editor, `${clean}青松工程进展顺利。\n`)
    expect(flagged).toMatchObject({ verdict: 'review' })
    const { items } = await editor.get<{ items: FindingView[] }>(`/submissions/${flagged.id}/findings`)
    expect(items[0]?.basis).toBe("The organisation's own list 词条.txt")
    expect(JSON.stringify(await editor.get('/rules'))).not.toContain('青松工程')
    await administrator.post(`/packs/${list.id}/retire`)
    expect(await inReview(editor, `${clean}青松工程进展顺利。\n`)).toMatchObject({ verdict: 'pass' })
  })
})

describe('term lists that are put into force one over the other', () => {
  /** What a worker, or the service after a restart, would screen with. */
  async function expectAsWritten(): Promise<void> {
    const { screeners, rescans, service: inner } = service.app
    const active = await activePacks(inner.store)
    const { screener } = await openWith({ ...screeners.options, concurrency: 1 }, active)
    await screener.close()
    expect(screeners.ruleset).toBe(screener.ruleset)
    expect(await screensAsService(inner.store.db, rescans.versions())).toBe(true)
  }
  const act = (name: string) => (id: string) => service.administrator.post(`/packs/${id}/${name}`)

  it('are all in force, in whatever order and however fast that was done', async () => {
    const ids: string[] = []
    for (const term of ['青石工程', '青竹工程', '青云工程']) {
      const list = await service.administrator.post<{ id: string }>('/packs', upload('词条.txt', `${term}\n`))
      ids.push(list.id)
    }
    await act('activate')(ids[2] ?? '')
    await Promise.all(ids.slice(0, 2).map(act('activate')))
    expect(await inReview(editor, `${clean}青石工程。青竹工程。青云工程。\n`)).toMatchObject({ findings: 3 })
    await expectAsWritten()
    await Promise.all(ids.map(act('retire')))
    expect(service.app.screeners.own).toEqual([])
    await expectAsWritten()
  })

  it('stay in force when it cannot be written down that they are not', async () => {
    const list = await service.administrator.post<{ id: string }>('/packs', upload('词条.txt', '青川工程\n'))
    await act('activate')(list.id)
    const { db } = service.app.service.store
    await sql`alter table service_screening rename to elsewhere`.execute(db)
    expect(await service.administrator.call('POST', `/packs/${list.id}/retire`)).toMatchObject({
      status: 500,
    })
    await sql`alter table elsewhere rename to service_screening`.execute(db)
    expect(service.app.screeners.own).toEqual([list.id])
    await expectAsWritten()
    await act('retire')(list.id)
  })
})

describe('the allow-list', () => {
  it('is fed by false alarms, and counts once a second reviewer has confirmed it', async () => {
    const text = `${clean}请于会后归还本材料。\n`
    const propose = async (id: string) => {
      const { items } = await reviewer.get<{ items: FindingView[] }>(`/submissions/${id}/findings`)
      const findings = items.filter(each => each.severity !== 'info')
      expect(findings.length).toBeGreaterThan(0)
      for (const finding of findings) {
        const decided = await reviewer.call('PUT', `/submissions/${id}/findings/${finding.id}/decision`, {
          kind: 'false-alarm',
          reason: '固定用语，可以公开',
          version: 0,
          allowUntil: '2099-12-31',
        })
        expect(decided.status).toBe(200)
      }
      return findings
    }
    const item = await inReview(editor, text)
    const findings = await propose(item.id)
    const entries = (await reviewer.get<{ items: { id: string; state: string }[] }>('/allow-list')).items
    expect(entries.map(each => each.state)).toEqual(findings.map(() => 'proposed'))
    expect((await inReview(editor, text)).verdict).toBe(item.verdict)
    for (const { id } of entries) {
      expect(await reviewer.call('POST', `/allow-list/${id}/confirm`)).toMatchObject({
        status: 403,
        body: { code: 'own-item' },
      })
      await second.post(`/allow-list/${id}/confirm`)
    }
    expect(await inReview(editor, text)).toMatchObject({ verdict: 'pass' })
    // What has ended can be allowed again, by two people as before.
    const { db } = service.app.service.store
    await db.updateTable('allowEntry').set({ until: '2020-01-01' }).execute()
    await propose((await inReview(editor, text)).id)
    const again = await db
      .selectFrom('allowEntry')
      .select(['id', 'state', 'until', 'confirmedById'])
      .execute()
    expect(again.map(({ id }) => id).sort()).toEqual(entries.map(({ id }) => id).sort())
    for (const each of again)
      expect(each).toMatchObject({ state: 'proposed', until: '2099-12-31', confirmedById: null })
    for (const { id } of entries) await second.call('DELETE', `/allow-list/${id}`, { reason: '不再需要' })
    expect((await inReview(editor, text)).verdict).toBe(item.verdict)
  })
})

describe('the ledger', () => {
  it('is searched, proven and exported; nothing in it becomes a formula', async () => {
    const item = await inReview(editor, clean, '=HYPERLINK("http://evil.example","点我")')
    const found = await auditor.get<{ items: { act: string }[] }>(`/ledger?submission=${item.id}`)
    expect(found.items.map(each => each.act)).toEqual(['send', 'screened', 'submit', 'add-file', 'create'])
    expect(await auditor.get('/ledger/verification')).toMatchObject({ intact: true, broken: null })
    const csv = await auditor.call<Buffer>('GET', `/ledger/export.csv?submission=${item.id}`)
    const text = csv.body.toString()
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text).toContain(`"'=HYPERLINK(`)
    const workbook = await auditor.call<Buffer>('GET', `/ledger/export.xlsx?submission=${item.id}`)
    const rows = await readSheet(workbook.body)
    expect(rows).toHaveLength(6)
    expect(rows[1]?.[4]).toBe('=HYPERLINK("http://evil.example","点我")')
    expect(rows.slice(1).map(row => row[3])).toEqual([
      'Sent to review',
      'Screened',
      'Submitted for screening',
      'File added',
      'Draft opened',
    ])
    const sheet = await auditor.call<Buffer>('GET', `/submissions/${item.id}/review-form.docx`)
    expect(sheet.headers.get('content-disposition')).toContain('review-form.docx')
    const printed = strFromU8(unzipSync(sheet.body)['word/document.xml'] ?? new Uint8Array())
    const words = [...printed.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(match => match[1])
    expect(words).toEqual(
      expect.arrayContaining(['Review before publication', item.contentHash, 'Sent to review']),
    )
    // What people did is printed in their words, not in the ledger's codes.
    expect(words).not.toContain('send')
  })

  it('is exported whole or not at all', async () => {
    const { store } = service.app.service
    const { db } = store
    const columns = sql.raw('at, actor_kind, actor_id, actor_name, act, detail, previous, hash')
    await sql`insert into ledger (seq, ${columns})
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 100001)
      select 1000000 + i, '1999-01-01T00:00:00.000Z', 'system', 'system', 'x', 'test', '{}', '', '' from n`.execute(
      db,
    )
    for (const kind of ['csv', 'xlsx']) {
      expect(await auditor.call('GET', `/ledger/export.${kind}?to=1999-12-31`)).toMatchObject({
        status: 422,
        body: { code: 'too-many-entries' },
      })
    }
    await dropLedgerTriggers(store)
    await db.deleteFrom('ledger').where('act', '=', 'test').execute()
  })

  it('goes on page after page without a gap', async () => {
    const seqs: number[] = []
    let cursor: string | null = null
    do {
      const page: { items: { seq: number }[]; next: string | null } = await auditor.get(
        `/ledger?limit=7${cursor ? `&cursor=${cursor}` : ''}`,
      )
      seqs.push(...page.items.map(each => each.seq))
      cursor = page.next
    } while (cursor !== null)
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => seqs.length - index))
  })
})

describe('lists of items', () => {
  it('come page after page, filtered and sorted', async () => {
    const all = await auditor.get<{ items: Submission[]; total: number }>('/submissions?limit=200')
    const ids: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: Submission[]; next: string | null } = await auditor.get(
        `/submissions?limit=3&sort=oldest${cursor ? `&cursor=${cursor}` : ''}`,
      )
      ids.push(...page.items.map(each => each.id))
      cursor = page.next
    } while (cursor !== null)
    expect(ids).toHaveLength(all.total)
    expect(new Set(ids)).toEqual(new Set(all.items.map(each => each.id)))
    const blocked = await auditor.get<{ items: Submission[] }>(
      '/submissions?verdict=review&state=review,approval',
    )
    expect(blocked.items.every(each => each.verdict === 'review' && each.state === 'review')).toBe(true)
    const found = await auditor.get<{ items: Submission[] }>(
      `/submissions?q=${encodeURIComponent('HYPERLINK(')}`,
    )
    expect(found.items).toHaveLength(1)
    const counts = await reviewer.get<{ states: Record<string, number>; oldestWaiting: string }>(
      '/submissions/counts',
    )
    expect(counts.states.review).toBe(all.items.filter(each => each.state === 'review').length)
    expect(counts.oldestWaiting).not.toBeNull()
  })
})

describe('statistics', () => {
  it('count what was done', async () => {
    const item = await inReview(editor, clean)
    await reviewer.post(`/submissions/${item.id}/pass`, { version: item.version, reason: '核对无误' })
    const numbers = await auditor.get<Statistics>('/statistics')
    const { count, spread } = numbers.reviewHours
    expect(count).toBeGreaterThan(0)
    expect(spread.reduce((sum, each) => sum + each.count, 0)).toBe(count)
    expect(spread[0]).toEqual({ under: 1, count })
    // An incident ends a review, too.
    const secret = await inReview(editor, marked)
    await reviewer.post(`/submissions/${secret.id}/report`, { version: secret.version, reason: '确属涉密' })
    expect((await auditor.get<Statistics>('/statistics')).reviewHours.count).toBe(count + 1)
    const { total } = await auditor.get<{ total: number }>('/submissions?limit=1')
    expect(numbers.rules.some(rule => rule.falseAlarms > 0)).toBe(true)
    const sum = numbers.verdicts.reduce((total, each) => total + each.count, 0)
    expect(sum).toBe(total - 1)
    expect(numbers.departments[0]?.submissions).toBe(total - 1)
  })
})

describe('days', () => {
  const zone = process.env.TZ
  beforeAll(() => {
    process.env.TZ = 'Asia/Shanghai'
  })
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  it('and hours are printed so, as on the sheet that says when a report is due', async () => {
    const item = await inReview(editor, marked)
    const { incident } = await editor.post<Submission>(`/submissions/${item.id}/report`, {
      version: item.version,
      reason: '误传',
    })
    const opened = '2032-01-05T23:30:00.000Z'
    const due = '2032-01-06T23:30:00.000Z'
    const { db } = service.app.service.store
    await db.updateTable('incident').set({ opened, due }).where('id', '=', incident).execute()
    const { body } = await reviewer.call<Buffer>('GET', `/incidents/${incident}/sheet.docx`)
    const printed = strFromU8(unzipSync(body)['word/document.xml'] ?? new Uint8Array())
    for (const time of ['2032-01-06 07:30 (UTC+08:00)', '2032-01-07 07:30 (UTC+08:00)'])
      expect(printed).toContain(time)
    expect(printed).not.toContain('T23:30')
  })

  it('are those of the clock on the wall', async () => {
    const item = await draft(editor, clean)
    const { db } = service.app.service.store
    // 7 o'clock in the morning of the fifth.
    const created = '2032-01-04T23:00:00.000Z'
    await db.updateTable('submission').set({ created, verdict: 'pass' }).where('id', '=', item.id).execute()
    const within = async (from: string, to: string) => {
      const query = `?from=${from}&to=${to}`
      const { items } = await editor.get<{ items: { id: string }[] }>(`/submissions${query}`)
      const { verdicts } = await auditor.get<Statistics>(`/statistics${query}`)
      return [items.map(each => each.id), verdicts]
    }
    expect(await within('2032-01-04', '2032-01-04')).toEqual([[], []])
    const found = [[item.id], [{ day: '2032-01-05', verdict: 'pass', count: 1 }]]
    expect(await within('2032-01-05', '2032-01-05')).toEqual(found)
    expect(await within('0001-01-01', '9999-12-31')).toEqual([
      expect.arrayContaining([item.id]),
      expect.anything(),
    ])
    await db
      .updateTable('submission')
      .set({ created: item.created, verdict: null })
      .where('id', '=', item.id)
      .execute()
  })
})

describe('rules', () => {
  it('are listed with their examples, and tried without a trace', async () => {
    const before = (await auditor.get<{ items: { seq: number }[] }>('/ledger?limit=1')).items[0]?.seq
    const { items, packs } = await editor.get<{ items: { id: string }[]; packs: unknown[] }>('/rules')
    expect(items.length).toBeGreaterThan(100)
    expect(packs.length).toBeGreaterThan(5)
    expect(await editor.post('/rules/try', { format: 'text', content: marked })).toMatchObject({
      verdict: 'block',
    })
    expect((await auditor.get<{ items: { seq: number }[] }>('/ledger?limit=1')).items[0]?.seq).toBe(before)
  })
})

describe('live progress', () => {
  it('reaches who may see the item, and nobody else', async () => {
    const stranger = await service.person('stranger', ['editor'], await service.department('别处'))
    const listen = async (client: Client) => {
      const stop = new AbortController()
      const response = await fetch(`${service.url}/api/v1/events`, {
        headers: { cookie: client.cookie ?? '' },
        signal: stop.signal,
      })
      expect(response.headers.get('content-type')).toContain('text/event-stream')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      let text = ''
      const reading = (async () => {
        try {
          for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString()
        } catch {
          // Stopped.
        }
      })()
      return {
        async heard(words: string) {
          while (!text.includes(words)) await new Promise(resolve => setTimeout(resolve, 10))
        },
        async end() {
          stop.abort()
          await reading
          return text
        },
      }
    }
    const streams = await Promise.all([listen(editor), listen(stranger)])
    const item = await inReview(editor, marked)
    // It is told once the ledger's head is on the disk, which may take longer than reading the state.
    await streams[0]?.heard('"state":"review"')
    const [own, other] = await Promise.all(streams.map(each => each.end()))
    expect(own).toContain(
      `event: changed\ndata: {"kind":"changed","submission":"${item.id}","state":"screening"`,
    )
    expect(own).toContain('"state":"review","verdict":"block"')
    expect(own).toContain('event: progress')
    expect(own).not.toContain('机密')
    expect(other).not.toContain(item.id)
  })
})

describe('the log', () => {
  it('holds no document text, no file name, no search word, no secret, however much it says', async () => {
    let log = ''
    const stream = {
      write(text: string) {
        log += text
      },
    }
    const talkative = await startService({ logger: { level: 'debug', stream } })
    try {
      const writer = await talkative.person('writer', ['editor'])
      const item = await writer.post<Submission>('/submissions', { form: form('绝不外传的标题') })
      await writer.post(`/submissions/${item.id}/files`, upload('绝不外传的文件名.txt', marked))
      await writer.call('POST', `/submissions/${item.id}/texts`, { content: '绝不外传的正文' })
      await writer.call('POST', `/submissions/${item.id}/files`, upload('坏', '绝不外传'), {
        'content-type': 'multipart/form-data',
      })
      const { version } = await writer.get<Submission>(`/submissions/${item.id}`)
      await writer.post(`/submissions/${item.id}/submit`, { version, forward: true })
      await inReview(writer, marked)
      await writer.get(`/submissions?q=${encodeURIComponent('绝不外传')}`)
      expect(log).toContain('/api/v1/submissions/:submission/submit')
      expect(log).not.toMatch(/绝不外传|%E7%BB%9D|机密/i)
      expect(log).not.toContain(writer.cookie?.split('=')[1] ?? '?')
    } finally {
      await talkative.end()
    }
  })
})

describe('a stop', () => {
  it('lets open streams go and answers what was asked', async () => {
    const short = await startService()
    const writer = await short.person('writer', ['editor'])
    const stream = await fetch(`${short.url}/api/v1/events`, { headers: { cookie: writer.cookie ?? '' } })
    const body = stream.text()
    const began = performance.now()
    await short.end()
    expect(await body).toContain(': connected')
    expect(performance.now() - began).toBeLessThan(30_000)
  })
})

describe('limits of uploads', () => {
  it('let a large file through whole, to its last byte', async () => {
    const item = await editor.post<Submission>('/submissions', { form: form() })
    const content = `${'一行文字。\n'.repeat(700_000)}${marked}`
    const { files } = await editor.post<{ files: { bytes: number; sha256: string }[] }>(
      `/submissions/${item.id}/files`,
      upload('大.txt', content),
    )
    const [file] = files
    expect(file?.bytes).toBe(Buffer.byteLength(content))
    expect(file?.bytes).toBeGreaterThan(11_000_000)
    expect(file?.sha256).toBe(createHash('sha256').update(content).digest('hex'))
  })

  it('leave nothing behind', async () => {
    await changeSettings({ uploadMegabytes: 1, filesPerSubmission: 2 })
    const item = await editor.post<Submission>('/submissions', { form: form() })
    const address = `/submissions/${item.id}/files`
    const large = await editor.call('POST', address, upload('大.txt', 'x'.repeat(1_100_000)))
    expect(large).toMatchObject({ status: 413, body: { code: 'too-large' } })
    const many = new FormData()
    for (const name of ['1.txt', '2.txt', '3.txt']) many.append('file', new Blob([name]), name)
    expect(await editor.call('POST', address, many)).toMatchObject({
      status: 413,
      body: { code: 'too-many-files' },
    })
    expect(await editor.call('POST', address, new FormData())).toMatchObject({
      status: 422,
      body: { code: 'no-content' },
    })
    expect(await editor.call('POST', address, { file: 'x' })).toMatchObject({
      status: 415,
      body: { code: 'unsupported-media' },
    })
    expect(await editor.get<Submission>(`/submissions/${item.id}`)).toMatchObject({ files: 0, version: 1 })
    await changeSettings({ uploadMegabytes: 200, filesPerSubmission: 50 })
  })
})

describe('an upload whose answer failed after it was kept', () => {
  it('has its content when it is sent again', async () => {
    const item = await editor.post<Submission>('/submissions', { form: form() })
    // The ledger's head is signed after the commit; where its file should be written, a folder is in the way.
    const file = path.join(service.folder, headFile)
    const sends: [string, unknown][] = [
      ['files', upload('通知.txt', clean)],
      ['texts', { name: '正文', format: 'text', content: clean }],
    ]
    for (const [kind, body] of sends) {
      const send = () =>
        editor.call('POST', `/submissions/${item.id}/${kind}`, body, { 'idempotency-key': `lost-${kind}` })
      renameSync(file, `${file}.aside`)
      mkdirSync(file)
      expect((await send()).status).toBe(500)
      rmdirSync(file)
      renameSync(`${file}.aside`, file)
      expect((await send()).status).toBe(201)
    }
    const { version, files } = await editor.get<Submission>(`/submissions/${item.id}`)
    expect(files).toBe(2)
    await editor.post(`/submissions/${item.id}/submit`, { version })
    expect(await screened(editor, item.id)).toMatchObject({ verdict: 'pass' })
  })
})

describe('incidents that are to be purged at once', () => {
  it.each(['report', 'decision'])('lose their content by a %s', async by => {
    const { service: inner } = service.app
    await changeSettings({ incidentContent: 'purge' })
    const item = await inReview(editor, marked)
    const file = item.content[0]?.id
    const row = await inner.store.db
      .selectFrom('file')
      .selectAll()
      .where('submissionId', '=', item.id)
      .executeTakeFirstOrThrow()
    await expect(inner.blobs.storage.read(row.blobId)).resolves.toBeDefined()
    if (by === 'report') {
      await editor.post(`/submissions/${item.id}/report`, { version: item.version, reason: '误传' })
    } else {
      const { items } = await reviewer.get<{ items: FindingView[] }>(`/submissions/${item.id}/findings`)
      const decision = { kind: 'confirmed-secret', reason: '确属秘密', version: 0 }
      await reviewer.call('PUT', `/submissions/${item.id}/findings/${items[0]?.id}/decision`, decision)
    }
    await changeSettings({ incidentContent: 'seal' })
    const now = await reviewer.get<Submission>(`/submissions/${item.id}`)
    expect(now).toMatchObject({ state: 'incident', canReveal: false, content: [{ purged: true }] })
    for (const blob of [row.blobId, row.readingBlobId, row.wordsBlobId]) {
      await expect(inner.blobs.storage.read(blob ?? '')).rejects.toThrow()
      await expect(inner.blobs.read(inner.store.db, blob ?? '')).rejects.toThrow()
    }
    const asked = await reviewer.call('POST', `/submissions/${item.id}/files/${file}/reveal`, {
      reason: '查看',
    })
    expect(asked).toMatchObject({ status: 410, body: { code: 'purged' } })
    expect(await reviewer.get(`/submissions/${item.id}/findings`)).toMatchObject({
      items: [{ masked: true }],
    })
  })
})

describe('backup and restore', () => {
  it('bring everything to another place while the service runs', async () => {
    const after = await service.person('later', ['editor'])
    const item = await draft(after, clean)
    const target = mkdtempSync(path.join(tmpdir(), 'baoshen-backup-'))
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'baoshen-restored-'))
    const databaseUrl = service.databaseUrl
    await backUp({ folder: service.folder, databaseUrl, withKeys: true }, target)
    await restore({ folder: elsewhere }, target)
    const copy = await startService({ folder: elsewhere, databaseUrl: undefined })
    try {
      expect(copy.setupUrl).toBeNull()
      const { service: inner } = copy.app
      const file = await inner.store.db
        .selectFrom('file')
        .selectAll()
        .where('submissionId', '=', item.id)
        .executeTakeFirstOrThrow()
      expect((await inner.blobs.read(inner.store.db, file.blobId)).toString()).toBe(clean)
      expect(copy.app.ledgerIntact).toBe(true)
      // Who was signed in before is not in the copy.
      expect(
        (await fetch(`${copy.url}/api/v1/session`, { headers: { cookie: after.cookie ?? '' } })).status,
      ).toBe(401)
    } finally {
      await copy.end()
      rmSync(target, { recursive: true })
    }
  })
})

describe('a backup of a service at work', () => {
  it('restores to an unbroken ledger, whatever was written or removed meanwhile', async () => {
    const busy = await startService()
    const target = mkdtempSync(path.join(tmpdir(), 'baoshen-backup-'))
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'baoshen-restored-'))
    const { databaseUrl } = busy
    const writer = await busy.person('writer', ['editor'])
    let isDone = false
    const work = async () => {
      while (!isDone) {
        const { id, content } = await draft(writer, clean)
        await writer.call('DELETE', `/submissions/${id}/files/${content[0]?.id}`)
      }
    }
    const works = [work(), work(), work()]
    await backUp({ folder: busy.folder, databaseUrl, withKeys: true }, target)
    isDone = true
    await Promise.all(works)
    await draft(writer, clean)
    const bare = mkdtempSync(path.join(tmpdir(), 'baoshen-keyless-'))
    await backUp({ folder: busy.folder, databaseUrl, withKeys: false }, bare)
    await busy.end()
    // The keys of another service, whose rows may lie in another database, stay what they are.
    const taken = mkdtempSync(path.join(tmpdir(), 'baoshen-taken-'))
    const { content } = openKeys(taken, {})
    await expect(restore({ folder: taken }, target)).rejects.toMatchObject({ code: 'not-empty' })
    expect(openKeys(taken, {}).content.equals(content)).toBe(true)
    rmSync(taken, { recursive: true })
    // Nor does a service take up what its keys do not open.
    const keyless = mkdtempSync(path.join(tmpdir(), 'baoshen-keyless-'))
    await restore({ folder: keyless }, bare)
    const refused = startService({ folder: keyless, databaseUrl: undefined })
    await expect(refused).rejects.toMatchObject({ code: 'other-keys' })
    for (const each of [bare, keyless]) rmSync(each, { recursive: true })
    await restore({ folder: elsewhere }, target)
    const copy = await startService({ folder: elsewhere, databaseUrl: undefined })
    expect(copy.app.ledgerIntact).toBe(true)
    expect(await verifyLedger(copy.app.service.store.db, copy.app.head)).toMatchObject({ broken: null })
    await copy.end()
    rmSync(target, { recursive: true })
  })
})

describe('retention', () => {
  it('destroys the content of finished items and withdraws forgotten drafts; the ledger stays', async () => {
    const { db } = service.app.service.store
    const forgotten = await draft(editor, clean)
    const { id: _, ...row } = await db
      .selectFrom('submission')
      .selectAll()
      .where('id', '=', forgotten.id)
      .executeTakeFirstOrThrow()
    const many = Array.from({ length: 250 }, (_each, index) => ({ id: `many-${index}`, ...row }))
    await db.insertInto('submission').values(many).execute()
    const item = await inReview(editor, clean)
    const passed = await reviewer.post<Submission>(`/submissions/${item.id}/pass`, {
      version: item.version,
      reason: '核对无误',
    })
    await approver.post(`/submissions/${item.id}/approve`, { version: passed.version, reason: '同意公开' })
    const left = await inReview(editor, clean)
    await reviewer.post(`/submissions/${left.id}/return`, { version: left.version, reason: '请补充附件' })
    await changeSettings({ keepContentDays: 100, keepDraftsDays: 100 })
    expect(await applyRetention(service.app.service, new Date())).toEqual({ purged: 0, withdrawn: 0 })
    const later = new Date(Date.now() + 101 * 86_400_000)
    const { purged, withdrawn } = await applyRetention(service.app.service, later)
    expect(withdrawn).toBeGreaterThan(250)
    // Drafts that were withdrawn just now are finished, too, as seen from later.
    expect(purged).toBe(withdrawn + 1)
    const released = await db
      .selectFrom('submission')
      .selectAll()
      .where('id', '=', item.id)
      .executeTakeFirstOrThrow()
    expect(released).toMatchObject({ state: 'released' })
    expect(released.purged).not.toBeNull()
    const drafted = await db
      .selectFrom('submission')
      .select('state')
      .where('id', 'in', [forgotten.id, left.id])
      .execute()
    expect(drafted.map(each => each.state)).toEqual(['withdrawn', 'withdrawn'])
    const blobs = await db
      .selectFrom('file')
      .innerJoin('blob', 'blob.id', 'file.blobId')
      .select('blob.wrappedKey')
      .where('file.submissionId', '=', item.id)
      .execute()
    expect(blobs.every(each => each.wrappedKey === null)).toBe(true)
  })
})
