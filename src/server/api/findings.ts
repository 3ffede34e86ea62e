/** Findings, the decisions on them, and the evidence for decisions. */
import { z } from 'zod'
import { boxSchema, channelSchema } from '../../document/document.ts'
import { categorySchema, severitySchema } from '../../document/screening.ts'
import { decisionKindSchema } from '../../review/decision.ts'
import { actorSchema, id, instant, reason, revisionNumber } from './fields.ts'
import { defineRoutes } from './route.ts'

export const decisionSchema = z.object({
  kind: decisionKindSchema,
  reason: z.string(),
  by: actorSchema,
  at: instant,
  evidence: z.array(id),
})

export const findingSchema = z.object({
  id,
  file: id,
  rule: z.string(),
  category: categorySchema,
  severity: severitySchema,
  title: z.string(),
  confidence: z.number(),
  part: z.string(),
  page: z.number().int().nullable(),
  box: boxSchema.nullable(),
  channel: channelSchema,
  /** With `●` for what is masked; the words themselves when revealed. */
  match: z.string(),
  context: z.string(),
  why: z.string(),
  basis: z.string(),
  advice: z.string(),
  fingerprint: z.string(),
  masked: z.boolean(),
  decision: decisionSchema.nullable(),
  /** 0 until decided; grows with each decision. */
  version: z.number().int().nonnegative(),
})
export type FindingView = z.infer<typeof findingSchema>

export const evidenceSchema = z.object({
  id,
  name: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  by: actorSchema,
  at: instant,
})

const params = z.object({ submission: id })

export const findingRoutes = defineRoutes({
  'findings.list': {
    method: 'GET',
    path: '/submissions/{submission}/findings',
    summary:
      'Findings of a version in reading order; the words are shown for files that the caller has revealed',
    access: { editor: 'unit', reviewer: 'unit', approver: 'unit', auditor: 'all', portal: 'own' },
    params,
    query: z.object({ revision: revisionNumber.optional() }),
    answer: z.object({ revision: z.number().int(), items: z.array(findingSchema) }),
  },
  'findings.decide': {
    method: 'PUT',
    path: '/submissions/{submission}/findings/{finding}/decision',
    summary: 'Decides a finding. A confirmed secret opens an incident at once',
    access: { reviewer: 'unit' },
    params: params.extend({ finding: id }),
    body: z.strictObject({
      kind: decisionKindSchema,
      reason,
      /** The finding's version that the reviewer saw. */
      version: z.number().int().nonnegative(),
      evidence: z.array(id).max(10).default([]),
      /** False alarm only: propose it for the allow-list until this day. */
      allowUntil: z.iso.date().optional(),
    }),
    answer: findingSchema,
    problems: [
      'already-decided',
      'wrong-state',
      'own-item',
      'evidence-needed',
      'decision-not-allowed',
      'stale-version',
    ],
  },
  'evidence.upload': {
    method: 'POST',
    path: '/submissions/{submission}/evidence',
    summary: 'Attaches documents that prove a decision (kept encrypted)',
    access: { editor: 'own', reviewer: 'unit' },
    params,
    upload: true,
    status: 201,
    answer: z.object({ items: z.array(evidenceSchema) }),
    problems: ['too-large', 'too-many-files', 'wrong-state'],
  },
  'evidence.list': {
    method: 'GET',
    path: '/submissions/{submission}/evidence',
    summary: 'Evidence attached to a submission',
    access: { editor: 'own', reviewer: 'unit', approver: 'unit', auditor: 'all' },
    params,
    answer: z.object({ items: z.array(evidenceSchema) }),
  },
  'evidence.read': {
    method: 'GET',
    path: '/submissions/{submission}/evidence/{evidence}',
    summary: 'Downloads a piece of evidence; recorded in the ledger',
    access: { reviewer: 'unit', approver: 'unit' },
    params: params.extend({ evidence: id }),
    answer: 'application/octet-stream',
    problems: ['purged', 'sealed'],
  },
})
