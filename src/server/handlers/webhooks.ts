/** Webhooks: endpoints, and the delivery log. */
import { v7 as newId } from 'uuid'
import type { Trx } from '../../store/open.ts'
import type { WebhookDeliveryTable, WebhookEndpointTable } from '../../store/portal-schema.ts'
import { enqueuePing } from '../../webhooks/outbox.ts'
import { makeSecret } from '../../webhooks/secret.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Handlers } from '../handler.ts'
import { deliveryView, endpointView } from '../views/webhook.ts'
import { transact } from '../workflow/service.ts'
import { checkedTarget } from '../workflow/webhook-target.ts'

async function find(trx: Trx, id: string): Promise<WebhookEndpointTable> {
  const row = await trx.selectFrom('webhookEndpoint').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  return row
}

async function refuseUnknownPortal(trx: Trx, id: string | null): Promise<void> {
  if (id === null) return
  const row = await trx.selectFrom('portal').select('id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
}

function refuseInactive(row: WebhookEndpointTable): void {
  if (row.active !== 1) throw new ApiProblem('webhook-inactive')
}

export const webhookHandlers: Handlers<'webhooks.'> = {
  'webhooks.list': async ({ app }) => {
    const rows = await app.service.store.db
      .selectFrom('webhookEndpoint')
      .selectAll()
      .orderBy('name')
      .orderBy('id')
      .execute()
    return { items: rows.map(row => endpointView(row)) }
  },
  'webhooks.create': async ({ app, caller, body, language }) => {
    const url = await checkedTarget(body.url, app.allowTargets, language)
    return transact(app.service, async ({ trx, at, record }) => {
      await refuseUnknownPortal(trx, body.portal)
      const id = newId()
      const secret = makeSecret(id, app.service.keys.content)
      const row: WebhookEndpointTable = {
        id,
        portalId: body.portal,
        name: body.name,
        url,
        events: JSON.stringify(body.events),
        active: 1,
        disabledFor: null,
        disabledAt: null,
        failingSince: null,
        secret: secret.kept,
        previousSecret: null,
        previousUntil: null,
        created: at,
        version: 1,
      }
      await trx.insertInto('webhookEndpoint').values(row).execute()
      // The address may hold a token of the receiver's, so the ledger knows it only by its host.
      const detail = { webhook: id, portal: body.portal, host: new URL(url).host }
      await record({ actor: caller, act: 'create-webhook', detail })
      return { endpoint: endpointView(row, at), secret: secret.shown }
    })
  },
  'webhooks.update': async ({ app, caller, params, body, expectedVersion, language }) => {
    const url = body.url === undefined ? null : await checkedTarget(body.url, app.allowTargets, language)
    return transact(app.service, async ({ trx, at, record, afterwards }) => {
      const row = await find(trx, params.webhook)
      if (row.version !== expectedVersion) throw new ApiProblem('precondition-failed')
      const { active } = body
      const next: WebhookEndpointTable = {
        ...row,
        name: body.name ?? row.name,
        url: url ?? row.url,
        events: body.events ? JSON.stringify(body.events) : row.events,
        // Whoever switches it on, or off, by hand knows; it starts afresh.
        ...(active === undefined
          ? {}
          : { active: Number(active), disabledFor: null, disabledAt: null, failingSince: null }),
        version: row.version + 1,
      }
      await trx.updateTable('webhookEndpoint').set(next).where('id', '=', row.id).execute()
      const detail = { webhook: row.id, active: next.active === 1, host: new URL(next.url).host }
      await record({ actor: caller, act: 'change-webhook', detail })
      afterwards(app.service.wakeWebhooks)
      return endpointView(next, at)
    })
  },
  'webhooks.delete': ({ app, caller, params }) =>
    transact(app.service, async ({ trx, record }) => {
      const { id } = await find(trx, params.webhook)
      await trx.deleteFrom('webhookDelivery').where('endpointId', '=', id).execute()
      await trx.deleteFrom('webhookEndpoint').where('id', '=', id).execute()
      await record({ actor: caller, act: 'delete-webhook', detail: { webhook: id } })
      return undefined
    }),
  'webhooks.rotate': ({ app, caller, params, body }) =>
    transact(app.service, async ({ trx, at, record }) => {
      const row = await find(trx, params.webhook)
      const secret = makeSecret(row.id, app.service.keys.content)
      const until = new Date(Date.parse(at) + body.overlapHours * 3_600_000).toISOString()
      const next: WebhookEndpointTable = {
        ...row,
        secret: secret.kept,
        previousSecret: body.overlapHours > 0 ? row.secret : null,
        previousUntil: body.overlapHours > 0 ? until : null,
        version: row.version + 1,
      }
      await trx.updateTable('webhookEndpoint').set(next).where('id', '=', row.id).execute()
      const detail = { webhook: row.id, overlapHours: body.overlapHours }
      await record({ actor: caller, act: 'rotate-webhook', detail })
      return { endpoint: endpointView(next, at), secret: secret.shown }
    }),
  'webhooks.ping': ({ app, params, language }) =>
    transact(app.service, async ({ trx, at, afterwards }) => {
      const row = await find(trx, params.webhook)
      refuseInactive(row)
      const delivery = await enqueuePing(trx, at, row.id)
      afterwards(app.service.wakeWebhooks)
      return deliveryView(delivery, language)
    }),
  'webhooks.deliveries': async ({ app, query, language }) => {
    let rows = app.service.store.db.selectFrom('webhookDelivery').selectAll()
    if (query.webhook !== undefined) rows = rows.where('endpointId', '=', query.webhook)
    if (query.state !== undefined) rows = rows.where('state', '=', query.state)
    if (query.cursor !== undefined) rows = rows.where('id', '<', query.cursor)
    // Ids grow with time, so the newest comes first.
    const page = await rows
      .orderBy('id', 'desc')
      .limit(query.limit + 1)
      .execute()
    const items = page.slice(0, query.limit).map(row => deliveryView(row, language))
    const next = page.length > query.limit ? (items.at(-1)?.id ?? null) : null
    return { items, next, total: null }
  },
  'webhooks.resend': ({ app, caller, params, language }) =>
    transact(app.service, async ({ trx, at, record, afterwards }) => {
      const row = await trx
        .selectFrom('webhookDelivery')
        .selectAll()
        .where('id', '=', params.delivery)
        .executeTakeFirst()
      if (!row) throw new ApiProblem('not-found')
      refuseInactive(await find(trx, row.endpointId))
      // What is on its way already is not taken from the process that sends it.
      if (row.state === 'sending') return deliveryView(row, language)
      const next: WebhookDeliveryTable = { ...row, state: 'waiting', retry: 0, nextAttempt: at }
      await trx.updateTable('webhookDelivery').set(next).where('id', '=', row.id).execute()
      const detail = { webhook: row.endpointId, delivery: row.id }
      await record({ actor: caller, act: 'resend-webhook', detail })
      afterwards(app.service.wakeWebhooks)
      return deliveryView(next, language)
    }),
}
