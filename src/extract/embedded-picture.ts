/** A picture that a text document carries inside it, as a part of its own. */
import type { ExtractedPart } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { probePicture } from '../raster/decode.ts'
import { filePicture, pictureFile } from '../raster/picture-file.ts'
import type { ExtractContext } from './extractor.ts'

/** Smaller pictures are bullets, spacers and tracking pixels: too small for one legible character. */
const smallestSide = 8

/** @returns null, with a problem recorded, when it is no picture that can be read; null for a speck. */
export async function picturePart(
  bytes: Uint8Array,
  label: string,
  context: ExtractContext,
): Promise<ExtractedPart | null> {
  try {
    const { width, height, pages, format } = await probePicture(bytes, label)
    if (format === 'ico') return iconPart(bytes, label, pages, context)
    if (width < smallestSide || height < smallestSide) return null
    const { pixels } = context.limits
    const file = pictureFile(() => bytes)
    const picture = filePicture(file, { name: label, kind: 'picture', pixels })
    return { label, page: null, width, height, lines: [], pictures: [picture] }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    context.problem(error.code, error.details, label)
    return null
  }
}

/** All pictures of an icon, the largest of which may say what the first is too small for. */
function iconPart(bytes: Uint8Array, label: string, pages: number, context: ExtractContext): ExtractedPart {
  const file = pictureFile(() => bytes)
  const { pixels } = context.limits
  const pictures = Array.from({ length: pages }, (_, page) =>
    filePicture(file, { name: label, kind: 'picture', pixels, page }),
  )
  return { label, page: null, width: null, height: null, lines: [], pictures }
}
