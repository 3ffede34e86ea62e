/** What markup begins with, behind byte order mark, white space, processing instructions and comments. */

/** Bytes that are looked at. */
const head = 8192

/** @returns `!doctype html`, `html`, `urlset`, `sm:urlset`, … in lower case; null when it does not begin with a tag. */
export function firstTag(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.subarray(0, head))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
  let at = 0
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '>' : null
    if (end === null) break
    const found = text.indexOf(end, at + 2)
    if (found < 0) return null
    at = found + end.length
  }
  const tag = /^<(!doctype\s{1,9}[\w:-]{1,40}|[\w:-]{1,40})(?=[\s/>])/i.exec(text.slice(at, at + 200))?.[1]
  return tag?.toLowerCase().replaceAll(/\s+/g, ' ') ?? null
}
