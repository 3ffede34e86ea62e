/** Incidents: contained, worked off by a checklist, closed. */
import { z } from 'zod'
import { checklistStepSchema } from '../../review/checklist.ts'
import { actorSchema, id, instant, pageOf, pageQuery, reason, version } from './fields.ts'
import { defineRoutes } from './route.ts'

export const incidentSchema = z.object({
  id,
  submission: id,
  title: z.string(),
  department: id.nullable(),
  state: z.enum(['open', 'closed']),
  /** `sealed`: the content is kept encrypted for authorised people; `purged`: it was destroyed. */
  content: z.enum(['sealed', 'purged']),
  opened: instant,
  openedBy: actorSchema,
  reason: z.string(),
  /** The report is due: 24 hours after the discovery. */
  due: instant,
  closed: instant.nullable(),
  checklist: z.array(
    z.object({
      step: checklistStepSchema,
      done: instant.nullable(),
      by: actorSchema.nullable(),
      note: z.string(),
    }),
  ),
  version,
})
export type Incident = z.infer<typeof incidentSchema>

const seers = { editor: 'own', reviewer: 'unit', approver: 'unit', auditor: 'all' } as const
const handlers = { reviewer: 'unit', approver: 'unit' } as const
const params = z.object({ incident: id })

export const incidentRoutes = defineRoutes({
  'incidents.list': {
    method: 'GET',
    path: '/incidents',
    summary: 'Incidents, newest first',
    access: seers,
    query: pageQuery.extend({ state: z.enum(['open', 'closed']).optional() }),
    answer: pageOf(incidentSchema),
  },
  'incidents.read': {
    method: 'GET',
    path: '/incidents/{incident}',
    summary: 'One incident',
    access: seers,
    params,
    answer: incidentSchema,
  },
  'incidents.check': {
    method: 'POST',
    path: '/incidents/{incident}/check',
    summary: 'Ticks a step of the checklist off',
    access: handlers,
    params,
    body: z.strictObject({
      step: checklistStepSchema,
      note: z.string().trim().max(1000).default(''),
      version,
    }),
    answer: incidentSchema,
    problems: ['stale-version', 'wrong-state'],
  },
  'incidents.purge': {
    method: 'POST',
    path: '/incidents/{incident}/purge',
    summary: 'Destroys the sealed content for good; hashes, rule ids and the ledger stay',
    access: { approver: 'unit' },
    params,
    body: z.strictObject({ reason, version }),
    answer: incidentSchema,
    problems: ['stale-version', 'purged'],
  },
  'incidents.close': {
    method: 'POST',
    path: '/incidents/{incident}/close',
    summary: 'Closes an incident whose checklist is complete',
    access: handlers,
    params,
    body: z.strictObject({ reason, version }),
    answer: incidentSchema,
    problems: ['stale-version', 'checklist-open', 'wrong-state'],
  },
  'incidents.sheet': {
    method: 'GET',
    path: '/incidents/{incident}/sheet.docx',
    summary: 'The printable incident sheet; holds no content of the paper',
    access: seers,
    params,
    answer: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
})
