/** Times on paper: those of the clock on the wall, to the minute, and how far it is from UTC. */
import { dayOf } from '../../local-day.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** @param instant ISO 8601. @returns `2032-01-05 16:00 (UTC+08:00)`. */
export function printedTime(instant: string): string {
  const time = new Date(instant)
  const east = -time.getTimezoneOffset()
  const [hours, minutes] = [Math.trunc(Math.abs(east) / 60), Math.abs(east) % 60]
  const zone = `UTC${east < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`
  return `${dayOf(time)} ${two(time.getHours())}:${two(time.getMinutes())} (${zone})`
}
