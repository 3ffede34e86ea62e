/** The rules in force, a box to try them in, and the allow-list. */
import { z } from 'zod'
import { categorySchema, screeningSchema, severitySchema } from '../../document/screening.ts'
import { actorSchema, day, id, instant, reason } from './fields.ts'
import { defineRoutes } from './route.ts'

const bilingual = z.object({ zh: z.string(), en: z.string() })

export const ruleSchema = z.object({
  id: z.string(),
  pack: z.string(),
  title: bilingual,
  category: categorySchema,
  severity: severitySchema,
  basis: bilingual,
  advice: bilingual,
  silent: z.boolean(),
  hits: z.array(z.string()),
  misses: z.array(z.string()),
})
export type RuleView = z.infer<typeof ruleSchema>

export const allowEntrySchema = z.object({
  id,
  rule: z.string(),
  fingerprint: z.string(),
  reason: z.string(),
  by: actorSchema,
  until: day,
  /** Proposed by a decision; counts only when a reviewer other than the proposer has confirmed it. */
  state: z.enum(['proposed', 'active']),
  confirmedBy: actorSchema.nullable(),
  created: instant,
})

const allPeople = {
  editor: 'all',
  reviewer: 'all',
  approver: 'all',
  administrator: 'all',
  auditor: 'all',
} as const
const params = z.object({ entry: id })

export const ruleRoutes = defineRoutes({
  'rules.list': {
    method: 'GET',
    path: '/rules',
    summary: 'All rules in force, by pack',
    access: allPeople,
    answer: z.object({
      ruleset: z.string(),
      packs: z.array(z.object({ id: z.string(), title: bilingual, rules: z.number().int() })),
      items: z.array(ruleSchema),
    }),
  },
  'rules.try': {
    method: 'POST',
    path: '/rules/try',
    summary: 'Screens a text with the rules in force; nothing of it is kept',
    access: allPeople,
    body: z.strictObject({ format: z.enum(['text', 'html']), content: z.string().min(1).max(100_000) }),
    answer: screeningSchema,
  },
  'allow.list': {
    method: 'GET',
    path: '/allow-list',
    summary: 'Findings that somebody answers for',
    access: { reviewer: 'all', approver: 'all', administrator: 'all', auditor: 'all' },
    answer: z.object({ items: z.array(allowEntrySchema) }),
  },
  'allow.confirm': {
    method: 'POST',
    path: '/allow-list/{entry}/confirm',
    summary: 'Puts a proposed entry into force; not by who proposed it',
    access: { reviewer: 'all', approver: 'all' },
    params,
    answer: allowEntrySchema,
    problems: ['own-item'],
  },
  'allow.delete': {
    method: 'DELETE',
    path: '/allow-list/{entry}',
    summary: 'Takes an entry off the list: its findings count again',
    access: { reviewer: 'all', approver: 'all' },
    params,
    body: z.strictObject({ reason }),
    status: 204,
  },
})
