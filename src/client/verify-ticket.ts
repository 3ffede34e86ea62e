/** Checks a ticket without asking anybody: for a publishing step that has no way to the service. */
import { canonicalOf } from '../gate/canonical.ts'
import { reasonFor } from '../gate/reasons.ts'
import { verifyTicket as verify } from '../gate/ticket.ts'
import { prepare } from './attachments.ts'
import type { Attachment, Content, Reason } from './contract.ts'
import type { Language } from './failures.ts'

/** Whom to believe, and for what. */
export interface Trust {
  /** What stands at `/.well-known/jwks.json`, fetched beforehand and kept where nobody else can write. */
  readonly jwks: { readonly keys: readonly object[] }
  /** This portal's id at the service. */
  readonly portal: string
  /** Of the reasons; Chinese when absent. */
  readonly language?: Language
  /** For tests; now when absent. */
  readonly now?: Date
}

export type Verified =
  | {
      readonly valid: true
      /** The submission that was approved. */
      readonly submission: string
      readonly expires: Date
      readonly reasons: readonly []
    }
  | { readonly valid: false; readonly reasons: readonly Reason[] }

/**
 * Whether the ticket allows this portal to publish exactly this content now. Never rejects. It cannot know whether
 * the ticket was revoked: only the service does. Needs Node 22 or later.
 */
export async function verifyTicket(ticket: string, content: Content, trust: Trust): Promise<Verified> {
  const { portal, language = 'zh', now = new Date() } = trust
  try {
    const { hash, missing } = await canonical(content)
    if (missing.length > 0) {
      const reasons = missing.map(name => reasonFor('image-not-sent', language, { name }))
      return { valid: false, reasons }
    }
    const question = { contentHash: hash, portal, item: content.item ?? null, now }
    const claims = await verify(ticket, [...trust.jwks.keys], question)
    if (typeof claims === 'string') return { valid: false, reasons: [reasonFor(claims, language)] }
    return { valid: true, submission: claims.sub, expires: new Date(claims.exp * 1000), reasons: [] }
  } catch {
    return { valid: false, reasons: [reasonFor('ticket-malformed', language)] }
  }
}

/**
 * `sha256:…` of the canonical content, which a ticket is bound to.
 * @throws when an attachment cannot be read.
 */
export async function contentHash(content: Content): Promise<string> {
  return `sha256:${(await canonical(content)).hash}`
}

async function canonical({ title, html, attachments, url }: Content) {
  const attached = await Promise.all((attachments ?? []).map((each: Attachment) => prepare(each)))
  return canonicalOf({
    title: title ?? null,
    bodies: [{ format: 'html', content: html ?? '' }],
    attachments: attached,
    url: url ?? null,
  })
}
