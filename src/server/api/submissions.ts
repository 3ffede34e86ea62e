/** Submissions: form, versions, and the acts of their way. */
import { z } from 'zod'
import { verdictSchema } from '../../document/screening.ts'
import { formSchema } from '../../review/form.ts'
import { type Act, type ActName, actNames, acts, stateSchema } from '../../review/lifecycle.ts'
import { actorSchema, id, instant, pageOf, pageQuery, reason, revisionNumber, version } from './fields.ts'
import { fileSchema, pastedTextSchema } from './files.ts'
import { defineRoutes, type Route } from './route.ts'

export const progressSchema = z.object({
  files: z.number().int(),
  filesDone: z.number().int(),
  /** Pages, slides and members read so far, over all files. */
  partsDone: z.number().int(),
})

export const submissionSummarySchema = z.object({
  id,
  title: z.string(),
  column: z.string(),
  state: stateSchema,
  verdict: verdictSchema.nullable(),
  revision: z.number().int().positive(),
  submitter: actorSchema,
  department: id.nullable(),
  files: z.number().int(),
  findings: z.number().int(),
  /** Findings that still have to be decided. */
  undecided: z.number().int(),
  created: instant,
  updated: instant,
  /** Since when it has been in its state. */
  since: instant,
  version,
})
export type SubmissionSummary = z.infer<typeof submissionSummarySchema>

export const ticketSchema = z.object({
  id,
  /** Compact JWS, Ed25519. */
  ticket: z.string(),
  issued: instant,
  expires: instant,
  revoked: instant.nullable(),
})

export const submissionSchema = submissionSummarySchema.extend({
  form: formSchema,
  /** Files of the current version. */
  content: z.array(fileSchema),
  /** SHA-256 of the canonical form of title, texts and files (gate/canonical.ts); a ticket is bound to it. */
  contentHash: z.string().nullable(),
  progress: progressSchema.nullable(),
  /** The last reason given, e.g. why it was returned. */
  lastReason: z.string().nullable(),
  incident: id.nullable(),
  ticket: ticketSchema.nullable(),
  /** What the caller may do now. */
  possible: z.array(z.enum(actNames)),
  canEdit: z.boolean(),
  canDecide: z.boolean(),
  canReveal: z.boolean(),
})
export type Submission = z.infer<typeof submissionSchema>

const revisionSchema = z.object({
  revision: z.number().int().positive(),
  created: instant,
  by: actorSchema,
  verdict: verdictSchema.nullable(),
  contentHash: z.string().nullable(),
  form: formSchema,
  files: z.array(fileSchema),
})

/** What changed from one version to another; texts are compared by the reader from `files.text`. */
export const comparisonSchema = z.object({
  from: revisionSchema,
  to: revisionSchema,
  form: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  files: z.array(
    z.object({
      name: z.string(),
      change: z.enum(['same', 'changed', 'added', 'removed']),
      from: id.nullable(),
      to: id.nullable(),
    }),
  ),
  /** Counted by fingerprint. */
  findings: z.object({ fixed: z.number().int(), remaining: z.number().int(), added: z.number().int() }),
})

export const historyEntrySchema = z.object({
  seq: z.number().int(),
  at: instant,
  actor: actorSchema,
  act: z.string(),
  revision: z.number().int().nullable(),
  verdict: verdictSchema.nullable(),
  decision: z.string().nullable(),
  reason: z.string().nullable(),
})

const params = z.object({ submission: id })
const seers = { editor: 'unit', reviewer: 'unit', approver: 'unit', auditor: 'all', portal: 'own' } as const
const authors = { editor: 'own', portal: 'own' } as const

export const createBodySchema = z.strictObject({
  form: formSchema,
  texts: z.array(pastedTextSchema).max(20).default([]),
  submit: z.boolean().default(false),
  forward: z.boolean().default(false),
})

/** The version that the caller saw: an act on an older one is refused. */
const plain = z.strictObject({ version })
const withReason = z.strictObject({ version, reason })
/** `forward`: sends the item on by itself when everything could be read. */
const submitBody = z.strictObject({ version, forward: z.boolean().default(false) })

