/** The gate under load, with its workers busy, and with its database gone: a right answer, or a no, and soon. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pace } from '../../scripts/bench/gate/pace.ts'
import { posts } from '../../scripts/bench/gate/posts.ts'
import type { GateAnswer } from '../../src/gate/content.ts'
import type { Portal } from '../../src/server/api/portals.ts'
import { type Cluster, postgresBinaries, startCluster } from '../postgres/cluster.ts'
import { Client, startService, type TestService } from '../server/harness.ts'

const ordinary = { title: '通知', html: '<p>请各单位落实值班制度。</p>' }

async function portalOf(service: TestService): Promise<Client> {
  const { administrator } = service
  const { id } = await administrator.post<Portal>('/portals', {
    name: '门户',
    department: null,
    ratePerMinute: 100_000,
  })
  const { secret } = await administrator.post<{ secret: string }>(`/portals/${id}/keys`, {})
  const client = new Client(service.url)
  client.key = secret
  return client
}

async function timed(portal: Client, body: unknown = ordinary) {
  const began = performance.now()
  const answer = await portal.call<GateAnswer>('POST', '/gate', body)
  return { ...answer, took: performance.now() - began }
}

describe('on SQLite', () => {
  let service: TestService
  let portal: Client
  beforeAll(async () => {
    service = await startService({ databaseUrl: undefined, screener: { concurrency: 1, threads: 1 } })
    portal = await portalOf(service)
    await timed(portal)
  })
  afterAll(() => service.end())

  it('answers 40 posts a second, none of them wrongly, and every answer is in the ledger', {
    timeout: 120_000,
  }, async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${portal.key}` }
    const shots = posts(500)
    const began = performance.now()
    for (const { body } of shots.slice(0, 50)) await portal.call('POST', '/gate', JSON.parse(body))
    // A machine that is busy with other things is asked no more than half of what it can do at the time: beyond that
    // the right answer is a no.
    const perSecond = Math.round(Math.min(40, 25_000 / (performance.now() - began)))
    const { db } = service.app.service.store
    const entries = async () => {
      const row = await db
        .selectFrom('ledger')
        .select(each => each.fn.countAll().as('count'))
        .where('act', '=', 'gate')
        .executeTakeFirstOrThrow()
      return Number(row.count)
    }
    const { sent, wrong, p95 } = await pace(`${service.url}/api/v1/gate`, headers, shots, {
      perSecond,
      seconds: 8,
    })
    console.log(`${perSecond} a second, p95 ${p95.toFixed(0)} ms`)
    expect(wrong).toEqual([])
    // The first of all was asked before.
    await expect.poll(entries).toBe(1 + 50 + sent)
  })

  it('answers texts while every worker reads pictures', { timeout: 120_000 }, async () => {
    const picture = readFileSync('test/fixtures/ocr/telegram-150.png').toString('base64')
    const slow = Array.from({ length: 6 }, (_, index) => ({
      title: `扫描件${index}`,
      attachments: [{ name: `扫描件${index}.png`, content: picture }],
    }))
    const waiting = await Promise.all(
      slow.map(body => portal.call<{ decision: string }>('POST', '/gate', body, { prefer: 'wait=0' })),
    )
    expect(waiting.map(each => each.body.decision)).toEqual(slow.map(() => 'pending'))
    for (let index = 0; index < 10; index += 1) {
      const answer = await timed(portal)
      expect(answer.body).toMatchObject({ decision: 'allow' })
      expect(answer.took).toBeLessThan(2000)
    }
    // They were still being read meanwhile, and are all refused in the end.
    const states = await Promise.all(
      waiting.map(({ headers }) =>
        portal.call('GET', headers.get('location') ?? '', undefined, { prefer: 'wait=0' }),
      ),
    )
    expect(states.some(each => each.status === 202)).toBe(true)
    for (const { headers } of waiting) {
      let answer = await portal.call<GateAnswer>('GET', headers.get('location') ?? '', undefined, {
        prefer: 'wait=60',
      })
      while (answer.status === 202) {
        answer = await portal.call('GET', headers.get('location') ?? '', undefined, { prefer: 'wait=60' })
      }
      expect(answer.body).toMatchObject({ decision: 'deny', verdict: 'block' })
    }
  })
})

const binaries = postgresBinaries()
describe.skipIf(binaries === null)('on PostgreSQL', () => {
  let cluster: Cluster
  let service: TestService
  let portal: Client
  beforeAll(async () => {
    cluster = await startCluster(binaries ?? '')
    service = await startService({ databaseUrl: cluster.url })
    portal = await portalOf(service)
  })
  afterAll(async () => {
    await service.end()
    await cluster.end()
  })

  it.each(['killed', 'hung'] as const)(
    'says no within two seconds while it is %s, and recovers by itself',
    async how => {
      expect((await timed(portal)).body).toMatchObject({ decision: 'allow' })
      if (how === 'killed') await cluster.kill()
      else cluster.pause()
      const until = performance.now() + 6000
      while (performance.now() < until) {
        const answers = await Promise.all(Array.from({ length: 20 }, () => timed(portal)))
        for (const { status, body, took } of answers) {
          expect(status).toBe(503)
          expect(body).toMatchObject({ decision: 'deny', reasons: [{ code: 'unavailable' }] })
          expect(took).toBeLessThan(2000)
        }
      }
      if (how === 'killed') await cluster.start()
      else cluster.resume()
      await expect
        .poll(async () => (await timed(portal)).body.decision, { timeout: 90_000, interval: 300 })
        .toBe('allow')
    },
    240_000,
  )
})
