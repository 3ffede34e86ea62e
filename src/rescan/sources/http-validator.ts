/** ETag and Last-Modified (RFC 9110 §8.8) as the one validator that the rescan keeps, and back into a question. */

const prefix = 'http:'

type Headers = Readonly<Record<string, string>>

/** @returns null when the answer proves nothing about later ones. */
export function validatorOf(headers: Headers): string | null {
  const etag = headers.etag ?? null
  const modified = isStrong(headers) ? (headers['last-modified'] ?? null) : null
  return etag === null && modified === null ? null : `${prefix}${etag ?? ''}\n${modified ?? ''}`
}

/** A page may change again within the second of its date: such a date proves nothing (§8.8.2.2). */
function isStrong(headers: Headers): boolean {
  const modified = Date.parse(headers['last-modified'] ?? '')
  const sent = Date.parse(headers.date ?? '')
  return !Number.isNaN(modified) && (Number.isNaN(sent) || sent - modified >= 1000)
}

/** Headers that ask for the bytes only if they changed; none when the validator is none of these. */
export function conditions(validator: string | null): Headers {
  if (!validator?.startsWith(prefix)) return {}
  const [etag, modified] = validator.slice(prefix.length).split('\n')
  return {
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(modified ? { 'if-modified-since': modified } : {}),
  }
}
