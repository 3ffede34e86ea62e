/** Says what of a Word package is not read, so that it is never passed over in silence. */
import type { ExtractContext } from '../extractor.ts'
import type { ContentKind } from '../package/content-kind.ts'
import type { Inventory } from './inventory.ts'

/** Kinds of content that may hold text or pictures but are not read. */
const unread: Partial<Record<ContentKind, string>> = {
  metafile: '暂不支持 EMF/WMF 图元文件 / EMF and WMF metafiles are not supported yet',
  compound: '暂不支持嵌入的 OLE 对象和宏 / embedded OLE objects and macros are not supported yet',
  zip: '暂不支持嵌入的文件 / embedded files are not supported yet',
  other: '内容无法识别 / the content is not recognised',
}
const imported = '暂不支持插入的外部格式文本（altChunk） / imported text (altChunk) is not supported yet'

const drawn = '暂不支持没有位图副本的 SVG 图形 / SVG drawings without a bitmap copy are not supported yet'
const svg = 'http://www.w3.org/2000/svg'

/** Parts without text of the document: fonts (obfuscated) and the settings of a printer. */
const silentTypes = new Set(['font', 'printerSettings'])

/** Reports what will not be read. */
export function reportUnread(inventory: Inventory, context: ExtractContext): void {
  const withBitmap = drawingsWithBitmap(inventory)
  const typesOf = Map.groupBy(inventory.relationships, each => each.target)
  for (const { entry, key, kind, root } of inventory.items) {
    const types = (typesOf.get(key) ?? []).map(each => each.type)
    let reason = unread[kind]
    if (kind === 'other' && types.some(type => silentTypes.has(type))) reason = undefined
    if (types.includes('aFChunk') && kind !== 'html') reason = imported
    if (root?.uri === svg && !withBitmap.has(key)) reason = drawn
    if (reason !== undefined) context.problem('part-unread', { part: entry.name, reason }, entry.name)
  }
}

/**
 * Word keeps a bitmap beside every SVG drawing: whatever part names drawings names at least as many bitmaps.
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
