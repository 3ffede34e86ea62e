/** The result contract: what `scan --format jsonl`, the library and the HTTP API return for one document. */
import { z } from 'zod'
import { boxSchema, channelSchema, partSchema } from './document.ts'
import { problemSchema, type Wording } from './problem.ts'

/** From least to most severe; a gate treats everything but `pass` and (by policy) `review` as a no. */
export const verdicts = ['pass', 'review', 'error', 'block'] as const
export const verdictSchema = z.enum(verdicts)
export type Verdict = z.infer<typeof verdictSchema>

export const categorySchema = z.enum([
  'classification',
  'telegram',
  'phrase',
  'personal',
  'concealment',
  'register',
  'custom',
])
export type Category = z.infer<typeof categorySchema>

/** `info` findings explain themselves in reports but never raise the verdict. */
export const severitySchema = z.enum(['info', 'review', 'block'])
export type Severity = z.infer<typeof severitySchema>

export const findingSchema = z.object({
  rule: z.string(),
  category: categorySchema,
  severity: severitySchema,
  title: z.string(),
  /** What stood in the document, before folding. */
  match: z.string(),
  confidence: z.number().min(0).max(1),
  part: z.string(),
  page: z.number().int().positive().nullable(),
  box: boxSchema.nullable(),
  channel: channelSchema,
  /** Cut short: a report must not become a second copy of the paper. */
  context: z.string(),
  /** Why this severity, in one sentence: what stood where. */
  reason: z.string(),
  basis: z.string(),
  advice: z.string(),
  /** Stable when lines move: made of rule, folded match and folded context. */
  fingerprint: z.string(),
})
export type Finding = z.infer<typeof findingSchema>

/** As it is kept where people of both languages read it; no part of the contract. */
export interface KeptFinding extends Finding {
  readonly reasonIn?: Wording | undefined
  /** What was seen in pixels cannot be quoted: it is named. */
  readonly matchIn?: Wording | undefined
}

export const screeningSchema = z.object({
  path: z.string(),
  sha256: z.string().nullable(),
  type: z.string().nullable(),
  bytes: z.number().int().nonnegative(),
  verdict: verdictSchema,
  findings: z.array(findingSchema),
  parts: z.number().int().nonnegative(),
  /** Parts with recognised text. */
  ocrParts: z.number().int().nonnegative(),
  problems: z.array(problemSchema),
  /** Version of the rules that were applied: changes when any rule changes. */
  ruleset: z.string(),
  durationMs: z.number().nonnegative(),
})
export type Screening = z.infer<typeof screeningSchema>

/** What `baoshen extract --format jsonl` prints for one document. */
export const readingSchema = z.object({
  path: z.string(),
  sha256: z.string().nullable(),
  type: z.string().nullable(),
  bytes: z.number().int().nonnegative(),
  parts: z.array(partSchema),
  problems: z.array(problemSchema),
})
export type Reading = z.infer<typeof readingSchema>

/** The graver of two verdicts. */
export function graver(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b
}
