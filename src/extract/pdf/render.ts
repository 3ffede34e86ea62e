/** Paints a region of a page to pixels. */
import { createCanvas } from '@napi-rs/canvas'
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Box } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'

/** Small characters of a form are legible to OCR from here on. */
export const defaultDpi = 200
const pointsPerInch = 72

type RenderParameters = Parameters<PDFPageProxy['render']>[0]

/**
 * @param region in visual page space, points.
 * @returns RGBA on white paper, `region` size × dpi ÷ 72.
 */
export async function renderRegion(page: PDFPageProxy, region: Box, dpi: number): Promise<Raster> {
  const scale = dpi / pointsPerInch
  const [x, y, regionWidth, regionHeight] = region
  const width = Math.max(1, Math.round(regionWidth * scale))
  const height = Math.max(1, Math.round(regionHeight * scale))
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  // pdf.js types its canvas as the browser's; in Node it works with @napi-rs/canvas, which it uses itself.
  const target = { canvas, canvasContext: context } as unknown as Pick<
    RenderParameters,
    'canvas' | 'canvasContext'
  >
  const viewport = page.getViewport({ scale, offsetX: -x * scale, offsetY: -y * scale })
  await page.render({ ...target, viewport, background: '#ffffff' }).promise
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, channels: 4, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}

/** A region that needs more is a hostile page size: left whole, it is over the pixel limit and says so. */
const mostTiles = 40

/** Regions of at most `side` points that cover a region, overlapping so that no line is cut in all of them. */
export function tiles(region: Box, side: number, overlap: number): Box[] {
  const [x, y, width, height] = region
  const step = side - overlap
  if (Math.ceil(width / step) * Math.ceil(height / step) > mostTiles) return [region]
  const starts = (length: number) => {
    const count = length <= side ? 1 : Math.ceil((length - overlap) / step)
    return Array.from({ length: count }, (_, index) => index * step)
  }
  return starts(height).flatMap(top =>
    starts(width).map(
      (left): Box => [x + left, y + top, Math.min(side, width - left), Math.min(side, height - top)],
    ),
  )
}
