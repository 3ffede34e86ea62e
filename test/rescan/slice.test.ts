/** A run shared by leases: those who die lose nothing, what kills them is found out, and nobody does a thing twice. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { versionOf } from '../../src/detect/ruleset.ts'
import { defaultLimits } from '../../src/document/limits.ts'
import { loadPacks } from '../../src/packs/load.ts'
import type { Pack } from '../../src/packs/schema.ts'
import { ContentIds } from '../../src/rescan/content-id.ts'
import type { SiteSource } from '../../src/rescan/site-source.ts'
import { performSlice } from '../../src/rescan/slice.ts'
import { openFolder } from '../../src/rescan/sources/folder.ts'
import { enlist } from '../../src/rescan/state/enlist.ts'
import {
  type Leaser,
  leaseItems,
  leaseListing,
  releaseLeases,
  renewLeases,
} from '../../src/rescan/state/leases.ts'
import { beginRun, leaveRun, openSite } from '../../src/rescan/state/runs.ts'
import { Sealer } from '../../src/rescan/state/sealed.ts'
import { openScreener, type Screener } from '../../src/screener.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import type { RescanRunTable } from '../../src/store/rescan-schema.ts'
import { freshDatabase } from '../postgres/database.ts'

/** With SQLite nobody else writes while somebody looks. */
const onPostgres = process.env.BAOSHEN_TEST_POSTGRES !== undefined

