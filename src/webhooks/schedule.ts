/** When a delivery that failed is tried again, and when an endpoint is given up. */

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Waits after the first, second, … attempt: eight attempts in about 28 hours, as Standard Webhooks suggests. */
export const waits: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  10 * hour,
]
/** Up to a fifth shorter or longer, so that receivers that were away are not hit by everything at once. */
const jitter = 0.2

/** An endpoint that answered nothing for so long, while deliveries were given up, is switched off. */
export const givenUpAfter = 5 * day

/**
 * @param retry how often it was tried again so far
 * @param random from 0 to below 1
 * @param retryAfter ms that the receiver asked for, if it did; a day at most
 * @returns ms to wait; null: no more
 */
export function waitBefore(retry: number, random: number, retryAfter = 0): number | null {
  const wait = waits[retry]
  if (wait === undefined) return null
  const spread = wait * (1 + jitter * (2 * random - 1))
  return Math.round(Math.max(spread, Math.min(retryAfter, day)))
}

/** The header `retry-after` in ms: seconds or a date; 0 when it is neither. */
export function retryAfterOf(header: string | undefined, now: Date): number {
  if (header === undefined) return 0
  if (/^\d{1,9}$/.test(header)) return Number(header) * second
  const date = Date.parse(header)
  return Number.isNaN(date) ? 0 : Math.max(0, date - now.getTime())
}
