/**
 * The outbox and its sender against a real receiver. The sender's clock is the test's, so that a day passes at once;
 * everything else is as in the service.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseAllowList } from '../../src/outbound/allow.ts'
import { type Outside, openOutside } from '../../src/outbound/fetch-outside.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import type { WebhookEndpointTable } from '../../src/store/portal-schema.ts'
import { attempt, note } from '../../src/webhooks/attempt.ts'
import { claim } from '../../src/webhooks/claim.ts'
import { enqueue, enqueuePing } from '../../src/webhooks/outbox.ts'
import { waits } from '../../src/webhooks/schedule.ts'
import { makeSecret } from '../../src/webhooks/secret.ts'
import { Sender, type SenderOptions } from '../../src/webhooks/sender.ts'
import { freshDatabase } from '../postgres/database.ts'
import { isSignedWith, Receiver } from './receiver.ts'

const begin = Date.parse('2032-01-05T08:00:00.000Z')
const hour = 3_600_000
const key = randomBytes(32)
let folder: string
let store: Store
let receiver: Receiver
let outside: Outside
let now = begin
/** What the sender wrote into the ledger, and whom it told. */
let acts: string[] = []
const senders: Sender[] = []

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-webhooks-'))
  store = await openStore({ folder, url: await freshDatabase() })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await store.db.deleteFrom('webhookDelivery').execute()
  await store.db.deleteFrom('webhookEndpoint').execute()
  receiver = await new Receiver().open()
  outside = openOutside({ allow: parseAllowList([receiver.host]) })
  now = begin
  acts = []
  return async () => {
    for (const sender of senders.splice(0)) await sender.stop()
    await outside.close()
    receiver.close()
  }
})

function newSender(more: Partial<SenderOptions> = {}): Sender {
  const sender = new Sender({
    store,
    outside,
    key,
    change: work =>
      store.db.transaction().execute(trx =>
        work({
          trx,
          record: async act => {
            acts.push(act.act)
          },
        }),
      ),
    onDisabled: (_, reason) => void acts.push(reason),
    onError: error => {
      throw error
    },
    now: () => new Date(now),
    random: () => 0.5,
    timeoutMs: 20_000,
    ...more,
  })
  senders.push(sender)
  return sender
}

async function endpoint(more: Partial<WebhookEndpointTable> = {}): Promise<{ id: string; secret: string }> {
  const id = newId()
  const { shown, kept } = makeSecret(id, key)
  await store.db
    .insertInto('webhookEndpoint')
    .values({
      id,
      portalId: null,
      name: '安澜市门户',
      url: receiver.url,
      events: '["incident.opened"]',
      active: 1,
      disabledFor: null,
      disabledAt: null,
      failingSince: null,
      secret: kept,
      previousSecret: null,
      previousUntil: null,
      created: new Date(now).toISOString(),
      version: 1,
      ...more,
    })
    .execute()
  return { id, secret: shown }
}

const ping = (endpointId: string) =>
  store.db.transaction().execute(trx => enqueuePing(trx, new Date(now).toISOString(), endpointId))
