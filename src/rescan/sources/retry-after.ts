/** `Retry-After` (RFC 9110 §10.2.3): seconds or a date. */

/** @returns milliseconds from `now`, never negative; null when the header says nothing that can be read. */
export function retryAfter(header: string | undefined, now: number = Date.now()): number | null {
  if (header === undefined) return null
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
