/** `Content-Type`: the type, and the one parameter that decides how a body is read. */

/** Lower case, without parameters; `''` when there is none. */
export function mediaTypeOf(header: string): string {
  // PHP ends it at a comma or a space as well, and reads a form that is not called one here.
  const [type = ''] = header
    .trim()
    .toLowerCase()
    .split(/[;,\s]/, 1)
  return type
}

/**
 * The boundary of a multipart body, Latin-1.
 * @returns null where there is none, or servers disagree about it: PHP takes what follows the first word that ends in
 * “boundary”, up to a comma and blanks with it; others take the last one, or undo backslashes.
 */
export function boundaryOf(header: string): string | null {
  const [before = '', value = '', after = ''] = header.split(/(?<=;\s{0,99}boundary=)([^;]*)/i)
  const isOnly = before.toLowerCase().indexOf('boundary') === before.length - 'boundary='.length
  const [, quoted, plain] = /^(?:"([^"\\]+)"|([^",\s\\]+))\s*$/.exec(value) ?? []
  return isOnly && !/boundary/i.test(after) ? (quoted ?? plain ?? null) : null
}
