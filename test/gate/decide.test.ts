/** From verdicts and approvals to yes or no; and the gate without a service. */
import { describe, expect, it } from 'vitest'
import type { Screening, Verdict } from '../../src/document/screening.ts'
import type { Policy } from '../../src/gate/content.ts'
import { type Case, decideCase } from '../../src/gate/decide.ts'
import { bodyOfPage, pageAround } from '../../src/gate/documents.ts'
import { gateReasons, reasonFor } from '../../src/gate/reasons.ts'
import { decide } from '../../src/index.ts'
import { Lane } from '../../src/server/gate/lane.ts'

const screening = (verdict: Verdict): Screening => ({
  path: 'post.html',
  sha256: null,
  type: 'text/html',
  bytes: 1,
  verdict,
  findings: [],
  parts: 1,
  ocrParts: 0,
  problems: [],
  ruleset: 'x',
  durationMs: 1,
})
const approval = { ticket: 'ticket', cleared: new Set<string>() }
const of = (policy: Policy, verdict: Verdict | null, more: Partial<Case> = {}) =>
  decideCase({
    policy,
    failOn: 'review',
    language: 'en',
    screened: verdict === null ? [] : [{ attachment: null, screening: screening(verdict) }],
    approval: null,
    notApproved: null,
    reasons: [],
    ...more,
  })

describe('a case', () => {
  it.each<[Policy, Verdict | null, boolean, 'allow' | 'deny']>([
    ['screen', 'pass', false, 'allow'],
    ['screen', 'error', false, 'deny'],
    ['screen', 'block', false, 'deny'],
    ['screen', 'block', true, 'deny'],
    ['screen', null, true, 'deny'],
    ['approve', null, true, 'allow'],
    ['approve', null, false, 'deny'],
    ['approve', 'pass', false, 'deny'],
    ['both', 'pass', true, 'allow'],
    ['both', 'pass', false, 'deny'],
    ['both', 'block', true, 'deny'],
    ['both', null, true, 'deny'],
  ])('%s, verdict %s, approved %s: %s', (policy, verdict, isApproved, decision) => {
    const decided = of(policy, verdict, { approval: isApproved ? approval : null })
    expect(decided.decision).toBe(decision)
    expect(decided.reasons.length > 0).toBe(decision === 'deny')
    if (decision === 'deny') expect(decided.ticket).toBeNull()
  })

  it('with anything against it is a no under every policy, whatever else speaks for it', () => {
    const reasons = [reasonFor('timeout', 'en')]
    for (const policy of ['screen', 'approve', 'both'] as const) {
      expect(of(policy, 'pass', { approval, reasons }).decision).toBe('deny')
    }
  })
})

describe('the table of reasons', () => {
  it.each(Object.entries(gateReasons))('%s says the same in both languages', (_, { zh, en }) => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(each => each[1]).sort()
    expect(names(zh)).toEqual(names(en))
  })
})

describe('a lane', () => {
  it('refuses what would wait too long, and ends what takes too long', async () => {
    const lane = new Lane({ screen: () => new Promise(() => {}), most: 2, mostBytes: 100, seconds: 0.1 })
    const waiting = [lane.screen('a', new Uint8Array(10)), lane.screen('b', new Uint8Array(10))]
    await expect(lane.screen('c', new Uint8Array(10))).rejects.toMatchObject({ code: 'overloaded' })
    expect(await Promise.all(waiting)).toEqual([null, null])
    const small = new Lane({ screen: () => new Promise(() => {}), most: 9, mostBytes: 100, seconds: 0.1 })
    await expect(small.screen('big', new Uint8Array(101))).rejects.toMatchObject({ code: 'overloaded' })
  })
})

describe('the library', () => {
  it('says yes to an ordinary notice and no to a marked one, to missing bytes and to what is another file', async () => {
    const html = '<p>请各单位落实值班制度。</p>'
    const ask = (request: Parameters<typeof decide>[0]) => decide(request, { screening: { ocr: 'off' } })
    expect(await ask({ title: '通知', html })).toMatchObject({ decision: 'allow', policy: 'screen' })
    const attachments = [{ name: 'a.txt', content: Buffer.from('机密★20年\n').toString('base64') }]
    const no = await ask({
      html: `${html}<img src="/x.png">`,
      attachments: [...attachments, { name: 'b.txt', sha256: '0'.repeat(64) }],
    })
    expect(no).toMatchObject({ decision: 'deny', verdict: 'block' })
    expect(no.reasons.map(each => [each.code, each.attachment])).toEqual([
      ['attachment-unknown', 'b.txt'],
      ['image-not-sent', null],
      ['finding', 'a.txt'],
    ])
  })

  it.each([
    '<b>机</b>密★20年',
    '&#26426;&#23494;★20年',
    '&#26426&#23494★20年',
    '机密★20年',
    '"机密★20年" &amp; <b class="x">附</b>',
  ])('reads a title as text and as markup: %s', async title => {
    const html = '<p>请各单位落实值班制度。</p>'
    expect(await decide({ title, html }, { screening: { ocr: 'off' } })).toMatchObject({ verdict: 'block' })
    expect(bodyOfPage(pageAround(html, title))).toBe(html)
  })
})
