/** Header fields, of ICAP and of HTTP: names without regard to case, several of one name in their order. */

export type Fields = ReadonlyMap<string, readonly string[]>

/** Names and values of a token: RFC 9110 §5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/

/**
 * Reads `Name: value` lines; a line that begins with white space goes on with the one before.
 * @returns null when a line is neither; with `lenient` such lines are left out.
 */
export function parseFields(lines: readonly string[], lenient = false): Fields | null {
  const fields = new Map<string, string[]>()
  let values: string[] | undefined
  for (const line of lines) {
    if (/^[ \t]/.test(line) && values) {
      values.push(`${values.pop()} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0))
    if (!token.test(name)) {
      if (lenient) continue
      return null
    }
    const key = name.toLowerCase()
    values = fields.get(key) ?? []
    fields.set(key, values)
    values.push(line.slice(colon + 1).trim())
  }
  return fields
}

/** All values of a field as one list, as if they stood in one line; `''` when there is none. */
export function fieldOf(fields: Fields, name: string): string {
  return (fields.get(name) ?? []).join(', ')
}

/** Whether a comma-separated field names this word. */
export function fieldHas(fields: Fields, name: string, word: string): boolean {
  return fieldOf(fields, name)
    .split(',')
    .some(each => each.trim().toLowerCase() === word)
}
