/** Endpoints and deliveries as the API shows them. */
import type { Language } from '../../document/problem.ts'
import { wordFailure } from '../../outbound/failure.ts'
import type { WebhookDeliveryTable, WebhookEndpointTable } from '../../store/portal-schema.ts'
import type { NoAnswer } from '../../webhooks/attempt.ts'
import type { Delivery, Endpoint } from '../api/webhooks.ts'

export function endpointView(row: WebhookEndpointTable, now = new Date().toISOString()): Endpoint {
  const { previousUntil } = row
  return {
    id: row.id,
    name: row.name,
    portal: row.portalId,
    url: row.url,
    events: JSON.parse(row.events),
    active: row.active === 1,
    disabledFor: row.disabledFor,
    disabledAt: row.disabledAt,
    failingSince: row.failingSince,
    previousSecretUntil: previousUntil !== null && previousUntil > now ? previousUntil : null,
    created: row.created,
    version: row.version,
  }
}

const unreadable: Readonly<Record<Language, string>> = {
  zh: '密钥无法解开（可能从不含密钥的备份恢复）。请为该接收端更换密钥。',
  en: 'The secret cannot be read (restored without the keys?). Make a new secret for this endpoint.',
}

function worded(error: string | null, language: Language): Delivery['error'] {
  if (error === null) return null
  const { code, details }: NoAnswer = JSON.parse(error)
  const message = code === 'secret-unreadable' ? unreadable[language] : wordFailure(code, details, language)
  return { code, message }
}

export function deliveryView(row: WebhookDeliveryTable, language: Language): Delivery {
  return {
    id: row.id,
    endpoint: row.endpointId,
    event: row.event,
    state: row.state,
    created: row.created,
    attempts: row.attempts,
    nextAttempt: row.nextAttempt,
    lastAttempt: row.lastAttempt,
    status: row.lastStatus,
    error: worded(row.lastError, language),
    delivered: row.delivered,
  }
}
