/** Numbers for the statistics page. */
import { z } from 'zod'
import { categorySchema, verdictSchema } from '../../document/screening.ts'
import { day, id } from './fields.ts'
import { defineRoutes } from './route.ts'

export const statisticsSchema = z.object({
  from: day,
  to: day,
  /** Submissions by day of submission and verdict. */
  verdicts: z.array(z.object({ day, verdict: verdictSchema, count: z.number().int() })),
  /** Most frequent rules, with how often a reviewer called them a false alarm. */
  rules: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      category: categorySchema,
      findings: z.number().int(),
      decided: z.number().int(),
      falseAlarms: z.number().int(),
    }),
  ),
  /** Hours from sending to the end of the review: passed, returned, or an incident. */
  reviewHours: z.object({
    count: z.number().int(),
    median: z.number().nullable(),
    p90: z.number().nullable(),
    /** How many took less than so many hours, and not less than the one before; null: longer. */
    spread: z.array(z.object({ under: z.number().nullable(), count: z.number().int() })),
  }),
  departments: z.array(
    z.object({
      department: id.nullable(),
      name: z.string(),
      submissions: z.number().int(),
      blocked: z.number().int(),
      released: z.number().int(),
      returned: z.number().int(),
      incidents: z.number().int(),
    }),
  ),
})
export type Statistics = z.infer<typeof statisticsSchema>

export const statisticsRoutes = defineRoutes({
  'statistics.read': {
    method: 'GET',
    path: '/statistics',
    summary: 'Verdicts over time, rules and their false alarms, review time, departments',
    access: { reviewer: 'unit', approver: 'unit', administrator: 'all', auditor: 'all' },
    query: z.object({ from: day.optional(), to: day.optional() }),
    answer: statisticsSchema,
  },
})
