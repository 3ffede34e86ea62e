import { dayOf } from './local-day.ts'

/** The local date, `YYYY-MM-DD`: allow-list entries and periods of secrecy end with a day where the user is. */
export function today(): string {
  return dayOf(new Date())
}