function actRoute<B extends z.ZodObject>(name: ActName, body: B) {
  const act: Act = acts[name]
  return {
    method: 'POST',
    path: `/submissions/{submission}/${name}`,
    summary: `${act.from.join(', ')} → ${act.to}`,
    access: act.access,
    params,
    body,
    idempotent: true,
    answer: submissionSchema,
    problems: [
      'stale-version',
      'wrong-state',
      ...(act.separate ? (['own-item'] as const) : []),
      ...(name === 'approve' ? (['ticket-key-elsewhere'] as const) : []),
    ],
  } as const satisfies Route
}

export const submissionRoutes = {
  ...defineRoutes({
    'submissions.list': {
      method: 'GET',
      path: '/submissions',
      summary: 'Submissions that the caller may see, newest change first unless sorted otherwise',
      access: seers,
      query: pageQuery.extend({
        /** Several states parted by commas. */
        state: z.string().max(200).optional(),
        verdict: verdictSchema.optional(),
        department: id.optional(),
        mine: z.stringbool().optional(),
        q: z.string().trim().max(100).optional(),
        from: z.iso.date().optional(),
        to: z.iso.date().optional(),
        sort: z.enum(['updated', 'oldest', 'created']).default('updated'),
      }),
      answer: pageOf(submissionSummarySchema),
    },
    'submissions.counts': {
      method: 'GET',
      path: '/submissions/counts',
      summary:
        'How many items are in each state, how many of the caller’s own, and the age of the oldest waiting one',
      access: seers,
      answer: z.object({
        states: z.record(stateSchema, z.number().int()),
        mine: z.record(stateSchema, z.number().int()),
        oldestWaiting: instant.nullable(),
      }),
    },
    'submissions.create': {
      method: 'POST',
      path: '/submissions',
      summary: 'Opens a draft; with texts and `submit`, submits a whole post at once',
      access: authors,
      body: createBodySchema,
      idempotent: true,
      status: 201,
      answer: submissionSchema,
      problems: ['declared-secret', 'form-incomplete', 'no-content', 'too-many-files'],
    },
    'submissions.read': {
      method: 'GET',
      path: '/submissions/{submission}',
      summary: 'One submission',
      access: seers,
      params,
      answer: submissionSchema,
    },
    'submissions.update': {
      method: 'PATCH',
      path: '/submissions/{submission}',
      summary: 'Changes the form of a draft',
      access: authors,
      params,
      ifMatch: true,
      body: z.strictObject({ form: formSchema }),
      answer: submissionSchema,
      problems: ['wrong-state', 'declared-secret'],
    },
    'submissions.revisions': {
      method: 'GET',
      path: '/submissions/{submission}/revisions',
      summary: 'All versions, oldest first',
      access: seers,
      params,
      answer: z.object({ items: z.array(revisionSchema) }),
    },
    'submissions.comparison': {
      method: 'GET',
      path: '/submissions/{submission}/comparison',
      summary: 'What changed between two versions',
      access: seers,
      params,
      query: z.object({ from: revisionNumber, to: revisionNumber }),
      answer: comparisonSchema,
    },
    'submissions.history': {
      method: 'GET',
      path: '/submissions/{submission}/history',
      summary: 'Everything that was done with it, from the ledger',
      access: seers,
      params,
      answer: z.object({ items: z.array(historyEntrySchema) }),
    },
    'submissions.sheet': {
      method: 'GET',
      path: '/submissions/{submission}/review-form.docx',
      summary: 'The printable review form (公开审查表)',
      access: seers,
      params,
      answer: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    },
  }),
  'submissions.submit': actRoute('submit', submitBody),
  'submissions.send': actRoute('send', plain),
  'submissions.revise': actRoute('revise', plain),
  'submissions.withdraw': actRoute('withdraw', withReason),
  'submissions.pass': actRoute('pass', withReason),
  'submissions.return': actRoute('return', withReason),
  'submissions.approve': actRoute('approve', withReason),
  'submissions.revoke': actRoute('revoke', withReason),
  'submissions.report': actRoute('report', withReason),
} satisfies Record<string, Route>