const delivery = (id: string) =>
  store.db.selectFrom('webhookDelivery').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const kept = (id: string) =>
  store.db.selectFrom('webhookEndpoint').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a message', () => {
  it('goes to the active endpoints that asked for it, signed, once', async () => {
    const { id, secret } = await endpoint()
    await endpoint({ active: 0 })
    await endpoint({ events: '["submission.decided"]' })
    const at = new Date(now).toISOString()
    const data = { incident: newId(), submission: newId(), due: at, links: { page: '/incidents/x' } }
    const count = await store.db.transaction().execute(trx => enqueue(trx, at, 'incident.opened', null, data))
    expect(count).toBe(1)
    const sender = newSender()
    await sender.settled()
    await sender.settled()
    expect(receiver.received).toHaveLength(1)
    const [first] = receiver.received
    if (!first) throw new Error('nothing came')
    expect(first.message).toEqual({ type: 'incident.opened', timestamp: at, data })
    expect(first.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-timestamp': String(begin / 1000),
    })
    expect(isSignedWith(first, secret)).toBe(true)
    expect(isSignedWith(first, makeSecret(id, key).shown)).toBe(false)
    expect(isSignedWith({ ...first, body: `${first.body} ` }, secret)).toBe(false)
    expect(isSignedWith({ ...first, headers: { ...first.headers, 'webhook-timestamp': '1' } }, secret)).toBe(
      false,
    )
    expect(await delivery(first.id)).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204 })
  })

  it('is signed with both secrets while they change over, and then with the new one alone', async () => {
    const { id, secret: old } = await endpoint()
    const { shown, kept: next } = makeSecret(id, key)
    const { secret: previousSecret } = await kept(id)
    await store.db
      .updateTable('webhookEndpoint')
      .set({ secret: next, previousSecret, previousUntil: new Date(begin + hour).toISOString() })
      .execute()
    const sender = newSender()
    await ping(id)
    await sender.settled()
    now += 2 * hour
    await ping(id)
    await sender.settled()
    expect(receiver.received.map(each => [isSignedWith(each, shown), isSignedWith(each, old)])).toEqual([
      [true, true],
      [true, false],
    ])
  })

  it('is not sent with a secret that cannot be read, and says so', async () => {
    const { id } = await endpoint()
    const { id: message } = await ping(id)
    await newSender({ key: randomBytes(32) }).settled()
    expect(receiver.received).toEqual([])
    expect(JSON.parse((await delivery(message)).lastError ?? '')).toMatchObject({ code: 'secret-unreadable' })
  })
})

describe('a message that is not taken', () => {
  it('is tried eight times over a day, each time newly signed under the same id, and then given up', async () => {
    receiver.answer = response => response.writeHead(500).end('x'.repeat(1000))
    const { id, secret } = await endpoint()
    const { id: message } = await ping(id)
    const sender = newSender()
    await sender.settled()
    for (const [index, wait] of waits.entries()) {
      expect(await delivery(message)).toMatchObject({
        state: 'waiting',
        attempts: index + 1,
        lastStatus: 500,
      })
      now += wait - 1
      await sender.settled()
      expect(receiver.received).toHaveLength(index + 1)
      now += 1
      await sender.settled()
      expect(receiver.received).toHaveLength(index + 2)
    }
    expect(await delivery(message)).toMatchObject({ state: 'failed', attempts: 8, nextAttempt: null })
    expect(new Set(receiver.received.map(each => each.id))).toEqual(new Set([message]))
    const times = receiver.received.map(each => Number(each.headers['webhook-timestamp']))
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(24 * 3600)
    expect(receiver.received.every(each => isSignedWith(each, secret))).toBe(true)
    expect(await kept(id)).toMatchObject({ active: 1, failingSince: new Date(begin).toISOString() })
  })

  it('waits as long as the receiver asks for', async () => {
    receiver.answer = response => response.writeHead(503, { 'retry-after': '600' }).end()
    const { id: message } = await ping((await endpoint()).id)
    await newSender().settled()
    expect((await delivery(message)).nextAttempt).toBe(new Date(begin + 600_000).toISOString())
  })

  it.each([
    ['a redirect, which is not followed', (): string => receiver.url, 302, null],
    ['an address that is not allowed', (): string => 'http://127.0.0.2:1/hook', null, 'address-refused'],
    ['the metadata service', (): string => 'http://169.254.169.254/hook', null, 'address-refused'],
    ['a port that is not allowed', (): string => receiver.url.replace(/:\d+/, ':1'), null, 'port-refused'],
  ] as const)('notes %s', async (_, url, status, code) => {
    receiver.answer = response => response.writeHead(302, { location: 'http://127.0.0.1/' }).end()
    const { id: message } = await ping((await endpoint({ url: url() })).id)
    await newSender().settled()
    const row = await delivery(message)
    expect([row.state, row.lastStatus]).toEqual(['waiting', status])
    expect(row.lastError === null ? null : JSON.parse(row.lastError).code).toBe(code)
    expect(receiver.received).toHaveLength(status === null ? 0 : 1)
  })

  it('does not hold up others, whether its receiver is silent or talks without end', async () => {
    receiver.answer = (response, { path: asked }) => {
      if (asked === '/silent') return
      response.writeHead(200)
      if (asked !== '/endless') return response.end()
      const talk = setInterval(() => response.write(Buffer.alloc(65_536)), 1)
      response.on('close', () => clearInterval(talk))
    }
    const url = receiver.url.replace('/hook', '')
    const silent = await endpoint({ url: `${url}/silent` })
    const endless = await endpoint({ url: `${url}/endless` })
    const good = await endpoint()
    const slow = await Promise.all([1, 2, 3].map(() => ping(silent.id)))
    const loud = await ping(endless.id)
    const quick = await Promise.all([1, 2, 3, 4, 5].map(() => ping(good.id)))
    const sender = newSender({ timeoutMs: 2500 })
    sender.wake()
    const states = (rows: { id: string }[]) =>
      Promise.all(rows.map(async row => (await delivery(row.id)).state))
    while ((await states([loud, ...quick])).some(state => state !== 'delivered')) await delay(10)
    expect(await states(slow)).not.toContain('delivered')
    await sender.settled()
    expect(await states(slow)).toEqual(['waiting', 'waiting', 'waiting'])
    for (const { id } of slow) expect((await delivery(id)).lastError).toContain('timed-out')
  })
})

