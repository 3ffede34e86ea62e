/** Which column of a site a document stands in, and who answers for it. */
import type { RescanItemTable } from '../../store/rescan-schema.ts'
import type { SiteColumn } from '../api/sites.ts'

/** The longest prefix that fits, of the path of the address or of the source's own name; null: none does. */
export function columnOf(
  columns: readonly SiteColumn[],
  { ref, url }: Pick<RescanItemTable, 'ref' | 'url'>,
): SiteColumn | null {
  const path = url !== null && URL.canParse(url) ? decoded(new URL(url).pathname) : null
  let best: SiteColumn | null = null
  for (const column of columns) {
    const fits =
      path?.startsWith(column.prefix) || ref.startsWith(column.prefix) || url?.startsWith(column.prefix)
    if (fits && column.prefix.length > (best?.prefix.length ?? 0)) best = column
  }
  return best
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
