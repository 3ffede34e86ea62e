/** ETag and Last-Modified (RFC 9110 §8.8) as the one validator that the rescan keeps, and back into a question. */

type Headers = Readonly<Record<string, string>>

/**
 * @param scope of a page: which of its links were followed. With another one it has to be read again, unchanged or not.
 * Empty for what has no links.
 */
const prefixOf = (scope: string) => (scope === '' ? 'http:' : `http@${scope}:`)

/** @returns null when the answer proves nothing about later ones. */
export function validatorOf(headers: Headers, scope: string): string | null {
  const etag = headers.etag ?? null
  const modified = isStrong(headers) ? (headers['last-modified'] ?? null) : null
  return etag === null && modified === null ? null : `${prefixOf(scope)}${etag ?? ''}\n${modified ?? ''}`
}

/** A page may change again within the second of its date: such a date proves nothing (§8.8.2.2). */
function isStrong(headers: Headers): boolean {
  const modified = Date.parse(headers['last-modified'] ?? '')
  const sent = Date.parse(headers.date ?? '')
  return !Number.isNaN(modified) && (Number.isNaN(sent) ? Date.now() : sent) - modified >= 1000
}

/** Headers that ask for the bytes only if they changed; none when the validator is of no use in this scope. */
export function conditions(validator: string | null, scope: string): Headers {
  const prefix = [prefixOf(''), prefixOf(scope)].find(each => validator?.startsWith(each))
  if (validator === null || prefix === undefined) return {}
  const [etag, modified] = validator.slice(prefix.length).split('\n')
  return {
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(modified ? { 'if-modified-since': modified } : {}),
  }
}

/** After a 304, which may repeat only one of the two, or neither. */
export function confirmedValidator(known: string | null, headers: Headers, scope: string): string | null {
  if (validatorOf(headers, '') === null) return known
  const asked = conditions(known, scope)
  const both = {
    etag: headers.etag ?? asked['if-none-match'],
    'last-modified': headers['last-modified'] ?? asked['if-modified-since'],
  }
  const present = Object.entries(both).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const isPage = known?.startsWith(prefixOf(scope)) ?? false
  return validatorOf(Object.fromEntries(present), isPage ? scope : '') ?? known
}

/** What a validator was kept for; empty when it is no page's. */
export function scopeOf(validator: string | null): string {
  return /^http@([^:]{0,64}):/.exec(validator ?? '')?.[1] ?? ''
}
