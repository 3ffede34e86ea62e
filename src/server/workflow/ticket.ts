/** The ticket 放行凭证: a signed statement that exactly this content may be published. */
import { createHash } from 'node:crypto'
import { exportJWK, SignJWT } from 'jose'
import type { Position } from '../../ledger/chain.ts'
import type { SigningKey } from '../../vault/keys.ts'

export const ticketType = 'baoshen-ticket+jwt'

/** Names the key: the beginning of the SHA-256 of the public key. */
export function keyId({ publicKey }: SigningKey): string {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 16)
}

/** The public keys with which anyone can check a ticket, offline. */
export async function jwks(key: SigningKey): Promise<{ keys: object[] }> {
  const jwk = await exportJWK(key.publicKey)
  return { keys: [{ ...jwk, kid: keyId(key), use: 'sig', alg: 'EdDSA' }] }
}

export interface TicketFacts {
  readonly id: string
  readonly submissionId: string
  readonly revision: number
  readonly contentHash: string
  /** The portal that submitted it; null for an editor's item, which may go to any. */
  readonly portal: string | null
  readonly issued: Date
  readonly expires: Date
  /** The ledger entry of the approval: a ticket in somebody else's hands pins the chain. */
  readonly ledger: Position
}

/** Compact JWS, Ed25519. */
export function signTicket(facts: TicketFacts, key: SigningKey): Promise<string> {
  return new SignJWT({
    content: `sha256:${facts.contentHash}`,
    revision: facts.revision,
    ledger: `${facts.ledger.seq}:${facts.ledger.hash}`,
    ...(facts.portal === null ? {} : { portal: facts.portal }),
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: ticketType, kid: keyId(key) })
    .setIssuer('baoshen')
    .setSubject(facts.submissionId)
    .setJti(facts.id)
    .setIssuedAt(facts.issued)
    .setExpirationTime(facts.expires)
    .sign(key.privateKey)
}
