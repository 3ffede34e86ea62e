/** Exit statuses of the program (design.md §3): other programs decide by them. */
import { type Screening, verdicts } from '../document/screening.ts'

export const exitStatus = {
  clean: 0,
  flagged: 1,
  usage: 2,
  incomplete: 3,
  interrupted: 130,
} as const
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus]

export type FailOn = 'block' | 'review'

/**
 * `flagged` when something is at or above `failOn`; else `incomplete` when something could not be fully screened
 * (always on, never configurable); else `clean`.
 */
export function exitStatusOf(
  screenings: Iterable<Pick<Screening, 'verdict' | 'findings'>>,
  failOn: FailOn,
): ExitStatus {
  let status: ExitStatus = exitStatus.clean
  for (const { verdict, findings } of screenings) {
    if (verdict === 'error') {
      // What was read of an unreadable document may still be worth a review.
      const flagged = failOn === 'review' && findings.some(finding => finding.severity === 'review')
      if (flagged) return exitStatus.flagged
      status = exitStatus.incomplete
    } else if (verdicts.indexOf(verdict) >= verdicts.indexOf(failOn)) return exitStatus.flagged
  }
  return status
}
