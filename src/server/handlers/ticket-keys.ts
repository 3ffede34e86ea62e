/** Keys of tickets. */
import type { App } from '../app.ts'
import type { Handlers } from '../handler.ts'
import { transact } from '../workflow/service.ts'

async function list({ service }: App) {
  const rows = await service.store.db
    .selectFrom('signingKey')
    .select(['id', 'created', 'ends'])
    .orderBy('created', 'desc')
    .execute()
  return { items: rows }
}

export const ticketKeyHandlers: Handlers<'ticket-keys.'> = {
  'ticket-keys.list': ({ app }) => list(app),
  'ticket-keys.rotate': async ({ app, caller, body }) => {
    const { service } = app
    await transact(service, tx => service.ticketKeys.rotate(tx, caller, body.compromised))
    return list(app)
  },
}
