/** The client at a real service. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gate, openGate, verifyTicket } from '../../src/client/client.ts'
import { startService, type TestService } from '../server/harness.ts'
import { addPortal, addReviewers, approve, ordinary, type Reviewers, story } from './portal.ts'

let service: TestService
let reviewers: Reviewers
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-client-'))
  service = await startService()
  reviewers = await addReviewers(service)
})
afterAll(async () => {
  await service.end()
  rmSync(folder, { recursive: true, force: true })
})

interface Opened {
  readonly gate: Gate
  readonly portal: string
  /** What was asked, as it went over the wire: method and size of the body. */
  readonly sent: { method: string; bytes: number }[]
}

async function open(policy: 'screen' | 'both' = 'screen'): Promise<Opened> {
  const { id, key } = await addPortal(service, policy)
  const sent: Opened['sent'] = []
  const counting: typeof fetch = async (url, init) => {
    const request = new Request(url as string, init)
    sent.push({ method: request.method, bytes: (await request.clone().arrayBuffer()).byteLength })
    return fetch(request)
  }
  return { gate: openGate({ url: service.url, key, language: 'en', fetch: counting }), portal: id, sent }
}

describe('ask', () => {
  it('lets the ordinary notice go and stops the story, in the language asked for', async () => {
    const { gate } = await open()
    expect(await gate.ask(ordinary)).toMatchObject({ decision: 'allow', reasons: [], failure: null })
    const no = await gate.ask(story)
    expect(no).toMatchObject({ decision: 'deny', failure: null, verdict: 'block' })
    expect(no.reasons[0]?.message).toMatch(/must not be published/)
    expect(no.findings.map(each => each.rule)).toContain('cn.number.cipher-telegram')
  })

  it('follows the answer about attachments, from the disk and from memory', async () => {
    const { gate, sent } = await open()
    const file = path.join(folder, '附件 一.txt')
    writeFileSync(file, '机密★20年\n')
    const bytes = Buffer.from('防汛物资清单')
    const attachments = [{ path: file }, { name: '清单.txt', bytes }]
    const answer = await gate.ask({ ...ordinary, attachments })
    expect(answer).toMatchObject({ decision: 'deny', failure: null })
    expect(answer.findings.map(each => each.attachment)).toEqual(['附件 一.txt'])
    expect(sent).toHaveLength(1)
  })

  it('sends a large file once: later its hash is enough', async () => {
    const { gate, sent } = await open()
    const bytes = Buffer.from('防汛物资清单，沙袋、水泵、照明灯。\n'.repeat(20_000))
    const content = { ...ordinary, attachments: [{ name: '清单.txt', bytes }] }
    expect(await gate.ask(content)).toMatchObject({ decision: 'allow' })
    expect(sent.map(each => each.bytes > bytes.length)).toEqual([false, true])
    sent.length = 0
    expect(await gate.ask(content)).toMatchObject({ decision: 'allow' })
    expect(sent.filter(each => each.method === 'POST').map(each => each.bytes < 2000)).toEqual([true])
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(await gate.ask({ ...ordinary, attachments: [{ name: '清单.txt', sha256 }] })).toMatchObject({
      decision: 'allow',
    })
  })

  it('says that an image was not sent along', async () => {
    const { gate } = await open()
    const answer = await gate.ask({ ...ordinary, html: '<img src="/files/会标.png">' })
    expect(answer.reasons.map(each => each.code)).toContain('image-not-sent')
  })

  it('is refused with a key that was revoked or never was', async () => {
    const answer = await openGate({ url: service.url, key: 'bsk_never' }).ask(ordinary)
    expect(answer).toMatchObject({ decision: 'deny', failure: 'key-refused' })
  })
})

describe('a ticket', () => {
  it('is verified offline for exactly this content, portal and post, until it expires', async () => {
    const { gate, portal } = await open('both')
    const content = { ...ordinary, item: 'post-1' }
    const first = await gate.ask({ ...content, submit: true })
    expect(first.reasons.map(each => each.code)).toEqual(['under-review'])
    await approve(reviewers, first.submission?.id ?? '')
    const { ticket } = await gate.ask(content)
    const published = await fetch(`${service.url}/.well-known/jwks.json`)
    const jwks = (await published.json()) as { keys: object[] }
    const verify = (changed: object, trust: object = {}) =>
      verifyTicket(ticket ?? '', { ...content, ...changed }, { jwks, portal, ...trust })
    expect(await verify({})).toMatchObject({ valid: true, submission: first.submission?.id })
    const refusals = await Promise.all([
      verify({ html: ordinary.html.replace('22', '23') }),
      verify({ attachments: [{ name: 'a', bytes: Buffer.from('a') }] }),
      verify({ item: 'post-2' }),
      verify({}, { portal: 'another' }),
      verify({}, { now: new Date('2099-01-01') }),
      verify({}, { jwks: { keys: [] } }),
      verifyTicket('nonsense', content, { jwks, portal }),
      verify({ html: '<img src="a.png">' }),
    ])
    expect(refusals.map(each => each.reasons[0]?.code)).toEqual([
      'ticket-content',
      'ticket-content',
      'ticket-item',
      'ticket-portal',
      'ticket-expired',
      'ticket-key',
      'ticket-malformed',
      'image-not-sent',
    ])
  })
})
