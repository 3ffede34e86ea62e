/** Server-sent events: what happens with items while a page is open. */
import { z } from 'zod'
import { verdictSchema } from '../../document/screening.ts'
import { stateSchema } from '../../review/lifecycle.ts'
import { id } from './fields.ts'
import { defineRoutes } from './route.ts'
import { progressSchema } from './submissions.ts'

/** `data` of each event; the SSE event name is its `kind`. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), submission: id, progress: progressSchema }),
  z.object({
    kind: z.literal('changed'),
    submission: id,
    state: stateSchema,
    verdict: verdictSchema.nullable(),
    version: z.number().int(),
  }),
])
export type ServiceEvent = z.infer<typeof eventSchema>

export const eventRoutes = defineRoutes({
  'events.stream': {
    method: 'GET',
    path: '/events',
    summary: 'Progress and changes of the items that the caller may see, or of one of them',
    access: { editor: 'unit', reviewer: 'unit', approver: 'unit', auditor: 'all', portal: 'own' },
    query: z.object({ submission: id.optional() }),
    answer: 'text/event-stream',
  },
})
