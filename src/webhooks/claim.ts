/**
 * Which delivery is sent next. It is leased: when its process dies between the attempt and the note of it, the lease
 * runs out and it is sent again under the same id. At least once, never forgotten.
 */
import type { Store } from '../store/open.ts'
import type { WebhookDeliveryTable, WebhookEndpointTable } from '../store/portal-schema.ts'

/** Longer than an attempt may take. */
export const leaseSeconds = 30

export interface Claimed {
  readonly delivery: WebhookDeliveryTable
  readonly endpoint: WebhookEndpointTable
}

/** @param busy endpoints that get nothing more for now. */
export async function claim(
  store: Store,
  owner: string,
  now: Date,
  busy: readonly string[],
): Promise<Claimed | null> {
  return store.db.transaction().execute(async trx => {
    const due = trx
      .selectFrom('webhookDelivery')
      .innerJoin('webhookEndpoint', 'webhookEndpoint.id', 'webhookDelivery.endpointId')
      .selectAll('webhookDelivery')
      .where('webhookDelivery.state', '=', 'waiting')
      .where('webhookDelivery.nextAttempt', '<=', now.toISOString())
      .where('webhookEndpoint.active', '=', 1)
      .$if(busy.length > 0, each => each.where('webhookEndpoint.id', 'not in', busy))
      .orderBy('webhookDelivery.nextAttempt')
      .orderBy('webhookDelivery.id')
      .limit(1)
    const locked = store.kind === 'postgres' ? due.forUpdate('webhookDelivery').skipLocked() : due
    const delivery = await locked.executeTakeFirst()
    if (!delivery) return null
    const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000).toISOString()
    const taken = { state: 'sending', owner, leaseUntil } as const
    await trx.updateTable('webhookDelivery').set(taken).where('id', '=', delivery.id).execute()
    const endpoint = await trx
      .selectFrom('webhookEndpoint')
      .selectAll()
      .where('id', '=', delivery.endpointId)
      .executeTakeFirstOrThrow()
    return { delivery: { ...delivery, ...taken }, endpoint }
  })
}

/** Puts back what was being sent: where the lease ended before `now`, or all of it. */
export async function requeue(store: Store, now: Date | null): Promise<void> {
  const sending = store.db
    .updateTable('webhookDelivery')
    .set({ state: 'waiting', owner: null, leaseUntil: null })
    .where('state', '=', 'sending')
  await (now === null ? sending : sending.where('leaseUntil', '<', now.toISOString())).execute()
}

/** An attempt that was cut short by the end of this process. */
export async function giveBack(store: Store, owner: string, { delivery }: Claimed): Promise<void> {
  await store.db
    .updateTable('webhookDelivery')
    .set({ state: 'waiting', owner: null, leaseUntil: null })
    .where('id', '=', delivery.id)
    .where('owner', '=', owner)
    .where('state', '=', 'sending')
    .execute()
}

/** When the next one is due; null when none waits. */
export async function nextDue(store: Store): Promise<Date | null> {
  const row = await store.db
    .selectFrom('webhookDelivery')
    .innerJoin('webhookEndpoint', 'webhookEndpoint.id', 'webhookDelivery.endpointId')
    .select(each => each.fn.min('webhookDelivery.nextAttempt').as('due'))
    .where('webhookDelivery.state', '=', 'waiting')
    .where('webhookEndpoint.active', '=', 1)
    .executeTakeFirst()
  return row?.due ? new Date(row.due) : null
}
