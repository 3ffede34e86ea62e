/** The rescan on a generated site whose planted papers are known, run after run. On both databases. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AllowList } from '../../src/known/allow-list.ts'
import { blocked, closeScreeners, places, type RescanOnce, TestSite } from './site.ts'

const size = 150
const mark = '<p>机密★20年</p>'
const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-terms-'))
const terms = path.join(folder, 'terms.txt')
writeFileSync(terms, '青鹞工程\n')

afterAll(async () => {
  await closeScreeners()
  rmSync(folder, { recursive: true, force: true })
})

describe('a site, rescanned again and again', () => {
  let site: TestSite
  let first: RescanOnce
  let planted: string[]

  beforeAll(async () => {
    site = await TestSite.create(size)
    planted = [...site.site.planted]
    first = await site.rescan()
  })
  afterAll(() => site.close())

  it('finds exactly what was planted, each once', () => {
    expect(first.run.state).toBe('done')
    expect(first.run.total).toBe(size + 1)
    expect(first.run.done).toBe(size + 1)
    expect(blocked(first.documents)).toEqual(planted)
    expect(first.documents).toHaveLength(planted.length)
    const found = places(first.documents)
    expect(new Set(found).size).toBe(found.length)
    expect(places(first.documents, 'new')).toEqual(found)
    expect(first.run.found).toBe(found.length)
  })

  it('reads nothing again when nothing has changed, and reports the same', async () => {
    const second = await site.rescan()
    expect(second.fetched).toEqual([])
    expect(second.hasScreened).toBe(false)
    expect(second.run.unchanged).toBe(size + 1)
    expect(places(second.documents)).toEqual(places(first.documents))
    expect(places(second.documents, 'new')).toEqual([])
    // 2 % holds for a site worth a rescan (npm run bench:rescan); here the fixed costs count, too. The best of three: a
    // busy machine may take any of them away for a while.
    const passes = [second, await site.rescan(), await site.rescan()].map(({ milliseconds }) => milliseconds)
    expect(Math.min(...passes)).toBeLessThan(first.milliseconds * 0.1)
  })

  it('reads what changed: what is new is new, what was removed or cleaned is fixed', async () => {
    const [cleaned = '', removed = ''] = planted
    const clean = site.site.files.find(
      each => path.extname(each) === path.extname(cleaned) && !planted.includes(each),
    )
    copyFileSync(path.join(site.folder, clean ?? ''), path.join(site.folder, cleaned))
    await site.append('c0001/a000110.html', mark)
    await site.remove(removed)
    const third = await site.rescan()
    expect([...third.fetched].sort()).toEqual(['c0001/a000110.html', cleaned, removed].sort())
    expect(third.run.gone).toBe(1)
    expect(places(third.documents, 'new').map(place => place.split(' ')[0])).toEqual(['c0001/a000110.html'])
    expect(blocked(third.documents)).toEqual(
      [...planted.filter(each => each !== cleaned && each !== removed), 'c0001/a000110.html'].sort(),
    )
    const fixed = third.documents.flatMap(({ ref, fixed: list }) => list.map(each => [ref, each.fixedBy]))
    expect(fixed).toContainEqual([cleaned, 'changed'])
    expect(fixed).toContainEqual([removed, 'gone'])
    // One run later they are history.
    const fourth = await site.rescan()
    expect(fourth.documents.flatMap(({ fixed: list }) => list)).toEqual([])
    expect(places(fourth.documents, 'new')).toEqual([])
  })

  it('reads equal bytes once, however they are called, but not past a name that says something itself', async () => {
    const source = path.join(site.folder, 'c0000/files/f000066.docx')
    await site.write(
      'c0000/files/新.docx',
      new Uint8Array(readFileSync('samples/关于南湖社区活动用房问题的答复.docx')),
    )
    for (const name of ['副本一.docx', '副本二.docx', '机密★20年 会议纪要.docx']) {
      copyFileSync(source, path.join(site.folder, 'c0000/files', name))
    }
    await new Promise(resolve => setTimeout(resolve, 150))
    const { run, documents } = await site.rescan()
    expect(run.reused).toBe(2)
    expect(run.screened).toBe(2)
    expect(blocked(documents)).toContain('c0000/files/机密★20年 会议纪要.docx')
  })

  it('takes what an allow-list answers for as known', async () => {
    const open = (await site.rescan()).documents.flatMap(({ findings }) => findings)
    const [finding] = open
    if (!finding) throw new Error('nothing is open')
    const { rule, fingerprint } = finding
    const entry = { rule, fingerprint, reason: '已解密', by: '王五', until: '2099-01-01' }
    const { documents } = await site.rescan({
      known: { allowList: new AllowList([entry], '2032-01-01'), baseline: null },
    })
    expect(places(documents)).toHaveLength(
      open.filter(each => each.rule !== rule || each.fingerprint !== fingerprint).length,
    )
  })

  it('says of what cannot be read that it was not screened, in every run', async () => {
    await site.write('c0000/files/断.docx', 'PK\u0003\u0004')
    await site.write('c0000/files/坏.pdf', '%PDF-1.7\n坏')
    // Read to its end: nothing is in it.
    await site.write('c0000/files/空.docx', '')
    for (const _ of [1, 2]) {
      const { documents } = await site.rescan()
      const unread = documents.filter(({ verdict }) => verdict === 'error')
      expect(unread.map(({ ref, problems }) => [ref, problems[0]?.severity])).toEqual([
        ['c0000/files/坏.pdf', 'error'],
        ['c0000/files/断.docx', 'error'],
      ])
    }
  })

  it('takes what no database text can hold: it must not stop the run', async () => {
    const inner = await TestSite.create(5)
    const title = '通知\0一'
    const { run } = await inner.rescan({
      source: source => ({
        name: source.name,
        seeds: signal => source.seeds(signal),
        close: () => source.close(),
        fetch: async (...asked) => {
          const fetched = await source.fetch(...asked)
          return fetched.kind === 'content' ? { ...fetched, title } : fetched
        },
      }),
    })
    await inner.close()
    expect(run.state).toBe('done')
  })

  it('reads everything again when told to', async () => {
    const { run, fetched } = await site.rescan({ isFull: true })
    expect(fetched).toHaveLength(run.total)
    expect(run.screened + run.reused + run.failed).toBe(run.total)
    expect(run.unchanged).toBe(0)
  })
})

describe('another rule set', () => {
  let site: TestSite
  beforeAll(async () => {
    site = await TestSite.create(60)
    await site.write('c0000/a000001.html', '<p>青鹞工程昨日通过验收。</p>')
  })
  afterAll(() => site.close())

  it('is applied to the text that was kept: nothing is fetched, opened or recognised again', async () => {
    const first = await site.rescan({ keepsText: true })
    expect(first.run.screened).toBe(61)
    const second = await site.rescan({ keepsText: true, screener: { terms: [terms] } })
    expect(second.fetched).toEqual([])
    expect(second.run).toMatchObject({ rematched: 61, screened: 0, reused: 0 })
    const added = places(second.documents, 'new')
    expect(added).toHaveLength(1)
    expect(added[0]).toMatch(/^c0000\/a000001.html /)
    expect(places(second.documents)).toEqual([...places(first.documents), ...added].sort())
    // And back: what the rules no longer find was not cleaned by anybody.
    const third = await site.rescan({ keepsText: true })
    expect(third.documents.flatMap(({ fixed }) => fixed.map(({ fixedBy }) => fixedBy))).toEqual(['rules'])
    expect(places(third.documents)).toEqual(places(first.documents))
  })

  it('takes reading when no text was kept, and finds the same', async () => {
    const first = await site.rescan({ isFull: true })
    const second = await site.rescan({ screener: { terms: [terms] } })
    expect(second.run.screened).toBe(61)
    expect(places(second.documents, 'new')).toHaveLength(1)
    expect(places(second.documents, 'remains')).toEqual(places(first.documents))
  })

  it.each([
    ['通知', '青鹞工程'],
    ['青鹞工程', '通知'],
  ])('finds a name that says something by it, of two with equal bytes (%s, %s)', async (...names) => {
    const copies = await TestSite.create(10)
    for (const name of names) {
      await copies.write(`c0000/${name}.html`, '<p>来信</p>')
      await copies.rescan({ keepsText: true })
    }
    const { documents } = await copies.rescan({ keepsText: true, screener: { terms: [terms] } })
    await copies.close()
    expect(places(documents).filter(place => place.includes('terms.'))).toEqual([
      expect.stringMatching(/^c0000\/青鹞工程\.html /),
    ])
  })

  it('keeps no word of a document in clear', async () => {
    await site.rescan({ keepsText: true, isFull: true, screener: { terms: [terms] } })
    const tables = ['rescanItem', 'rescanContent', 'rescanFinding', 'rescanSighting'] as const
    const rows = await Promise.all(tables.map(table => site.store.db.selectFrom(table).selectAll().execute()))
    const all = JSON.stringify(rows)
    expect(all).toContain('reading')
    expect(all).not.toContain('通过验收')
    expect(all).not.toContain('机密★20年')
  })
})

describe('a run that is stopped', () => {
  let undisturbed: RescanOnce
  let site: TestSite
  beforeAll(async () => {
    const other = await TestSite.create(size)
    undisturbed = await other.rescan()
    await other.close()
    site = await TestSite.create(size)
  })
  afterAll(() => site.close())

  it('goes on where it stopped, does nothing twice, and finds the same', async () => {
    const screened: string[] = []
    for (const stopAfter of [1, 70, undefined]) {
      const { run, fetched } = await site.rescan(stopAfter === undefined ? {} : { stopAfter })
      expect(run.number).toBe(1)
      expect(run.state).toBe(stopAfter === undefined ? 'done' : 'running')
      screened.push(...fetched)
    }
    const end = await site.rescan()
    expect(places(end.documents)).toEqual(places(undisturbed.documents))
    // Only what was at work at a stop was fetched once more.
    expect(screened.length).toBeLessThanOrEqual(size + 1 + 2 * 4)
    expect(new Set(screened).size).toBe(size + 1)
  })

  it('is left for a new one when the rules have changed, and nothing is reported as old that never was reported', async () => {
    await site.append('c0000/a000003.html', mark)
    await site.append('c0000/a000004.html', mark)
    const stopped = await site.rescan({ stopAfter: size, isFull: true })
    expect(stopped.run).toMatchObject({ number: 3, state: 'running' })
    const next = await site.rescan({ screener: { terms: [terms] } })
    expect(next.run).toMatchObject({ number: 4, state: 'done' })
    expect(places(next.documents, 'new').map(place => place.split(' ')[0])).toEqual([
      'c0000/a000003.html',
      'c0000/a000004.html',
    ])
  })

  it('does not take an unmounted folder for a clean one', async () => {
    const before = places((await site.rescan()).documents)
    const emptied = await site.rescan({
      source: source => ({
        ...source,
        name: source.name,
        // Lists nothing, and every answer is that the folder is not there.
        seeds: async function* () {},
        fetch: async () => ({
          kind: 'problem',
          problem: { code: 'missing', details: {}, part: null },
          retry: false,
        }),
        close: async () => {},
      }),
    })
    expect(emptied.run.gone).toBe(0)
    expect(emptied.run.failed).toBe(size + 1)
    expect(places(emptied.documents)).toEqual(before)
  })
})
