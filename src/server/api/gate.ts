/** The gate: a portal asks whether a post may go out. */
import { z } from 'zod'
import { gateAnswerSchema, gatePendingSchema, gateRequestSchema } from '../../gate/content.ts'
import { id } from './fields.ts'
import { defineRoutes } from './route.ts'

export const gateRoutes = defineRoutes({
  'gate.ask': {
    method: 'POST',
    path: '/gate',
    summary:
      'May this post go out? Everything but status 200 with `decision: allow` is a no. 202: pictures are still being read, ask `status` again; `Prefer: wait=N` waits up to N seconds (60 at most)',
    access: { portal: 'own' },
    keyScope: 'gate',
    body: gateRequestSchema,
    multipart: true,
    answer: gateAnswerSchema,
    later: gatePendingSchema,
    problems: ['overloaded', 'too-large', 'too-many-files', 'unsupported-media'],
  },
  'gate.status': {
    method: 'GET',
    path: '/gate/{question}',
    summary: 'The answer to an earlier question of the same portal, once it is there; kept for a day',
    access: { portal: 'own' },
    keyScope: 'gate',
    params: z.object({ question: id }),
    answer: gateAnswerSchema,
    later: gatePendingSchema,
  },
})
