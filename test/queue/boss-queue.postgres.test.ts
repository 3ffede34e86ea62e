/** What the queue on PostgreSQL says of itself is true when it is asked, not as of the last look of pg-boss. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BossQueue } from '../../src/queue/boss-queue.ts'
import { priorities } from '../../src/queue/queue.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { freshDatabase } from '../postgres/database.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-queue-'))
const fileIds = ['01890a5d-ac96-774b-bcce-b302099a8057', '01890a5d-ac96-774b-bcce-b302099a8058']
let store: Store
let url: string

beforeAll(async () => {
  url = (await freshDatabase()) ?? ''
  store = await openStore({ folder, url })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

it('tells what waits, what is at work, and who works now', async () => {
  const errors: unknown[] = []
  const shared = { url, onError: (error: unknown) => errors.push(error), bury: async () => {} }
  const gates = new Map(fileIds.map(id => [id, Promise.withResolvers<void>()]))
  const adder = new BossQueue({ ...shared, name: 'serve', concurrency: 0, perform: async () => true })
  const worker = new BossQueue({
    ...shared,
    name: 'worker',
    concurrency: 1,
    perform: async claim => {
      await gates.get(claim.fileId)?.promise
      return store.db.transaction().execute(trx => claim.finish(trx))
    },
  })
  await adder.start()
  expect(await adder.status()).toMatchObject({ queued: 0, running: 0, oldest: null })

  const before = Date.now()
  await store.db.transaction().execute(trx =>
    adder.add(
      trx,
      fileIds.map(fileId => ({ submissionId: fileId, fileId, priority: priorities.text })),
    ),
  )
  const waiting = await adder.status()
  expect(waiting).toMatchObject({ queued: 2, running: 0 })
  const oldest = Date.parse(waiting.oldest ?? '')
  expect(oldest).toBeGreaterThanOrEqual(before - 1000)
  expect(oldest).toBeLessThanOrEqual(Date.now() + 1000)

  await worker.start()
  await expect.poll(() => adder.status(), { timeout: 20_000 }).toMatchObject({ queued: 1, running: 1 })
  for (const gate of gates.values()) gate.resolve()
  await expect
    .poll(() => adder.status(), { timeout: 20_000 })
    .toMatchObject({ queued: 0, running: 0, oldest: null })

  const workersSeen = async () =>
    (await adder.status()).workers.map(({ name, live }) => `${name} ${live ? 'lives' : 'is silent'}`).sort()
  // One that was killed an hour ago, of the same name on the same machine.
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    create temporary table killed as select * from pgboss.instance where name = 'worker';
    update killed set id = gen_random_uuid(), heartbeat_on = now() - interval '1 hour';
    insert into pgboss.instance select * from killed`)
  await client.end()
  expect(await workersSeen()).toEqual(['serve lives', 'worker lives'])
  await worker.stop()
  expect(await workersSeen()).toEqual(['serve lives', 'worker is silent'])
  await adder.stop()
  expect(errors).toEqual([])
}, 120_000)
