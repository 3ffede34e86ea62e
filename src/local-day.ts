/** Days, `YYYY-MM-DD`, are those of the machine's time zone; instants are ISO 8601 in UTC, which sort as text. */

const two = (value: number) => String(value).padStart(2, '0')

export function dayOf(instant: Date): string {
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`
}

/** The first instant of a day. */
export function startOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString()
}

/** The first instant after a day. */
export function endOf(day: string): string {
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  const text = next.toISOString()
  // After the year 9999 they no longer sort as text.
  return text.startsWith('+') ? `${day}T99` : text
}
