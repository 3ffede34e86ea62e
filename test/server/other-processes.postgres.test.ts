/** A service and its workers on one PostgreSQL: what one process did is known to the others. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { internetOnly } from '../../src/outbound/allow.ts'
import { startWorker } from '../../src/server/worker.ts'
import { inReview, marked, startService, type TestService } from './harness.ts'

let service: TestService
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.end())

describe('a worker that was not there to hear of new terms', () => {
  it('screens by them all the same', async () => {
    const { administrator, databaseUrl = '' } = service
    const worker = await startWorker(
      {
        databaseUrl,
        folder: service.folder,
        screener: { ocr: 'off', threads: 1 },
        name: 'worker',
        env: {},
        allowTargets: internetOnly,
      },
      service.app.service.log,
    )
    const terms = new FormData()
    terms.append('file', new Blob(['青鹞工程\n']), '词条.txt')
    const list = await administrator.post<{ id: string }>('/packs', terms)
    const database = new pg.Client({ connectionString: databaseUrl })
    await database.connect()
    // The database is restarted, say: nobody listens for two seconds.
    await database.query(
      // Other tests have databases of their own on the same server.
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and (query = 'listen baoshen' or query like 'select pg_notify(%')`,
    )
    await database.end()
    const before = service.app.screeners.ruleset
    await administrator.post(`/packs/${list.id}/activate`)
    expect(service.app.screeners.ruleset).not.toBe(before)
    await expect.poll(() => worker.screeners.ruleset, { timeout: 30_000 }).toBe(service.app.screeners.ruleset)
    await worker.close()
    await administrator.post(`/packs/${list.id}/retire`)
  })
})

describe('a message of somebody else in the database', () => {
  it('is passed over', async () => {
    const database = new pg.Client({ connectionString: service.databaseUrl })
    await database.connect()
    for (const text of ['', '{', 'null', '{"kind":"event"}'])
      await database.query('select pg_notify($1, $2)', ['baoshen', text])
    await database.end()
    await new Promise(resolve => setTimeout(resolve, 200))
    expect((await inReview(await service.person('editor', ['editor']), marked)).verdict).toBe('block')
  })
})
