/** From findings and problems to one word. */
import type { Problem } from '../document/problem.ts'
import { type Finding, graver, type Verdict } from '../document/screening.ts'

const worth = { info: 'pass', review: 'review', block: 'block' } as const satisfies Record<string, Verdict>

/** The gravest finding decides; a document that was not read to its end is at least `error`. */
export function verdictOf(
  findings: readonly Pick<Finding, 'severity'>[],
  problems: readonly Pick<Problem, 'severity'>[],
): Verdict {
  let verdict: Verdict = 'pass'
  for (const { severity } of findings) verdict = graver(verdict, worth[severity])
  for (const { severity } of problems) if (severity === 'error') verdict = graver(verdict, 'error')
  return verdict
}
