/** An allow-list or baseline that cannot be used: a configuration error, exit status 2. */
export class KnownFileError extends Error {
  override readonly name = 'KnownFileError'

  /** @param line counts from 1; null when the file as a whole is meant. */
  constructor(file: string, line: number | null, reason: string, options?: ErrorOptions) {
    super(`${file}${line === null ? '' : `:${line}`}: ${reason}`, options)
  }
}
