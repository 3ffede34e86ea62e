/** Limits of a crawl hold for the run, whatever the number of processes that take part and however often they restart. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { versionOf } from '../../src/detect/ruleset.ts'
import { loadPacks } from '../../src/packs/load.ts'
import type { Pack } from '../../src/packs/schema.ts'
import { ContentIds } from '../../src/rescan/content-id.ts'
import { performSlice } from '../../src/rescan/slice.ts'
import { openCrawl } from '../../src/rescan/sources/open-web.ts'
import { siteSettingsSchema } from '../../src/rescan/sources/site-settings.ts'
import { enlist } from '../../src/rescan/state/enlist.ts'
import { beginRun, openSite as openState } from '../../src/rescan/state/runs.ts'
import { Sealer } from '../../src/rescan/state/sealed.ts'
import { openScreener, type Screener } from '../../src/screener.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import type { RescanRunTable } from '../../src/store/rescan-schema.ts'
import { freshDatabase } from '../postgres/database.ts'
import { type Answer, openSite, page, type WebSite } from './web-site.ts'

let folder: string
let store: Store
let packs: Pack[]
let screener: Screener

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-run-limits-'))
  store = await openStore({ folder, url: await freshDatabase() })
  packs = await loadPacks([])
  screener = await openScreener({ ocr: 'off', concurrency: 1, threads: 1 })
})
afterAll(async () => {
  await screener.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function newRun(web: WebSite): Promise<RescanRunTable> {
  const site = await openState(store, `web ${web.port}`, 'test')
  return (await beginRun(store, site.id, { ruleset: versionOf(packs), reader: 'test' }, false)).run
}

/** A turn of a process that has just started: it knows of the run what the database knows. */
async function turn(run: RescanRunTable, web: WebSite, settings: object, owner: string, seconds: number) {
  const parsed = siteSettingsSchema.parse({ interval: 0, ...settings })
  const source = await openCrawl(`http://127.0.0.1:${web.port}/`, parsed)
  try {
    return await performSlice({
      leaser: { store, run, owner, seconds: 15 },
      context: {
        db: store.db,
        run,
        source,
        screener: async () => screener,
        contentIds: new ContentIds(run.siteId, packs),
        sealer: new Sealer(Buffer.alloc(32, 7)),
        keepsText: false,
        language: 'zh',
        atWork: new Map(),
      },
      slots: 2,
      seconds,
      signal: new AbortController().signal,
    })
  } finally {
    await source.close()
  }
}

/** Two processes at once, both started anew for every turn. */
async function perform(run: RescanRunTable, web: WebSite, settings: object): Promise<void> {
  for (let at = 0; at < 200; at += 1) {
    const ends = await Promise.all(
      ['a', 'b'].map(name => turn(run, web, settings, `${run.id} ${name} ${at}`, 0.1)),
    )
    if (ends.includes('ended')) return
  }
  throw new Error('it does not end')
}

async function outcomes(run: RescanRunTable): Promise<Readonly<Record<string, string>>> {
  const items = await store.db
    .selectFrom('rescanItem')
    .select(['ref', 'outcome', 'problem'])
    .where('siteId', '=', run.siteId)
    .execute()
  return Object.fromEntries(
    items.map(({ ref, outcome, problem }) => [
      new URL(ref).pathname,
      problem === null ? String(outcome) : JSON.parse(problem).code,
    ]),
  )
}

describe('a run of many processes', () => {
  it('reads so many addresses of a shape, also of those that earlier runs knew', async () => {
    const numbered = (from: number) => Array.from({ length: 40 }, (_, at) => `/art/${from + at}.html`)
    let shown = numbered(1)
    const web = await openSite(
      { '/': (_, response) => response.setHeader('content-type', 'text/html').end(page(...shown)) },
      { fallback: (_, response) => response.setHeader('content-type', 'text/html').end('<p>正文</p>') },
    )
    const settings = { perShape: 10 }
    const first = await newRun(web)
    await perform(first, web, settings)
    const articles = () => web.asked.filter(each => each.path.startsWith('/art/')).length
    expect(articles()).toBe(10)
    const found = Object.values(await outcomes(first))
    expect(found.filter(each => each === 'crawl-limit')).toHaveLength(30)

    // Ever new ones, night for night: the old ones are asked for too, but all together not more.
    shown = numbered(41).slice(0, 4)
    const before = articles()
    await perform(await newRun(web), web, settings)
    expect(articles() - before).toBe(10)
    await web.close()
  })

  it('counts addresses of ever new shapes together, once there are very many', async () => {
    const site = await openState(store, 'web shapes', 'test')
    const { run } = await beginRun(store, site.id, { ruleset: 'r', reader: 'test' }, false)
    const rows = Array.from({ length: 19_999 }, (_, at) => ({
      siteId: site.id,
      kind: `shape ${at}`,
      run: run.number,
      met: 1,
    }))
    for (let at = 0; at < rows.length; at += 1000)
      await store.db
        .insertInto('rescanKind')
        .values(rows.slice(at, at + 1000))
        .execute()
    const references = ['shape 7', 'new', 'newer', 'newest'].map(kind => ({
      id: kind,
      url: null,
      validator: null,
      kind,
    }))
    const meet = () => store.db.transaction().execute(trx => enlist(trx, run, references, null))
    await meet()
    // Met once more, they are not counted once more.
    await meet()
    const items = await store.db
      .selectFrom('rescanItem')
      .select(['ref', 'kind', 'nth'])
      .where('siteId', '=', site.id)
      .execute()
    expect(Object.fromEntries(items.map(({ ref, kind, nth }) => [ref, `${kind} ${nth}`]))).toEqual({
      'shape 7': 'shape 7 2',
      new: 'new 1',
      newer: '* 1',
      newest: '* 2',
    })
  })

  it('counts addresses whose questions hold what a database cannot', async () => {
    // Cut to the length of a kind, both would end in half a character.
    const long = 'x'.repeat(200 - '127.0.0.1:12345/*?'.length - 1)
    const names = ['%00', `${long}%F0%9F%98%80`, `${long}%F0%9F%A4%96`]
    const shown = names.flatMap(name => [1, 2, 3].map(value => `/${value}?${name}=${value}`))
    const web = await openSite(
      { '/': page(...shown) },
      { fallback: (_, response) => response.setHeader('content-type', 'text/html').end('<p>正文</p>') },
    )
    const run = await newRun(web)
    await perform(run, web, { perShape: 2 })
    const asked = web.asked.map(each => each.path.split(/[?=]/)[1]).filter(name => name !== undefined)
    expect(asked.filter(name => name === '%00')).toHaveLength(2)
    expect(asked.length).toBeLessThan(7)
    await web.close()
  })

  it('goes as deep as it was told', async () => {
    const slowly =
      (at: number): Answer =>
      (_, response) => {
        response.setHeader('content-type', 'text/html')
        setTimeout(() => response.end(page(`/${at + 1}/`)), 60)
      }
    const chain = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [at === 0 ? '/' : `/${at}/`, slowly(at)]),
    )
    const web = await openSite(chain)
    const run = await newRun(web)
    await perform(run, web, { depth: 4 })
    const found = await outcomes(run)
    expect(found['/4/']).toMatch(/screened|reused/)
    expect(found['/5/']).toBe('crawl-limit')
    expect(Object.keys(found)).toHaveLength(6)
    await web.close()
  })
})
