/** What a source of rows asks of a database; one file a server implements it. Nothing is ever written. */

export interface SqlRow {
  /** Text, unless the query's column is something else. */
  readonly title: unknown
  readonly html: string | Uint8Array | null
}

export interface SqlKey {
  /** Null where the query gives none, by mistake. */
  readonly id: string | null
  readonly validator: string | null
}

export interface SqlDatabase {
  /** Names of the columns that the query gives, in lower case. */
  columns(): Promise<readonly string[]>
  /** Every row's key, streamed. @param hasUpdated the query gives `updated_at`; otherwise its text is summed up. */
  keys(hasUpdated: boolean, signal: AbortSignal): AsyncIterable<SqlKey>
  /** Rows with this key; more than one is a mistake in the query. */
  rows(id: string): Promise<readonly SqlRow[]>
  close(): Promise<void>
}

/** Two rows tell that a key is not one. */
export const mostRows = 2
export const keysAtOnce = 1000
export const statementSeconds = 300

/** Only the code: a message may show what stands in a row, or in the connection. */
export function databaseReason(error: unknown): string {
  const { code, errors } = (error ?? {}) as { code?: unknown; errors?: unknown }
  if (typeof code === 'string' && /^[A-Z0-9_]{3,60}$/.test(code)) return code
  // What Node reports of a host with several addresses.
  if (Array.isArray(errors) && errors.length > 0) return databaseReason(errors[0])
  return error instanceof Error ? error.name : 'unknown'
}
