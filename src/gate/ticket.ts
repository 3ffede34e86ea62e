/**
 * The ticket 放行凭证: a signed statement that exactly this content may be published. Compact JWS, Ed25519 only;
 * anyone can check one offline with `/.well-known/jwks.json`.
 */
import { createHash, type KeyObject } from 'node:crypto'
import { decodeProtectedHeader, errors, exportJWK, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export const ticketType = 'baoshen-ticket+jwt'
const algorithm = 'EdDSA'
const issuer = 'baoshen'

export interface TicketFacts {
  readonly id: string
  readonly submissionId: string
  readonly revision: number
  /** Hex; see `canonical.ts`. */
  readonly contentHash: string
  /** The portal that submitted it; null for an editor's item, which may go to any. */
  readonly portal: string | null
  /** The portal's own name for the post. */
  readonly item: string | null
  readonly issued: Date
  readonly expires: Date
  /** The ledger entry of the approval: a ticket in somebody else's hands pins the chain. */
  readonly ledger: { readonly seq: number; readonly hash: string }
}

export interface TicketSigner {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** Names the key: the beginning of the SHA-256 of the public key. */
export function keyId({ publicKey }: Pick<TicketSigner, 'publicKey'>): string {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 16)
}

/** The public key as it stands in `/.well-known/jwks.json`. */
export async function publicJwk(key: Pick<TicketSigner, 'publicKey'>): Promise<JWK> {
  return { ...(await exportJWK(key.publicKey)), kid: keyId(key), use: 'sig', alg: algorithm }
}

export function signTicket(facts: TicketFacts, key: TicketSigner): Promise<string> {
  return new SignJWT({
    content: `sha256:${facts.contentHash}`,
    revision: facts.revision,
    ledger: `${facts.ledger.seq}:${facts.ledger.hash}`,
    ...(facts.portal === null ? {} : { portal: facts.portal }),
    ...(facts.item === null ? {} : { item: facts.item }),
  })
    .setProtectedHeader({ alg: algorithm, typ: ticketType, kid: keyId(key) })
    .setIssuer(issuer)
    .setSubject(facts.submissionId)
    .setJti(facts.id)
    .setIssuedAt(facts.issued)
    .setExpirationTime(facts.expires)
    .sign(key.privateKey)
}

const claimsSchema = z.object({
  jti: z.string(),
  sub: z.string(),
  exp: z.number(),
  content: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  revision: z.number().int(),
  portal: z.string().optional(),
  item: z.string().optional(),
})
export type TicketClaims = z.infer<typeof claimsSchema>

export type TicketRefusal =
  | 'ticket-malformed'
  | 'ticket-key'
  | 'ticket-expired'
  | 'ticket-portal'
  | 'ticket-item'
  | 'ticket-content'

export interface TicketQuestion {
  /** Hex of the canonical hash of what is about to be published. */
  readonly contentHash: string
  readonly portal: string
  readonly item: string | null
  readonly now: Date
}

/**
 * Checks a ticket against the public keys and against what is about to be published. Whether it was revoked is not
 * in it: ask the service, or its list of revoked tickets.
 * @param keys the `keys` of `/.well-known/jwks.json`.
 */
export async function verifyTicket(
  ticket: string,
  keys: readonly JWK[],
  question: TicketQuestion,
): Promise<TicketClaims | TicketRefusal> {
  const claims = await readTicket(ticket, keys, question.now)
  if (typeof claims === 'string') return claims
  if (claims.portal !== undefined && claims.portal !== question.portal) return 'ticket-portal'
  if (claims.item !== undefined && question.item !== null && claims.item !== question.item) {
    return 'ticket-item'
  }
  return claims.content === `sha256:${question.contentHash}` ? claims : 'ticket-content'
}

async function readTicket(
  ticket: string,
  keys: readonly JWK[],
  now: Date,
): Promise<TicketClaims | TicketRefusal> {
  try {
    const { kid } = decodeProtectedHeader(ticket)
    const jwk = keys.find(each => each.kid !== undefined && each.kid === kid)
    if (jwk?.kty !== 'OKP' || jwk.crv !== 'Ed25519') return 'ticket-key'
    const { payload } = await jwtVerify(ticket, await importJWK(jwk, algorithm), {
      algorithms: [algorithm],
      typ: ticketType,
      issuer,
      currentDate: now,
    })
    const claims = claimsSchema.safeParse(payload)
    return claims.success ? claims.data : 'ticket-malformed'
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'ticket-expired'
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'ticket-key'
    return 'ticket-malformed'
  }
}
