/** Says what of an Office package is not read, so that it is never passed over in silence. */
import type { ExtractContext } from '../extractor.ts'
import type { Inventory } from './inventory.ts'

const metafile = {
  zh: '暂不支持 EMF/WMF 图元文件',
  en: 'EMF and WMF metafiles are not supported yet',
}
const drawn = {
  zh: '暂不支持没有位图副本的 SVG 图形',
  en: 'SVG drawings without a bitmap copy are not supported yet',
}
const svg = 'http://www.w3.org/2000/svg'

/** Reports what will not be read. */
export function reportUnread(inventory: Inventory, context: ExtractContext): void {
  const withBitmap = drawingsWithBitmap(inventory)
  for (const { entry, key, kind, root } of inventory.items) {
    const reason =
      kind === 'metafile' ? metafile : root?.uri === svg && !withBitmap.has(key) ? drawn : undefined
    if (reason !== undefined) context.problem('part-unread', { part: entry.name, reason }, entry.name)
  }
}

/**
 * Office keeps a bitmap beside every SVG drawing: whatever part names drawings names at least as many bitmaps.
 * @returns keys of the drawings for which that holds.
 */
function drawingsWithBitmap(inventory: Inventory): Set<string> {
  const drawings = new Set(inventory.items.filter(item => item.root?.uri === svg).map(item => item.key))
  const bitmaps = new Set(inventory.items.filter(item => item.kind === 'picture').map(item => item.key))
  const found = new Set<string>()
  if (drawings.size === 0) return found
  for (const named of Map.groupBy(inventory.relationships, each => each.source).values()) {
    const targets = new Set(named.map(each => each.target))
    const here = targets.intersection(drawings)
    if (targets.intersection(bitmaps).size >= here.size) for (const key of here) found.add(key)
  }
  return found
}
