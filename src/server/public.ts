/** What anyone may ask: whether the service lives and is ready, how its API looks, with which keys it signs. */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { openApi } from './api/openapi.ts'
import { ApiProblem } from './api/problem.ts'
import type { App } from './app.ts'
import { revokedTickets } from './gate/revoked-tickets.ts'

export function registerPublic(server: FastifyInstance, app: App): void {
  const description = JSON.stringify(openApi())
  server.get('/healthz', () => ({ status: 'ok' }))
  server.get('/readyz', async () => {
    try {
      await sql`select 1`.execute(app.service.store.db)
    } catch (error) {
      throw new ApiProblem('unavailable', {}, {}, { cause: error })
    }
    return { status: 'ok', ruleset: app.screeners.ruleset, ledger: app.ledgerIntact ? 'intact' : 'broken' }
  })
  server.get('/api/openapi.json', (_, reply) => reply.type('application/json').send(description))
  server.get('/.well-known/jwks.json', async () => ({ keys: await app.service.ticketKeys.valid(new Date()) }))
  server.get('/.well-known/revoked-tickets.json', () => revokedTickets(app.service))
}
