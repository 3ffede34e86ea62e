/** The keys that tickets are signed with. */
import { z } from 'zod'
import { instant } from './fields.ts'
import { defineRoutes } from './route.ts'

const list = z.object({
  items: z.array(
    z.object({
      /** The `kid` in `/.well-known/jwks.json`. */
      id: z.string(),
      created: instant,
      /** When it ceases to be published; null: it signs now. */
      ends: instant.nullable(),
    }),
  ),
})

export const ticketKeyRoutes = defineRoutes({
  'ticket-keys.list': {
    method: 'GET',
    path: '/ticket-keys',
    summary: 'Keys of tickets, the newest first',
    access: { administrator: 'all', auditor: 'all' },
    answer: list,
  },
  'ticket-keys.rotate': {
    method: 'POST',
    path: '/ticket-keys',
    summary:
      'Signs with a new key from now on. The old one is published until its tickets run out; a compromised one, and every ticket by it, ends at once',
    access: { administrator: 'all' },
    body: z.strictObject({ compromised: z.boolean().default(false) }),
    status: 201,
    answer: list,
    problems: ['ticket-key-elsewhere'],
  },
})