let folder: string
let store: Store
let packs: Pack[]
let screener: Screener
let count = 0

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-slice-'))
  mkdirSync(path.join(folder, 'site'))
  for (let at = 0; at < 6; at += 1) {
    writeFileSync(
      path.join(folder, 'site', `${at}.html`),
      at === 3 ? '<p>机密★20年</p>' : `<p>通知 ${at}</p>`,
    )
  }
  store = await openStore({ folder, url: await freshDatabase() })
  packs = await loadPacks([])
  screener = await openScreener({ ocr: 'off', concurrency: 1, threads: 1 })
})
afterAll(async () => {
  await screener.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A run of a new site over the same folder, with nothing listed. */
async function newSiteRun(): Promise<RescanRunTable> {
  count += 1
  const site = await openSite(store, `folder ${count}`, 'test')
  const versions = { ruleset: versionOf(packs), reader: 'test' }
  return (await beginRun(store, site.id, versions, false)).run
}

const leaserOf = (run: RescanRunTable, owner: string, seconds = 15): Leaser => ({
  store,
  run,
  owner,
  seconds,
})

async function list(run: RescanRunTable): Promise<void> {
  const references = Array.from({ length: 6 }, (_, at) => ({ id: `${at}.html`, url: null, validator: null }))
  await store.db.transaction().execute(async trx => {
    await enlist(trx, run, references, null)
    await trx.updateTable('rescanRun').set({ isListed: 1, total: 6 }).where('id', '=', run.id).execute()
  })
}

/** As if it had: what is leased for 15 seconds runs out so much sooner. */
async function timePasses({ id, siteId }: RescanRunTable, seconds: number): Promise<void> {
  const earlier = (instant: string | null) =>
    instant === null ? null : new Date(Date.parse(instant) - seconds * 1000).toISOString()
  const items = await store.db.selectFrom('rescanItem').selectAll().where('siteId', '=', siteId).execute()
  for (const item of items) {
    const leaseUntil = earlier(item.leaseUntil)
    await store.db.updateTable('rescanItem').set({ leaseUntil }).where('id', '=', item.id).execute()
  }
  const run = await store.db
    .selectFrom('rescanRun')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await store.db
    .updateTable('rescanRun')
    .set({ listUntil: earlier(run.listUntil) })
    .where('id', '=', id)
    .execute()
}

const openPlanted = () => openFolder(path.join(folder, 'site'), { limits: defaultLimits })

async function slice(run: RescanRunTable, owner: string, shared = store, source?: SiteSource) {
  return performSlice({
    leaser: { ...leaserOf(run, owner), store: shared },
    context: {
      db: store.db,
      run,
      source: source ?? (await openPlanted()),
      screener: async () => screener,
      contentIds: new ContentIds(run.siteId, packs),
      sealer: new Sealer(Buffer.alloc(32, 7)),
      keepsText: false,
      language: 'zh',
      atWork: new Map(),
    },
    slots: 2,
    seconds: 10,
    signal: new AbortController().signal,
  })
}

const runNow = (run: RescanRunTable) =>
  store.db.selectFrom('rescanRun').selectAll().where('id', '=', run.id).executeTakeFirstOrThrow()
const refs = (items: readonly { ref: string }[]) => items.map(({ ref }) => ref).sort()

describe('leases', () => {
  it('are held by one, renewed, given back, and run out', async () => {
    const run = await newSiteRun()
    await list(run)
    const a = leaserOf(run, 'a')
    const b = leaserOf(run, 'b')
    const held = await leaseItems(a, 4, true)
    expect(held).toHaveLength(4)
    expect(await leaseItems(b, 10, true)).toHaveLength(2)
    await releaseLeases(b)
    // Given back is not suspected: it is leased like new.
    const again = await leaseItems(b, 10, true)
    expect(again.map(({ attempts }) => attempts)).toEqual([1, 1])
    await timePasses(run, 10)
    for (const each of [a, b]) await renewLeases(each)
    await timePasses(run, 10)
    expect(await leaseItems(b, 10, true)).toEqual([])
    await renewLeases(b)
    await timePasses(run, 10)
    // What a dead process had is suspected, and taken up one by one by somebody with nothing else at work.
    expect(await leaseItems(b, 10, false)).toEqual([])
    const [suspect, ...more] = await leaseItems(b, 10, true)
    expect(more).toEqual([])
    expect(refs(held)).toContain(suspect?.ref)
    expect(suspect?.attempts).toBe(2)
    expect(await leaseItems(leaserOf(run, 'c'), 10, true)).toEqual([])
  })

  it('of the listing are held by one, and run out', async () => {
    const run = await newSiteRun()
    expect(await leaseListing(leaserOf(run, 'a'))).toBe(true)
    await timePasses(run, 10)
    expect(await leaseListing(leaserOf(run, 'b'))).toBe(false)
    await timePasses(run, 10)
    expect(await leaseListing(leaserOf(run, 'b'))).toBe(true)
  })
})

describe('slices', () => {
  it('of two at once do everything, once', async () => {
    const run = await newSiteRun()
    const ends = await Promise.all([slice(run, 'a'), slice(run, 'b')])
    expect(ends).toContain('ended')
    expect(await runNow(run)).toMatchObject({ state: 'done', total: 6, done: 6, screened: 6, found: 1 })
    // Whoever comes late finds it ended, and changes nothing.
    await slice(run, 'c')
    expect(await runNow(run)).toMatchObject({ state: 'done', done: 6 })
  })

  it('make a dead letter of what three died over, and screen what was at work beside it', async () => {
    const run = await newSiteRun()
    await list(run)
    // The first dies with all six in its hands; the next two each with the one that is taken up first.
    await leaseItems(leaserOf(run, 'dies'), 6, true)
    await timePasses(run, 20)
    const [poison, ...others] = await leaseItems(leaserOf(run, 'dies too'), 6, true)
    expect(others).toEqual([])
    await timePasses(run, 20)
    for (let turn = 1; ; turn += 1) {
      const [next] = await leaseItems(leaserOf(run, 'dies as well'), 6, true)
      await timePasses(run, 20)
      if (next?.id === poison?.id) break
      expect(turn).toBeLessThan(6)
    }
    expect(await slice(run, 'lives')).toBe('ended')
    expect(await runNow(run)).toMatchObject({ state: 'done', done: 6, failed: 1, screened: 5 })
    const dead = await store.db
      .selectFrom('rescanItem')
      .selectAll()
      .where('siteId', '=', run.siteId)
      .where('outcome', '=', 'failed')
      .execute()
    expect(refs(dead)).toEqual([poison?.ref])
    expect(dead[0]?.problem).toContain('"crashed"')
  })

  it('fail what its source breaks over after three tries, and do the rest', async () => {
    const run = await newSiteRun()
    await list(run)
    const sound = await openPlanted()
    let asked = 0
    const broken: SiteSource = {
      name: sound.name,
      seeds: signal => sound.seeds(signal),
      close: () => sound.close(),
      fetch: async (reference, previous, signal) => {
        if (reference.id !== '4.html') return sound.fetch(reference, previous, signal)
        asked += 1
        throw new TypeError('机密★20年')
      },
    }
    let turns = 0
    while ((await slice(run, `turn ${turns}`, store, broken)) !== 'ended') {
      turns += 1
      expect(turns).toBeLessThan(6)
      expect(await runNow(run)).toMatchObject({ state: 'running', done: 5, screened: 5 })
      // As if the time until the next try had passed.
      await store.db.updateTable('rescanItem').set({ due: null }).where('siteId', '=', run.siteId).execute()
    }
    expect(asked).toBe(3)
    expect(await runNow(run)).toMatchObject({ state: 'done', done: 6, failed: 1, screened: 5 })
    const failed = await store.db
      .selectFrom('rescanItem')
      .selectAll()
      .where('siteId', '=', run.siteId)
      .where('outcome', '=', 'failed')
      .execute()
    expect(refs(failed)).toEqual(['4.html'])
    expect(failed[0]?.problem).toContain('"source-failed"')
    expect(failed[0]?.problem).toContain('TypeError')
    expect(failed[0]?.problem).not.toContain('机密')
  })

  it('count the loss of the database against no item', async () => {
    const run = await newSiteRun()
    await list(run)
    let queries = 0
    const lost: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        queries += 1
        if (queries > 4 && queries < 8) throw new Error('Connection terminated unexpectedly')
        return result
      },
    }
    const db = store.db.withPlugin(lost)
    await expect(slice(run, 'loses', { ...store, db })).rejects.toThrow('Connection terminated')
    const items = await store.db
      .selectFrom('rescanItem')
      .select(['attempts', 'round'])
      .where('siteId', '=', run.siteId)
      .execute()
    expect(items).toEqual(Array.from({ length: 6 }, () => ({ attempts: 0, round: 0 })))
    expect(await slice(run, 'lives')).toBe('ended')
    expect(await runNow(run)).toMatchObject({ state: 'done', done: 6, failed: 0, screened: 6 })
  })

  if (onPostgres) {
    it('do not end a run while one gives back what it has not done', async () => {
      const run = await newSiteRun()
      await list(run)
      const other = leaserOf(run, 'b')
      await store.db.updateTable('rescanRun').set({ isSwept: 1 }).where('id', '=', run.id).execute()
      await leaseItems(other, 6, true)
      let isGivenBack = false
      const looks = new WeakSet<object>()
      // Between what the other one asks about the frontier and its next question.
      const between: KyselyPlugin = {
        transformQuery: ({ node, queryId }) => {
          const isLook = node.kind === 'SelectQueryNode' && !JSON.stringify(node).includes('SelectAllNode')
          if (isLook && JSON.stringify(node).includes('"waiting"')) looks.add(queryId)
          return node
        },
        transformResult: async ({ result, queryId }) => {
          if (looks.has(queryId) && !isGivenBack) {
            isGivenBack = true
            await releaseLeases(other)
          }
          return result
        },
      }
      const end = await slice(run, 'a', { ...store, db: store.db.withPlugin(between) })
      expect(isGivenBack).toBe(true)
      expect(end).toBe('idle')
    })
  }

  it('end without a word when the run is cancelled', async () => {
    const run = await newSiteRun()
    await list(run)
    await store.db.transaction().execute(trx => leaveRun(trx, run, 'cancelled'))
    await slice(run, 'a')
    expect(await runNow(run)).toMatchObject({ state: 'cancelled', done: 0 })
  })
})
