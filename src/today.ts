/** The local date, `YYYY-MM-DD`: allow-list entries and periods of secrecy end with a day where the user is. */
export function today(): string {
  const now = new Date()
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
