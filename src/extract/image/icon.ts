/** Icons and cursors: a part for every picture in them, with the text fields beside its pixels. */
import type { Line } from '../../document/document.ts'
import { ProblemError } from '../../document/problem.ts'
import { isPng, probePicture } from '../../raster/decode.ts'
import {
  type IconImage,
  iconDirectoryBytes,
  iconImageBytes,
  readIconBitmap,
  readIconDirectory,
} from '../../raster/icon.ts'
import { filePicture, pictureFile } from '../../raster/picture-file.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { type Range, strayParts } from '../stray-bytes.ts'
import { pngBytes, readPictureText, reportAnimation } from './picture-text.ts'

/**
 * Yields `page 1`, `page 2` … in the order of the directory, then what it does not lead to.
 * @throws {ProblemError} `picture-unread` when the directory is cut short.
 */
export const extractIcon: Extractor = async function* (bytes, context) {
  const images = readIconDirectory(bytes, 'ICO')
  const limit = context.limits.pages
  if (images.length > limit) {
    context.problem('too-large', { what: { zh: '图标数', en: 'pictures' }, size: images.length, limit })
  }
  const file = pictureFile(() => bytes)
  const { pixels } = context.limits
  const covered: Range[] = [[0, iconDirectoryBytes(bytes)]]
  for (const [page, image] of images.slice(0, limit).entries()) {
    const label = `page ${page + 1}`
    try {
      const { width, height } = await probePicture(bytes, label, page)
      const { lines, used } = await readImage(bytes, image, label, context)
      covered.push([image.start, image.start + used])
      const pictures = [filePicture(file, { name: label, kind: 'page', page, pixels })]
      yield { label, page: page + 1, width, height, lines, pictures }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      covered.push([image.start, image.end])
      context.problem(error.code, error.details, label)
    }
  }
  if (images.length <= limit) yield* strayParts(bytes, covered, context)
}

/** Text fields of a picture, and how many of its bytes say something. */
async function readImage(
  bytes: Uint8Array,
  image: IconImage,
  label: string,
  context: ExtractContext,
): Promise<{ lines: Line[]; used: number }> {
  const content = iconImageBytes(bytes, image, label)
  if (!isPng(content)) return { lines: [], used: readIconBitmap(content, label).bytes }
  reportAnimation(content, context)
  return { lines: await readPictureText(content, 'png'), used: pngBytes(content) }
}
