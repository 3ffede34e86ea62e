/** Which column 栏目 of a site an address belongs to, and who owns it: set by whoever runs the site. */
import { z } from 'zod'

const columnSchema = z.strictObject({
  /** Beginning of the path, as in `/zwgk/` or, in a folder, `zwgk/`. */
  prefix: z.string().min(1),
  column: z.string().min(1),
  /** The unit or person to call. */
  owner: z.string().min(1).nullable().default(null),
})

/** In the settings of a site: `columns: [{ prefix: /zwgk/, column: 政务公开, owner: 某市政府办公室 }]`. */
export const columnsSchema = z.array(columnSchema)
export type Columns = z.infer<typeof columnsSchema>

const unslashed = (text: string) => text.replace(/^\/+/, '')

/** The longest prefix counts. @param address of the document, or its path within a folder. */
export function columnOf(columns: Columns, address: string): { column: string | null; owner: string | null } {
  const parsed = URL.parse(address)
  const place = unslashed(parsed ? decoded(parsed.pathname) : address)
  let best: Columns[number] | null = null
  for (const each of columns) {
    const isLonger = best === null || each.prefix.length > best.prefix.length
    if (isLonger && place.startsWith(unslashed(each.prefix))) best = each
  }
  return { column: best?.column ?? null, owner: best?.owner ?? null }
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
