/** Pictures: a part for every page of a TIFF and every differing frame of an animation, and the text fields beside the pixels. */
import { type PictureHeader, probePicture } from '../../raster/decode.ts'
import { filePicture, pictureFile } from '../../raster/picture-file.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { differingFrames } from './frames.ts'
import { readPictureText, reportAnimation } from './picture-text.ts'

/** Frames of an animation that are read. */
const frameLimit = 500

/** @throws {ProblemError} `picture-unread` when the header cannot be read */
export const extractImage: Extractor = async function* (bytes, context) {
  const first = await probePicture(bytes, 'page 1')
  const animated = first.pages > 1 && (first.format === 'gif' || first.format === 'webp')
  const limit = animated ? Math.min(frameLimit, context.limits.pages) : context.limits.pages
  if (first.pages > limit) {
    context.problem('too-large', {
      what: animated ? { zh: '动画帧数', en: 'frames' } : { zh: '页数', en: 'pages' },
      size: first.pages,
      limit,
    })
  }
  reportAnimation(bytes, context)
  const count = Math.min(first.pages, limit)
  const tooLarge = first.width * first.height > context.limits.pixels
  const pages =
    animated && !tooLarge
      ? await differingFrames(bytes, first, count)
      : Array.from({ length: count }, (_, i) => i)
  const file = pictureFile(() => bytes)
  const { pixels } = context.limits
  for (const page of pages) {
    const label = `page ${page + 1}`
    const header = page === 0 ? first : await headerOf(bytes, label, page, context)
    if (!header) continue
    const lines = page === 0 ? await readPictureText(bytes, header.format) : []
    const { width, height } = header
    const pictures = [filePicture(file, { name: label, kind: 'page', page, pixels })]
    yield { label, page: page + 1, width, height, lines, pictures }
  }
}

/** A page that cannot be opened is a problem of its own; the others are still read. */
async function headerOf(
  bytes: Uint8Array,
  label: string,
  page: number,
  context: ExtractContext,
): Promise<PictureHeader | null> {
  try {
    return await probePicture(bytes, label, page)
  } catch {
    context.problem('part-unread', { part: label, reason: 'damaged page' }, label)
    return null
  }
}
