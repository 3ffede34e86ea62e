/** What becomes of content that was written for an act which then failed. */
import { ApiProblem } from '../api/problem.ts'
import { RepeatedError } from './idempotency.ts'

/**
 * Whether nothing of a failed act was kept: it was refused, or had been done before. Of other errors, such as a
 * connection that broke at the commit, nobody knows; what was written stays, for it may be referred to.
 */
export function isUndone(error: unknown): boolean {
  return error instanceof ApiProblem || error instanceof RepeatedError
}
