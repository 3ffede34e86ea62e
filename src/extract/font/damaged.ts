/** What is wrong with a font, as a problem. */
import { ProblemError } from '../../document/problem.ts'

export function damaged(reason: string, cause?: unknown): ProblemError {
  return new ProblemError('corrupt', { reason: `font: ${reason}` }, { cause })
}
