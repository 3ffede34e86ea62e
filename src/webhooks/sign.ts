/** Headers of a message by Standard Webhooks (https://www.standardwebhooks.com): id, time and signatures. */
import { Webhook } from 'standardwebhooks'

/**
 * @param id the same at every attempt, so that the receiver can tell a repeat
 * @param at of this attempt: a receiver refuses what is older than five minutes
 * @param secrets one, or two while they change over: the receiver accepts either
 */
export function signatureHeaders(
  id: string,
  at: Date,
  payload: string,
  secrets: readonly string[],
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map(secret => new Webhook(secret).sign(id, at, payload)).join(' '),
  }
}
