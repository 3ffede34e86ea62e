/** A whole PDF page as a reader sees it. */
import type { PageRenderer } from '../page-picture.ts'
import { openPdf } from './open.ts'
import { renderRegion } from './render.ts'

/** Legible on a screen, and a report of many pages stays small. */
const screenDpi = 110
const pointsPerInch = 72

export const renderPdfPage: PageRenderer = async (bytes, number, limits) => {
  const opened = await openPdf(bytes, limits, 'lenient')
  try {
    const page = await opened.pdf.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    const largest = Math.sqrt(limits.pixels / (width * height)) * pointsPerInch
    const raster = await renderRegion(page, [0, 0, width, height], Math.min(screenDpi, largest))
    return { raster, width, height }
  } finally {
    await opened.close()
  }
}
