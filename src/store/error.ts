/** Why a database cannot be used; worded where it is shown. */
export type StoreErrorCode =
  | 'newer-schema'
  | 'data-in-use'
  | 'no-database'
  | 'not-empty'
  | 'no-key'
  | 'other-keys'
  | 'other-screening'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode
  /** A path, a table or a migration. */
  readonly detail: string

  constructor(code: StoreErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options)
    this.code = code
    this.detail = detail
  }
}

/** Whether a unique index or primary key refused a row, in either database. */
export function isUniqueViolation(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}
