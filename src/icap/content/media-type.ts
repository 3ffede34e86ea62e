/** `Content-Type` and its parameters. */

export interface MediaType {
  /** Lower case, without parameters; `''` when there is none. */
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
}

export function parseMediaType(header: string): MediaType {
  const semicolon = header.indexOf(';')
  // PHP ends it at a comma or a space as well, and reads a form that is not called one here.
  const [type = ''] = header
    .trim()
    .toLowerCase()
    .split(/[;,\s]/, 1)
  const parameters = new Map<string, string>()
  const rest = semicolon < 0 ? '' : header.slice(semicolon)
  for (const [, name = '', quoted, plain] of rest.matchAll(/;\s*([\w-]{1,40})=(?:"([^"]*)"|([^;\s]*))/g)) {
    const key = name.toLowerCase()
    if (!parameters.has(key)) parameters.set(key, quoted ?? plain ?? '')
  }
  return { type, parameters }
}
