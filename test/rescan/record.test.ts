/** What is written down at once counts as if it had been written one by one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record } from '../../src/rescan/record.ts'
import { enlist } from '../../src/rescan/state/enlist.ts'
import { beginRun, openSite } from '../../src/rescan/state/runs.ts'
import { Sealer } from '../../src/rescan/state/sealed.ts'
import type { Step } from '../../src/rescan/step.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import type { RescanItemTable, RescanRunTable } from '../../src/store/rescan-schema.ts'
import { freshDatabase } from '../postgres/database.ts'

const sealer = new Sealer(Buffer.alloc(32, 7))
let folder: string
let store: Store

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-record-'))
  store = await openStore({ folder, url: await freshDatabase() })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function begin(name: string, refs: readonly string[]) {
  const site = await openSite(store, name, name)
  const { run } = await beginRun(store, site.id, { ruleset: 'a', reader: 'b' }, false)
  const references = refs.map(id => ({ id, url: null, validator: '1' }))
  await store.db.transaction().execute(trx => enlist(trx, run, references, null))
  return { run, items: await itemsOf(run) }
}

function itemsOf(run: RescanRunTable): Promise<RescanItemTable[]> {
  const { db } = store
  return db.selectFrom('rescanItem').selectAll().where('siteId', '=', run.siteId).orderBy('ref').execute()
}

function clean(item: RescanItemTable, content: string, found: readonly string[] = []): Step {
  const judged = { type: 'text/plain', bytes: 3, parts: 1, ocrParts: 0, problems: [], findings: [] }
  return {
    item,
    result: {
      kind: 'content',
      how: 'screened',
      content: {
        id: `${item.siteId} ${content}`,
        sha256: content,
        name: '1.txt',
        title: null,
        validator: '1',
        isLost: false,
      },
      judged: { ...judged, durationMs: 1, reading: null },
      found: found.map(id => ({ id, url: null, validator: null })),
      bytes: 3,
    },
  }
}

const write = (run: RescanRunTable, steps: readonly Step[]) =>
  store.db.transaction().execute(trx => record(trx, run, steps, sealer))

const contentsOf = async ({ siteId }: RescanRunTable) =>
  (await store.db.selectFrom('rescanContent').select('sha256').where('siteId', '=', siteId).execute())
    .map(({ sha256 }) => sha256)
    .sort()

describe('clean items of a first run', () => {
  it('are done, each once, with what they link to', async () => {
    const { run, items } = await begin('links', ['a', 'b'])
    const [a, b] = items
    if (!a || !b) throw new Error('not listed')
    const counts = await write(run, [clean(a, 'x', ['b', 'c']), clean(b, 'x'), clean(a, 'y')])
    expect(counts).toMatchObject({ done: 2, screened: 2, bytes: 6, total: 1 })
    const after = await itemsOf(run)
    expect(after.map(({ ref, state, sha256 }) => [ref, state, sha256])).toEqual([
      ['a', 'done', 'x'],
      ['b', 'done', 'x'],
      ['c', 'waiting', null],
    ])
    expect(await contentsOf(run)).toEqual(['x'])
  })

  it('that another process has done, or tried again since, are left as they are', async () => {
    const { run, items } = await begin('others', ['a', 'b'])
    const [a, b] = items
    if (!a || !b) throw new Error('not listed')
    await write(run, [clean(a, 'first'), { item: b, result: { kind: 'again', after: 60 } }])
    const before = await itemsOf(run)
    expect(await write(run, [clean(a, 'second'), clean(b, 'second')])).not.toHaveProperty('done')
    expect(await itemsOf(run)).toEqual(before)
    expect(await contentsOf(run)).toEqual(['first'])
  })
})
