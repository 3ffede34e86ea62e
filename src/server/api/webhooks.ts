/** Webhooks: who is told what, and what became of each message. Bodies of answers are not kept. */
import { z } from 'zod'
import { webhookEventSchema } from '../../webhooks/event.ts'
import { id, instant, name, pageOf, pageQuery, version } from './fields.ts'
import { defineRoutes } from './route.ts'

export const endpointSchema = z.object({
  id,
  name: z.string(),
  /** The portal whose items it hears of; null: every item. */
  portal: id.nullable(),
  url: z.string(),
  events: z.array(webhookEventSchema),
  active: z.boolean(),
  /** Why the service switched it off: no success for days, or the receiver answered 410. */
  disabledFor: z.enum(['failing', 'gone']).nullable(),
  disabledAt: instant.nullable(),
  /** The first failure since the last success. */
  failingSince: instant.nullable(),
  /** Until when the secret before the present one signs too. */
  previousSecretUntil: instant.nullable(),
  created: instant,
  version,
})
export type Endpoint = z.infer<typeof endpointSchema>

export const deliverySchema = z.object({
  /** The `webhook-id` of its requests. */
  id,
  endpoint: id,
  event: z.string(),
  state: z.enum(['waiting', 'sending', 'delivered', 'failed']),
  created: instant,
  attempts: z.number().int(),
  nextAttempt: instant.nullable(),
  lastAttempt: instant.nullable(),
  /** HTTP status of the last answer. */
  status: z.number().int().nullable(),
  /** Why there was no answer. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  delivered: instant.nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

const params = z.object({ webhook: id })
const withSecret = z.object({
  endpoint: endpointSchema,
  /** `whsec_…`, answered once. */
  secret: z.string(),
})
const url = z.string().trim().min(1).max(2000)
const events = z
  .array(webhookEventSchema)
  .min(1)
  .refine(each => new Set(each).size === each.length, 'an event is named twice')

export const webhookRoutes = defineRoutes({
  'webhooks.list': {
    method: 'GET',
    path: '/webhooks',
    summary: 'All endpoints (never their secrets)',
    access: { administrator: 'all', auditor: 'all' },
    answer: z.object({ items: z.array(endpointSchema) }),
  },
  'webhooks.create': {
    method: 'POST',
    path: '/webhooks',
    summary: 'Adds an endpoint; its secret is answered once',
    access: { administrator: 'all' },
    body: z.strictObject({ name, url, events, portal: id.nullable().default(null) }),
    status: 201,
    answer: withSecret,
    problems: ['target-refused', 'not-found'],
  },
  'webhooks.update': {
    method: 'PATCH',
    path: '/webhooks/{webhook}',
    summary: 'Changes an endpoint; one that is switched on again gets what waits for it',
    access: { administrator: 'all' },
    params,
    ifMatch: true,
    body: z.strictObject({ name, url, events, active: z.boolean() }).partial(),
    answer: endpointSchema,
    problems: ['target-refused'],
  },
  'webhooks.delete': {
    method: 'DELETE',
    path: '/webhooks/{webhook}',
    summary: 'Removes an endpoint and its delivery log',
    access: { administrator: 'all' },
    params,
    status: 204,
  },
  'webhooks.rotate': {
    method: 'POST',
    path: '/webhooks/{webhook}/secret',
    summary:
      'Makes a new secret; the one before signs too for some hours, so that the receiver can change over',
    access: { administrator: 'all' },
    params,
    body: z.strictObject({ overlapHours: z.number().int().min(0).max(168).default(24) }),
    status: 201,
    answer: withSecret,
  },
  'webhooks.ping': {
    method: 'POST',
    path: '/webhooks/{webhook}/ping',
    summary: 'Sends the event webhook.ping, to see whether the endpoint listens',
    access: { administrator: 'all' },
    params,
    status: 202,
    answer: deliverySchema,
    problems: ['webhook-inactive'],
  },
  'webhooks.deliveries': {
    method: 'GET',
    path: '/webhooks/deliveries',
    summary: 'The delivery log, newest first',
    access: { administrator: 'all', auditor: 'all' },
    query: pageQuery.extend({
      webhook: id.optional(),
      state: deliverySchema.shape.state.optional(),
    }),
    answer: pageOf(deliverySchema),
  },
  'webhooks.resend': {
    method: 'POST',
    path: '/webhooks/deliveries/{delivery}/resend',
    summary: 'Sends a message again at once, under the same webhook-id',
    access: { administrator: 'all' },
    params: z.object({ delivery: id }),
    status: 202,
    answer: deliverySchema,
    problems: ['webhook-inactive'],
  },
})
