/** Two services on one PostgreSQL that share a data folder: whichever is asked, the answer is the same. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LedgerHead } from '../../src/ledger/head.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { applyRetention } from '../../src/server/retention.ts'
import { start } from '../../src/server/start.ts'
import { alone } from '../../src/store/alone.ts'
import { freshDatabase } from '../postgres/database.ts'
import { Client, clean, draft, inReview, marked, startService, type TestService } from './harness.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-two-'))
let one: TestService
let two: TestService
let reviewer: Client
let approver: Client
let editor: Client

beforeAll(async () => {
  const databaseUrl = await freshDatabase()
  const options = {
    folder,
    databaseUrl,
    screener: { concurrency: 1, threads: 1, ocr: 'off' },
    env: {},
    host: '127.0.0.1',
    port: 0,
    logger: false,
    rateLimit: 0,
  } as const
  // At once, on an empty database: both make its tables and their first keys.
  for (const each of await Promise.all([start(options), start(options)])) await each.close()
  one = await startService({ folder, databaseUrl })
  two = await startService({ folder, databaseUrl })
  editor = await one.person('editor', ['editor'])
  reviewer = await one.person('reviewer', ['reviewer'])
  approver = await one.person('approver', ['approver'])
})
afterAll(async () => {
  await one.close()
  await two.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The same person at the other service. */
function at(service: TestService, who: Client): Client {
  return Object.assign(new Client(service.url), { cookie: who.cookie, id: who.id })
}

async function approved(approverAt: TestService): Promise<Submission> {
  const { id } = await inReview(editor, clean)
  const { version } = await reviewer.get<Submission>(`/submissions/${id}`)
  const passed = await at(two, reviewer).post<Submission>(`/submissions/${id}/pass`, {
    version,
    reason: '已核对',
  })
  const acting = at(approverAt, approver)
  const answer = await acting.call<Submission>('POST', `/submissions/${id}/approve`, {
    version: passed.version,
    reason: '同意',
  })
  if (answer.status !== 200) throw Object.assign(new Error('not approved'), { answer })
  return answer.body
}

const keyOf = ({ ticket }: Submission): string =>
  JSON.parse(Buffer.from(ticket?.ticket.split('.')[0] ?? '', 'base64url').toString()).kid

const published = async (service: TestService) => {
  const answer = await fetch(`${service.url}/.well-known/jwks.json`)
  return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
}

it('a session of one is one of the other, and so is the setup that is done', async () => {
  expect(two.setupUrl).toBeNull()
  expect((await at(two, editor).call('GET', '/session')).status).toBe(200)
})

it('pages that are open at the one hear of what happens at the other', async () => {
  const response = await fetch(`${two.url}/api/v1/events`, { headers: { cookie: reviewer.cookie ?? '' } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const { id } = await inReview(editor, marked)
  let heard = ''
  while (!heard.includes(id)) heard += (await reader?.read())?.value ?? ''
  await reader?.cancel()
  expect(heard).toContain(id)
})

describe('a ticket', () => {
  it('is signed with the new key at both, once the one has exchanged it', async () => {
    const before = keyOf(await approved(two))
    await one.administrator.post('/ticket-keys', {})
    const after = [keyOf(await approved(two)), keyOf(await approved(one))]
    expect(new Set(after).size).toBe(1)
    expect(after).not.toContain(before)
    expect(await published(two)).toEqual(await published(one))
    expect(await published(two)).toContain(after[0])
    // And back: the exchange at the other begins with the key that counts.
    await at(two, one.administrator).post('/ticket-keys', { compromised: true })
    expect(await published(one)).not.toContain(after[0])
    expect(await published(one)).toContain(keyOf(await approved(one)))
  })

  it('is not signed with a key that has ended, where the new one is in another folder', async () => {
    const copy = mkdtempSync(path.join(tmpdir(), 'baoshen-three-'))
    cpSync(folder, copy, { recursive: true })
    const three = await startService({ folder: copy, databaseUrl: one.databaseUrl })
    await one.administrator.post('/ticket-keys', { compromised: true })
    const { id } = await inReview(editor, clean)
    const { version } = await reviewer.get<Submission>(`/submissions/${id}`)
    const passed = await reviewer.post<Submission>(`/submissions/${id}/pass`, { version, reason: '已核对' })
    const approve = () =>
      at(three, approver).call<Submission>('POST', `/submissions/${id}/approve`, {
        version: passed.version,
        reason: '同意',
      })
    expect(await approve()).toMatchObject({ status: 503, body: { code: 'ticket-key-elsewhere' } })
    expect((await reviewer.get<Submission>(`/submissions/${id}`)).state).toBe('approval')
    // As it says: the file is copied, nothing is restarted.
    cpSync(path.join(folder, 'keys/ticket.pem'), path.join(copy, 'keys/ticket.pem'))
    expect(await approve()).toMatchObject({ status: 200, body: { state: 'released' } })
    await three.close()
    rmSync(copy, { recursive: true, force: true })
  })
})

it('the signed head that they share is never put back', async () => {
  const head = new LedgerHead(folder, one.app.service.keys.ledger)
  const atBoth = Array.from({ length: 12 }, (_, index) => at(index % 2 === 0 ? one : two, editor))
  let highest = 0
  const acts = Promise.all(atBoth.map(each => draft(each, clean)))
  for (let isDone = false; !isDone; ) {
    isDone = await Promise.race([acts.then(() => true), setTimeout(2, false)])
    const read = await head.read()
    if (!read) throw new Error('no head, or not ours')
    expect(read.seq).toBeGreaterThanOrEqual(highest - 1)
    highest = Math.max(highest, read.seq)
  }
  const { broken, entries } = await verifyLedger(one.app.service.store.db, head)
  expect(broken).toBeNull()
  expect(highest).toBeGreaterThan(entries - 3)
})

it('what has to be done now and then is done by one of them at a time', async () => {
  const stores = [one.app.service.store, two.app.service.store] as const
  const done: string[] = []
  const work = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const first = alone(stores[0], 'test', () => {
    begun.resolve()
    return work.promise
  })
  await begun.promise
  expect(await alone(stores[1], 'test', async () => done.push('two'))).toBe(false)
  expect(await alone(stores[1], 'another', async () => done.push('another'))).toBe(true)
  work.resolve()
  expect(await first).toBe(true)
  expect(await alone(stores[1], 'test', async () => done.push('after'))).toBe(true)
  expect(done).toEqual(['another', 'after'])
})

it('content whose time has come is destroyed once', async () => {
  const { id } = await approved(one)
  const { db } = one.app.service.store
  await db.updateTable('submission').set({ since: '2020-01-01T00:00:00.000Z' }).where('id', '=', id).execute()
  await Promise.all([one, two].map(each => applyRetention(each.app.service, new Date())))
  const acts = await db.selectFrom('ledger').select('act').where('submissionId', '=', id).execute()
  expect(acts.filter(({ act }) => act === 'purge').length).toBe(1)
})
