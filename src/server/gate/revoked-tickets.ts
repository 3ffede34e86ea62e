/** The list for those who check tickets offline: tickets that were revoked and have not run out, signed. */
import { SignJWT } from 'jose'
import { keyId } from '../../gate/ticket.ts'
import type { Service } from '../workflow/service.ts'

export const revokedType = 'baoshen-revoked+jwt'

/** @returns the ids (`jti`), when they were listed, and the same as a JWS. */
export async function revokedTickets({ store, ticketKeys }: Service) {
  const now = new Date()
  const rows = await store.db
    .selectFrom('ticket')
    .select('id')
    .where('revoked', 'is not', null)
    .where('expires', '>', now.toISOString())
    .orderBy('id')
    .execute()
  const tickets = rows.map(({ id }) => id)
  const signer = await ticketKeys.signer(store.db)
  const jws = await new SignJWT({ tickets })
    .setProtectedHeader({ alg: 'EdDSA', typ: revokedType, kid: keyId(signer) })
    .setIssuer('baoshen')
    .setIssuedAt(now)
    .sign(signer.privateKey)
  return { at: now.toISOString(), tickets, jws }
}
