/** A picture that a text document carries inside it, as a part of its own. */
import type { ExtractedPart } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { probePicture } from '../raster/decode.ts'
import { filePicture, pictureFile } from '../raster/picture-file.ts'
import type { ExtractContext } from './extractor.ts'
import type { Format } from './formats.ts'

/** Smaller pictures are bullets, spacers and tracking pixels: too small for one legible character. */
const smallestSide = 8

/** Of many pictures, or with texts beside them: they are read as documents. */
const documents: ReadonlySet<string> = new Set(['image/emf', 'image/wmf', 'image/x-icon'])

/** Whether a file inside a text is shown as one picture, and not read as a document of its own. */
export function isPlainPicture({ type, family, load }: Format): boolean {
  return family === 'picture' && load !== undefined && !documents.has(type)
}

/** @returns null, with a problem recorded, when it is no picture that can be read; null for a speck. */
export async function picturePart(
  bytes: Uint8Array,
  label: string,
  context: ExtractContext,
): Promise<ExtractedPart | null> {
  try {
    const { width, height } = await probePicture(bytes, label)
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
