/** Text that is drawn as paths cannot be read, but recognised: the paths of a page, painted for the OCR engine. */
import { createCanvas, Path2D } from '@napi-rs/canvas'
import type { Picture, Raster } from '../../document/picture.ts'
import { checkPixelLimit } from '../../raster/pixel-limit.ts'
import type { PaintedPath } from './page-content.ts'

/** One outlined Chinese character has 30 to 150 segments; rules, frames and check marks have fewer. */
const letterSegments = 60
/** Rules from which letters could be built. */
const manyPlainSegments = 400
const pixelsPerMillimetre = 200 / 25.4
const longestSide = 8_000

/** @returns null when no path of the page can be a letter. */
export function drawnText(
  paths: readonly PaintedPath[],
  page: { label: string; width: number; height: number },
  pixels: number,
): Picture | null {
  const segments = (plain: boolean) =>
    paths.filter(path => path.plain === plain).reduce((sum, path) => sum + path.segments, 0)
  if (segments(false) < letterSegments && segments(true) < manyPlainSegments) return null
  return {
    name: `${page.label} drawing`,
    box: [0, 0, page.width, page.height],
    kind: 'picture',
    raster: async () => paint(paths, page, pixels),
  }
}

function paint(
  paths: readonly PaintedPath[],
  page: { label: string; width: number; height: number },
  pixels: number,
): Raster {
  const scale = Math.min(pixelsPerMillimetre, longestSide / Math.max(page.width, page.height))
  const width = Math.max(1, Math.round(page.width * scale))
  const height = Math.max(1, Math.round(page.height * scale))
  checkPixelLimit(page.label, width, height, pixels)
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  for (const { svg, toPage, paint: look } of paths) {
    const [a, b, c, d, e, f] = toPage.map(value => value * scale) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    context.setTransform(a, b, c, d, e, f)
    const path = new Path2D(svg)
    context.globalAlpha = look.alpha
    if (look.filled) {
      // Patterns and shadings are painted grey: what stands on them is still seen.
      context.fillStyle = look.fill ?? '#c0c0c0'
      context.fill(path)
    }
    if (look.stroked) {
      context.strokeStyle = look.stroke ?? '#808080'
      context.lineWidth = look.width
      context.stroke(path)
    }
  }
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, channels: 4, data: new Uint8Array(data.buffer, data.byteOffset, data.length) }
}
