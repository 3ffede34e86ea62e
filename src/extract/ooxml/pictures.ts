/** The pictures of a Word package: handed on undecoded, to be recognised later. */
import type { ExtractedPart, Picture } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { probePicture } from '../../raster/decode.ts'
import { filePicture, pictureFile } from '../../raster/picture-file.ts'
import type { ExtractContext } from '../extractor.ts'
import type { Package, PackageEntry } from '../package/package.ts'
import type { Inventory } from './inventory.ts'

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
      throw new ProblemError('too-large', {
        what: { zh: '图片数', en: 'pictures' },
        size: `> ${limit}`,
        limit,
      })
    yield { label, page: null, width: null, height: null, lines: [], pictures }
  }
}

/** One for every page or frame: Word shows the first, the others are still in the file. */
async function picturesOf(pack: Package, entry: PackageEntry, context: ExtractContext): Promise<Picture[]> {
  const name = baseName(entry)
  const file = pictureFile(() => pack.read(entry.name))
  const { pages } = await probePicture(await file.bytes(), name)
  const { pixels, pictures } = context.limits
  return Array.from({ length: Math.min(pages, pictures + 1) }, (_, page) =>
    filePicture(file, { name: pages > 1 ? `${name} ${page + 1}` : name, kind: 'picture', page, pixels }),
  )
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
