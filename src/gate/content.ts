/** What a portal asks the gate, and what it is answered: the shapes that server, client and command line share. */
import { z } from 'zod'
import { categorySchema, severitySchema, verdictSchema } from '../document/screening.ts'

/** A file of a post: media, or a document to download. Its bytes go along, or were sent before and are named. */
export const attachmentSchema = z.strictObject({
  name: z.string().min(1).max(255),
  /** The address under which the post shows or links it, exactly as the HTML writes it. */
  src: z.string().max(2000).nullable().default(null),
  /** Hex. Alone it names bytes that this portal sent before; with `content` it is checked. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Base64. In multipart requests the bytes come as parts `file`, in the order of the entries that have neither. */
  content: z.base64().optional(),
})

/** A title that was cut in the middle of an emoji ends in half a character, which is published as U+FFFD. */
const asPublished = (text: string) => text.toWellFormed()

export const gateRequestSchema = z.strictObject({
  title: z.string().overwrite(asPublished).max(500).nullable().default(null),
  /** The body as it will be published. */
  html: z.string().overwrite(asPublished).max(4_000_000).nullable().default(null),
  attachments: z.array(attachmentSchema).max(100).default([]),
  /** The approval that the portal holds; without one the gate looks for one itself. */
  ticket: z.string().max(8000).nullable().default(null),
  /** The portal's own name for the post, the same at every edit of it, e.g. `post-123`. */
  item: z.string().min(1).max(200).nullable().default(null),
  /** Where it will stand. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  /** Opens a submission for review when the answer is no and a reviewer could change that. */
  submit: z.boolean().default(false),
})
export type GateRequest = z.input<typeof gateRequestSchema>

/** How a portal is judged: by the verdict, by an approval of exactly this content, or by both. */
export const policies = ['screen', 'approve', 'both'] as const
export const policySchema = z.enum(policies)
export type Policy = z.infer<typeof policySchema>

export const reasonSchema = z.object({
  /** Stable, for programs. */
  code: z.string(),
  /** For people, in the caller's language. */
  message: z.string(),
  /** The attachment it is about. */
  attachment: z.string().nullable(),
})

/** A finding as a portal may show it: the words masked. */
export const gateFindingSchema = z.object({
  rule: z.string(),
  title: z.string(),
  category: categorySchema,
  severity: severitySchema,
  match: z.string(),
  context: z.string(),
  part: z.string(),
  page: z.number().int().nullable(),
  /** Null: the title or the body. */
  attachment: z.string().nullable(),
  basis: z.string(),
  advice: z.string(),
})

export const gateAnswerSchema = z.object({
  id: z.string(),
  decision: z.enum(['allow', 'deny']),
  policy: policySchema,
  verdict: verdictSchema.nullable(),
  /** Why not; empty when it is a yes. */
  reasons: z.array(reasonSchema),
  findings: z.array(gateFindingSchema),
  /** `sha256:…` of the canonical content (see `canonical.ts`); what a ticket is bound to. */
  content: z.string().nullable(),
  /** The ticket that counted. */
  ticket: z.string().nullable(),
  /** The submission where people decide on it, with its page. */
  submission: z.object({ id: z.string(), state: z.string(), url: z.string() }).nullable(),
})
export type GateAnswer = z.infer<typeof gateAnswerSchema>

/** Status 202: pictures are still being read. Ask `status` again after `Retry-After` seconds. */
export const gatePendingSchema = z.object({
  id: z.string(),
  decision: z.literal('pending'),
  status: z.string(),
})
