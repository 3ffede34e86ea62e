/** Tickets as somebody checks them who holds nothing but the public keys. */
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { publicJwk, signTicket, type TicketFacts, ticketType, verifyTicket } from '../../src/gate/ticket.ts'
import fc from '../fast-check.ts'

const key = generateKeyPairSync('ed25519')
const other = generateKeyPairSync('ed25519')
const jwk = await publicJwk(key)
const otherJwk = await publicJwk(other)
const now = new Date('2026-06-01T08:00:00Z')
const contentHash = 'a'.repeat(64)
const facts: TicketFacts = {
  id: 'ticket-1',
  submissionId: 'submission-1',
  revision: 1,
  contentHash,
  portal: 'portal-1',
  item: 'post-1',
  issued: now,
  expires: new Date('2026-07-01T08:00:00Z'),
  ledger: { seq: 7, hash: 'b'.repeat(64) },
}
const question = { contentHash, portal: 'portal-1', item: 'post-1', now }
const ticket = await signTicket(facts, key)

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const payload = ticket.split('.')[1] ?? ''

describe('a ticket', () => {
  it('is accepted for what it was issued for', async () => {
    expect(await verifyTicket(ticket, [otherJwk, jwk], question)).toMatchObject({
      jti: 'ticket-1',
      portal: 'portal-1',
    })
    expect(await verifyTicket(ticket, [jwk], { ...question, item: null })).toMatchObject({ jti: 'ticket-1' })
  })

  it('of an editor goes to any portal', async () => {
    const free = await signTicket({ ...facts, portal: null, item: null }, key)
    expect(await verifyTicket(free, [jwk], { ...question, portal: 'portal-2' })).toMatchObject({
      jti: 'ticket-1',
    })
  })

  it.each([
    ['for other content', { contentHash: 'c'.repeat(64) }, 'ticket-content'],
    ['for another portal', { portal: 'portal-2' }, 'ticket-portal'],
    ['for another post', { item: 'post-2' }, 'ticket-item'],
    ['after its time', { now: new Date('2026-07-01T08:00:01Z') }, 'ticket-expired'],
  ])('is refused %s', async (_, change, code) => {
    expect(await verifyTicket(ticket, [jwk], { ...question, ...change })).toBe(code)
  })

  it('is refused without its key, and under another with its name', async () => {
    expect(await verifyTicket(ticket, [otherJwk], question)).toBe('ticket-key')
    expect(await verifyTicket(ticket, [], question)).toBe('ticket-key')
    expect(await verifyTicket(ticket, [{ ...otherJwk, kid: jwk.kid ?? '' }], question)).toBe('ticket-key')
  })

  it('is refused unsigned, or signed with what everybody knows', async () => {
    const head = { typ: ticketType, kid: jwk.kid }
    const none = `${part({ ...head, alg: 'none' })}.${payload}.`
    const hmac = `${part({ ...head, alg: 'HS256' })}.${payload}`
    const secrets = [
      jwk.x ?? '',
      JSON.stringify(jwk),
      Buffer.from(jwk.x ?? '', 'base64url'),
      key.publicKey.export({ type: 'spki', format: 'pem' }),
    ]
    expect(await verifyTicket(none, [jwk], question)).toBe('ticket-malformed')
    expect(await verifyTicket(`${none}${ticket.split('.')[2]}`, [jwk], question)).toBe('ticket-malformed')
    for (const secret of secrets) {
      const forged = `${hmac}.${createHmac('sha256', secret).update(hmac).digest('base64url')}`
      expect(await verifyTicket(forged, [jwk], question)).toBe('ticket-malformed')
    }
    const mine = `${part({ ...head, alg: 'EdDSA', jwk: otherJwk })}.${payload}.${(await signTicket(facts, other)).split('.')[2]}`
    expect(await verifyTicket(mine, [jwk], question)).toBe('ticket-key')
  })

  it('is refused when it is something else that we signed', async () => {
    const list = await new SignJWT({ tickets: [], content: `sha256:${contentHash}`, revision: 1 })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'baoshen-revoked+jwt', kid: jwk.kid ?? '' })
      .setIssuer('baoshen')
      .setSubject('s')
      .setJti('t')
      .setExpirationTime(facts.expires)
      .sign(key.privateKey)
    expect(await verifyTicket(list, [jwk], question)).toBe('ticket-malformed')
    expect(await verifyTicket('', [jwk], question)).toBe('ticket-malformed')
    expect(await verifyTicket('a.b.c', [jwk], question)).toBe('ticket-malformed')
  })

  it('is refused with any bit changed', async () => {
    // The last character of a part may hold bits that mean nothing; they are left alone.
    const places = [...ticket].flatMap((character, at) =>
      character === '.' || ticket[at + 1] === '.' || at === ticket.length - 1 ? [] : [at],
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom(...'AZaz09-_'), async (at, by) => {
        fc.pre(ticket[at] !== by)
        const forged = ticket.slice(0, at) + by + ticket.slice(at + 1)
        return typeof (await verifyTicket(forged, [jwk], question)) === 'string'
      }),
      { numRuns: 300 },
    )
  })
})
