/**
 * What is told to whom it may concern outside. A message holds ids, states and links, never a title or a word of a
 * document: its target may stand on another machine.
 */
import { z } from 'zod'
import { verdictSchema } from '../document/screening.ts'
import { stateSchema } from '../review/lifecycle.ts'

/** Events that an endpoint subscribes to. */
export const webhookEvents = [
  'submission.decided',
  'incident.opened',
  'rescan.finding',
  'gate.answered',
] as const
export const webhookEventSchema = z.enum(webhookEvents)
export type WebhookEvent = z.infer<typeof webhookEventSchema>

/** Sent by hand, to any endpoint, to see whether it listens. */
export const pingEvent = 'webhook.ping'

const id = z.uuid()
/** Below the service's public URL; without one, only the path. */
const link = z.string()

export const webhookData = {
  'submission.decided': z.object({
    submission: id,
    revision: z.number().int().positive(),
    /** `released`: a ticket was issued. `returned`, `revoked`, `incident`: it must not be published. */
    state: stateSchema.extract(['released', 'returned', 'revoked', 'incident']),
    verdict: verdictSchema.nullable(),
    links: z.object({ api: link, page: link }),
  }),
  'incident.opened': z.object({
    incident: id,
    submission: id,
    /** When it has to be reported at the latest. */
    due: z.iso.datetime(),
    links: z.object({ page: link }),
  }),
  'rescan.finding': z.object({
    /** Of the site and of the run, as the rescan names them. */
    site: z.string(),
    run: z.string(),
    verdict: verdictSchema,
    /** How many findings are new in this run, in how many published things. */
    findings: z.number().int().positive(),
    items: z.number().int().positive(),
    links: z.object({ page: link }),
  }),
  /** A question that was answered with 202 at first. */
  'gate.answered': z.object({
    question: id,
    decision: z.enum(['allow', 'deny']),
    verdict: verdictSchema.nullable(),
    links: z.object({ api: link }),
  }),
} as const

export type WebhookData<E extends WebhookEvent> = z.infer<(typeof webhookData)[E]>

/** The body of a request (Standard Webhooks: type, timestamp of the event, data). */
export function messageSchema<E extends WebhookEvent>(event: E) {
  return z.object({ type: z.literal(event), timestamp: z.iso.datetime(), data: webhookData[event] })
}
