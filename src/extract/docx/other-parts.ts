/** The entries of a Word package that are no XML: pictures are handed on, everything else is reported. */
import type { ExtractedPart, Picture } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { decodePicture, probePicture } from '../../raster/decode.ts'
import type { ExtractContext } from '../extractor.ts'
import type { ContentKind } from '../package/content-kind.ts'
import type { Package, PackageEntry } from '../package/package.ts'
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

/** HTML that was put in as a whole (altChunk, ISO/IEC 29500-1, 17.17.2.1), read as a page of its own. */
export async function* importedParts(
  pack: Package,
  inventory: Inventory,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  for (const { entry, kind } of inventory.items) {
    if (kind !== 'html') continue
    const { extractHtml } = await import('../html/html.ts')
    const inside = (label: string) => `${entry.name} › ${label}`
    const own: ExtractContext = {
      ...context,
      name: baseName(entry),
      problem: (code, details, part) => context.problem(code, details, part ? inside(part) : entry.name),
    }
    try {
      const parts = extractHtml(await pack.read(entry.name), own)
      for await (const part of parts) yield { ...part, label: inside(part.label) }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      context.problem(error.code, error.details, entry.name)
    }
  }
}

/**
 * A part for every picture in the package, used or not, the thumbnail included: recognised text then has its boxes
 * in the picture's own pixels. Pictures are inflated and decoded only when their raster is asked for.
 */
export async function* pictureParts(
  pack: Package,
  inventory: Inventory,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const labelOf = pictureLabels(inventory)
  let count = 0
  for (const { entry, kind } of inventory.items) {
    if (kind !== 'picture') continue
    const label = labelOf(entry)
    let pictures: Picture[]
    try {
      pictures = await picturesOf(pack, entry, context)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      if (error.code === 'too-large') throw error
      context.problem(
        'picture-unread',
        { name: entry.name, reason: error.details.reason ?? error.code },
        label,
      )
      continue
    }
    count += pictures.length
    const limit = context.limits.pictures
    if (count > limit)
      throw new ProblemError('too-large', { what: '图片数 / pictures', size: `> ${limit}`, limit })
    yield { label, page: null, width: null, height: null, lines: [], pictures }
  }
}

/** One for every page or frame: Word shows the first, the others are still in the file. */
async function picturesOf(pack: Package, entry: PackageEntry, context: ExtractContext): Promise<Picture[]> {
  const name = baseName(entry)
  const { pages } = await probePicture(await pack.read(entry.name), name)
  return Array.from({ length: Math.min(pages, context.limits.pictures + 1) }, (_, page) => ({
    name: pages > 1 ? `${name} ${page + 1}` : name,
    box: null,
    kind: 'picture',
    raster: async () =>
      decodePicture(await pack.read(entry.name), { name, pixels: context.limits.pixels, page }),
  }))
}

/** `picture image1.png`; with its folder where two pictures are called the same. */
function pictureLabels(inventory: Inventory): (entry: PackageEntry) => string {
  const pictures = inventory.items.filter(item => item.kind === 'picture')
  const groups = Map.groupBy(pictures, item => baseName(item.entry))
  return entry => `picture ${groups.get(baseName(entry))?.length === 1 ? baseName(entry) : entry.name}`
}

function baseName(entry: PackageEntry): string {
  return entry.name.slice(entry.name.lastIndexOf('/') + 1)
}
