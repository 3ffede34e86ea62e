/** The tag by which a client knows that earlier answers no longer hold (RFC 3507 §4.7): it names the rules in force. */
import { createHash } from 'node:crypto'

/** @param parts everything that changes an answer. @returns at most 32 characters, as the RFC allows. */
export function istagOf(...parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.join('\0')).digest('hex')
  return `baoshen-${digest.slice(0, 20)}`
}
