/** Puts messages into the outbox, in the transaction of the act they tell of: both happen or neither. */
import { v7 as newId } from 'uuid'
import type { Trx } from '../store/open.ts'
import type { WebhookDeliveryTable } from '../store/portal-schema.ts'
import { pingEvent, type WebhookData, type WebhookEvent } from './event.ts'

const messageOf = (type: string, timestamp: string, data: object) => JSON.stringify({ type, timestamp, data })

/**
 * For every active endpoint that subscribed to the event.
 * @param portalId whom the item belongs to: its endpoints hear of it, and those of the whole service
 * @returns how many messages wait
 */
export async function enqueue<E extends WebhookEvent>(
  trx: Trx,
  at: string,
  event: E,
  portalId: string | null,
  data: WebhookData<E>,
): Promise<number> {
  const endpoints = await trx
    .selectFrom('webhookEndpoint')
    .select(['id', 'portalId', 'events'])
    .where('active', '=', 1)
    .execute()
  let count = 0
  for (const endpoint of endpoints) {
    const events: readonly string[] = JSON.parse(endpoint.events)
    if (!events.includes(event)) continue
    if (endpoint.portalId !== null && endpoint.portalId !== portalId) continue
    await insert(trx, at, endpoint.id, event, messageOf(event, at, data))
    count += 1
  }
  return count
}

/** A message that says nothing, to one endpoint. */
export function enqueuePing(trx: Trx, at: string, endpointId: string): Promise<WebhookDeliveryTable> {
  return insert(trx, at, endpointId, pingEvent, messageOf(pingEvent, at, {}))
}

async function insert(
  trx: Trx,
  at: string,
  endpointId: string,
  event: string,
  payload: string,
): Promise<WebhookDeliveryTable> {
  const row: WebhookDeliveryTable = {
    id: newId(),
    endpointId,
    event,
    payload,
    created: at,
    state: 'waiting',
    attempts: 0,
    retry: 0,
    nextAttempt: at,
    lastAttempt: null,
    lastStatus: null,
    lastError: null,
    delivered: null,
    owner: null,
    leaseUntil: null,
  }
  await trx.insertInto('webhookDelivery').values(row).execute()
  return row
}
