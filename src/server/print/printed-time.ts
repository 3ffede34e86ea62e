/** Times on paper: of the place where the service runs, with how far that is from UTC. */

/** @param instant in ISO 8601. @returns as `2026-11-27 01:53 +08:00`. */
export function printedTime(instant: string): string {
  const at = new Date(instant)
  const minutes = -at.getTimezoneOffset()
  const local = new Date(at.getTime() + minutes * 60_000).toISOString()
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
  return `${local.slice(0, 10)} ${local.slice(11, 16)} ${offset}`
}
