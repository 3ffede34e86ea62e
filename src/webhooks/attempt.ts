/** One attempt to deliver, and what is noted of it. */
import type { FailureCode, FailureDetails } from '../outbound/failure.ts'
import type { Outside } from '../outbound/fetch-outside.ts'
import type { Trx } from '../store/open.ts'
import type { WebhookEndpointTable } from '../store/portal-schema.ts'
import { version } from '../version.ts'
import type { Claimed } from './claim.ts'
import { givenUpAfter, retryAfterOf, waitBefore } from './schedule.ts'
import { openSecret } from './secret.ts'
import { signatureHeaders } from './sign.ts'

const agent = `baoshen/${version()}`
/** The receiver says that it wants nothing more, ever (Standard Webhooks). */
const gone = 410

/** No answer: a code of the outbound table, or a secret that the vault's key does not open. */
export interface NoAnswer {
  readonly code: FailureCode | 'secret-unreadable'
  readonly details: FailureDetails
}

export interface Attempt {
  readonly status: number | null
  readonly error: NoAnswer | null
  /** Ms that the receiver asked for. */
  readonly retryAfter: number
}

/** Sends it. Redirects are not followed and the answer's body is not read. @param timeoutMs shorter than the lease. */
export async function attempt(
  { delivery, endpoint }: Claimed,
  outside: Outside,
  key: Buffer,
  now: Date,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Attempt> {
  const secrets = secretsOf(endpoint, key, now)
  if (!secrets) return { status: null, error: { code: 'secret-unreadable', details: {} }, retryAfter: 0 }
  const outcome = await outside.fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': agent,
      ...signatureHeaders(delivery.id, now, delivery.payload, secrets),
    },
    body: delivery.payload,
    maxBytes: 0,
    maxRedirects: 0,
    timeoutMs,
    signal,
  })
  if (!outcome.ok) {
    const { code, details } = outcome
    return { status: null, error: { code, details }, retryAfter: 0 }
  }
  const { status, headers } = outcome
  return { status, error: null, retryAfter: retryAfterOf(headers['retry-after'], now) }
}

/** The newest first; null when the vault was restored without its keys. */
function secretsOf(endpoint: WebhookEndpointTable, key: Buffer, now: Date): string[] | null {
  const { id, secret, previousSecret, previousUntil } = endpoint
  const isOldValid = previousUntil !== null && previousUntil > now.toISOString()
  const kept = previousSecret !== null && isOldValid ? [secret, previousSecret] : [secret]
  try {
    return kept.map(each => openSecret(each, id, key))
  } catch {
    return null
  }
}

export type Noted =
  | { readonly kind: 'delivered' | 'again' | 'given-up' }
  /** The endpoint was switched off. */
  | { readonly kind: 'disabled'; readonly reason: 'failing' | 'gone' }
  /** Another process has taken it over meanwhile. */
  | { readonly kind: 'lost' }

/** @param random from 0 to below 1, for the jitter. */
export async function note(
  trx: Trx,
  { delivery, endpoint }: Claimed,
  made: Attempt,
  now: Date,
  random: number,
): Promise<Noted> {
  const at = now.toISOString()
  const isDelivered = made.status !== null && made.status >= 200 && made.status < 300
  const wait = isDelivered ? null : waitBefore(delivery.retry, random, made.retryAfter)
  const state = isDelivered ? 'delivered' : wait === null ? 'failed' : 'waiting'
  const written = await trx
    .updateTable('webhookDelivery')
    .set({
      state,
      attempts: delivery.attempts + 1,
      retry: isDelivered ? delivery.retry : delivery.retry + 1,
      nextAttempt: wait === null ? null : new Date(now.getTime() + wait).toISOString(),
      lastAttempt: at,
      lastStatus: made.status,
      lastError: made.error && JSON.stringify(made.error),
      delivered: isDelivered ? at : null,
      owner: null,
      leaseUntil: null,
    })
    .where('id', '=', delivery.id)
    .where('owner', '=', delivery.owner)
    .where('state', '=', 'sending')
    .executeTakeFirst()
  if (written.numUpdatedRows === 0n) return { kind: 'lost' }
  const failingSince = isDelivered ? null : await failingSinceOf(trx, endpoint.id, at)
  await trx.updateTable('webhookEndpoint').set({ failingSince }).where('id', '=', endpoint.id).execute()
  if (isDelivered || failingSince === null) return { kind: 'delivered' }
  const isLong = now.getTime() - Date.parse(failingSince) >= givenUpAfter
  const reason = made.status === gone ? 'gone' : state === 'failed' && isLong ? 'failing' : null
  if (reason === null) return { kind: state === 'failed' ? 'given-up' : 'again' }
  await trx
    .updateTable('webhookEndpoint')
    .set(each => ({ active: 0, disabledFor: reason, disabledAt: at, version: each('version', '+', 1) }))
    .where('id', '=', endpoint.id)
    .where('active', '=', 1)
    .execute()
  return { kind: 'disabled', reason }
}

/** Another delivery may have failed, or succeeded, while this one was on its way. */
async function failingSinceOf(trx: Trx, endpointId: string, at: string): Promise<string> {
  const row = await trx
    .selectFrom('webhookEndpoint')
    .select('failingSince')
    .where('id', '=', endpointId)
    .executeTakeFirstOrThrow()
  return row.failingSince ?? at
}
