/** Makes planned pictures into lazily decoded ones. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Picture, Raster } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import { decodedImage, imageKey, imageRaster } from './image-raster.ts'
import { reasonOf } from './open.ts'
import type { PlannedPicture } from './page-pictures.ts'
import { renderRegion } from './render.ts'

/** `raster()` works until the next part is asked for: after that the page's images are freed. */
export function pictureOf(
  planned: PlannedPicture,
  page: PDFPageProxy,
  label: string,
  context: ExtractContext,
): Picture {
  const { name, kind, box } = planned
  const { from } = planned
  const size = 'region' in from ? pixelsOf(from.region, from.dpi) : from.width * from.height
  return { name, kind, box, key, raster }

  /** What a region shows is known when it has been painted. */
  async function key(): Promise<string | null> {
    return 'region' in from || size > context.limits.pixels ? null : imageKey(page, from)
  }

  async function raster(): Promise<Raster> {
    if (size > context.limits.pixels) {
      throw new ProblemError('too-many-pixels', { name, size, limit: context.limits.pixels })
    }
    try {
      if (!('region' in from)) return await imageRaster(page, from, name)
      const undecoded = await undecodable(from.images.map(image => image.source))
      if (undecoded > 0)
        context.problem('picture-unread', { name, reason: `${undecoded} undecodable` }, label)
      return await renderRegion(page, from.region, from.dpi)
    } catch (error) {
      if (error instanceof ProblemError) throw error
      throw new ProblemError('picture-unread', { name, reason: reasonOf(error) }, { cause: error })
    }
  }

  /** Rendering leaves such images out without a word. */
  async function undecodable(sources: readonly Parameters<typeof decodedImage>[1][]): Promise<number> {
    const images = await Promise.all(sources.map(source => decodedImage(page, source)))
    return images.filter(image => image === null).length
  }
}

function pixelsOf([, , width, height]: readonly [number, number, number, number], dpi: number): number {
  return Math.round(width * (dpi / 72)) * Math.round(height * (dpi / 72))
}
