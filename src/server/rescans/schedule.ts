/** When a site's schedule starts its next run. */
import { CronExpressionParser } from 'cron-parser'
import { ApiProblem } from '../api/problem.ts'
import type { Schedule } from '../api/sites.ts'

/**
 * @returns the first instant after `after` that the schedule names, in its time zone.
 * @throws {ApiProblem} `bad-schedule`.
 */
export function nextOf({ cron, timeZone }: Schedule, after: Date): string {
  // Seconds would be a sixth field, and `@reboot` names no time.
  if (cron.split(/\s+/).length !== 5) throw new ApiProblem('bad-schedule', { what: cron })
  try {
    // Throws for a zone that nobody knows.
    new Intl.DateTimeFormat('en', { timeZone })
    return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: after })
      .next()
      .toDate()
      .toISOString()
  } catch (error) {
    throw new ApiProblem('bad-schedule', { what: `${cron} ${timeZone}` }, {}, { cause: error })
  }
}