describe('an endpoint', () => {
  it('that answers 410 is switched off at once, and gets nothing more', async () => {
    receiver.answer = response => response.writeHead(410).end()
    const { id } = await endpoint()
    await ping(id)
    const sender = newSender()
    await sender.settled()
    expect(await kept(id)).toMatchObject({ active: 0, disabledFor: 'gone' })
    expect(acts).toEqual(['disable-webhook', 'gone'])
    now += 48 * hour
    await ping(id)
    await sender.settled()
    expect(receiver.received).toHaveLength(1)
  })

  it('that took nothing for five days is switched off, noted in the ledger; one success in between saves it', async () => {
    receiver.answer = response => response.writeHead(500).end()
    const { id } = await endpoint()
    const sender = newSender()
    const pass = async (hours: number) => {
      for (let each = 0; each < hours; each += 1) {
        now += hour
        await sender.settled()
      }
    }
    await ping(id)
    await pass(40)
    receiver.answer = response => response.writeHead(200).end()
    await ping(id)
    await pass(1)
    expect(await kept(id)).toMatchObject({ active: 1, failingSince: null })
    receiver.answer = response => response.writeHead(500).end()
    await ping(id)
    await pass(100)
    await ping(id)
    await pass(15)
    expect(await kept(id)).toMatchObject({ active: 1 })
    await pass(25)
    expect(await kept(id)).toMatchObject({ active: 0, disabledFor: 'failing' })
    expect(acts).toEqual(['disable-webhook', 'failing'])
  })
})

describe('a process that dies between the attempt and its note', () => {
  it('leaves the message to another one, which sends it again under the same id; a late note counts for nothing', async () => {
    const { id } = await endpoint()
    const { id: message } = await ping(id)
    const dead = await claim(store, 'dead', new Date(now), [])
    if (!dead) throw new Error('nothing was due')
    const made = await attempt(dead, outside, key, new Date(now), 20_000, new AbortController().signal)
    expect(made.status).toBe(204)
    const sender = newSender()
    await sender.settled()
    expect(receiver.received).toHaveLength(1)
    now += 31_000
    await sender.settled()
    expect(receiver.received.map(each => each.id)).toEqual([message, message])
    expect(await delivery(message)).toMatchObject({ state: 'delivered', attempts: 1 })
    const late = await store.db.transaction().execute(trx => note(trx, dead, made, new Date(now), 0.5))
    expect(late).toEqual({ kind: 'lost' })
  })

  it('cuts what is on its way when it is stopped in good order, and leaves it as it was', async () => {
    receiver.answer = () => {}
    const { id: message } = await ping((await endpoint()).id)
    const sender = newSender()
    sender.wake()
    await receiver.until(1)
    await sender.stop()
    expect(await delivery(message)).toMatchObject({ state: 'waiting', attempts: 0, owner: null })
  })
})
