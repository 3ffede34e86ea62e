/** Looks for an approval of exactly this content that holds now. */
import type { JWK } from 'jose'
import type { Approval } from '../../gate/decide.ts'
import type { GateReasonCode } from '../../gate/reasons.ts'
import { verifyTicket } from '../../gate/ticket.ts'
import { consequences } from '../../review/decision.ts'
import type { Db } from '../../store/open.ts'
import type { TicketTable } from '../../store/portal-schema.ts'

export interface Wanted {
  /** Hex. */
  readonly contentHash: string
  readonly portal: string
  readonly item: string | null
  /** The ticket that the portal holds. */
  readonly ticket: string | null
  readonly keys: () => Promise<readonly JWK[]>
  readonly now: Date
}

/** @returns the approval, or why the ticket that the portal holds is none; null: nobody approved this. */
export async function findApproval(db: Db, wanted: Wanted): Promise<Approval | GateReasonCode | null> {
  const given = wanted.ticket === null ? null : await check(db, wanted.ticket, wanted)
  if (given !== null && typeof given !== 'string') return given
  const rows = await db
    .selectFrom('ticket')
    .selectAll()
    .where('contentHash', '=', wanted.contentHash)
    .where('expires', '>', wanted.now.toISOString())
    .where('revoked', 'is', null)
    .orderBy('issued', 'desc')
    .limit(20)
    .execute()
  for (const row of rows) {
    const found = await check(db, row.jws, wanted)
    if (typeof found !== 'string') return found
  }
  return given
}

/** Whether a ticket that counted before still does. @returns null when it does, or why not. */
export async function endOfApproval(
  db: Db,
  wanted: Wanted & { readonly ticket: string },
): Promise<GateReasonCode | null> {
  const found = await check(db, wanted.ticket, wanted)
  return typeof found === 'string' ? found : null
}

/** The signature, what it is bound to, and whether the service still stands by it. */
async function check(db: Db, ticket: string, wanted: Wanted): Promise<Approval | GateReasonCode> {
  const claims = await verifyTicket(ticket, await wanted.keys(), wanted)
  if (typeof claims === 'string') return claims
  const row = await db
    .selectFrom('ticket')
    .innerJoin('submission', 'submission.id', 'ticket.submissionId')
    .selectAll('ticket')
    .select('submission.state')
    .where('ticket.id', '=', claims.jti)
    .executeTakeFirst()
  if (!row || row.jws !== ticket) return 'ticket-malformed'
  if (row.revoked !== null || row.state !== 'released') return 'ticket-revoked'
  return { ticket, cleared: await clearedBy(db, row) }
}

/** What people decided may go out, in the version that was approved. */
async function clearedBy(db: Db, ticket: TicketTable): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('finding')
    .select(['rule', 'fingerprint', 'decision'])
    .where('submissionId', '=', ticket.submissionId)
    .where('revision', '=', ticket.revision)
    .execute()
  const cleared = rows.filter(
    ({ decision }) => decision !== null && consequences[decision].effect === 'clear',
  )
  return new Set(cleared.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`))
}
