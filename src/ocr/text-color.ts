/** The colour a recognised line is printed in: red heads and stamps speak even when their words do not. */
import type { Box } from '../document/document.ts'
import type { Raster } from '../document/picture.ts'

/** Pixels looked at, at most. */
const mostSamples = 3_000
/** Nearer to the paper than this (0 to 255 a channel) nothing can be told. */
const leastContrast = 40

/**
 * Mean colour of the ink inside a box as `#rrggbb`; undefined for grey pictures, where colour is lost,
 * and where ink and paper cannot be told apart.
 */
export function textColor(raster: Raster, box: Box): string | undefined {
  if (raster.channels === 1) return undefined
  const pixels = samplePixels(raster, box)
  const paper = medianPixel(pixels)
  if (paper === undefined) return undefined
  const distances = pixels.map(pixel => distance(pixel, paper))
  const farthest = Math.max(...distances)
  if (farthest < leastContrast) return undefined
  const sum = [0, 0, 0]
  let count = 0
  for (const [i, pixel] of pixels.entries()) {
    // The edges of strokes are mixed with paper: only the purest ink counts.
    if ((distances[i] as number) < 0.75 * farthest) continue
    for (const channel of [0, 1, 2] as const) sum[channel] = (sum[channel] ?? 0) + pixel[channel]
    count++
  }
  return `#${sum
    .map(value =>
      Math.round(value / count)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

type Pixel = readonly [number, number, number]

function samplePixels({ width, height, channels, data }: Raster, [x, y, w, h]: Box): Pixel[] {
  const left = Math.max(0, Math.floor(x))
  const top = Math.max(0, Math.floor(y))
  const right = Math.min(width, Math.ceil(x + w))
  const bottom = Math.min(height, Math.ceil(y + h))
  const step = Math.max(1, Math.ceil(Math.sqrt(((right - left) * (bottom - top)) / mostSamples)))
  const pixels: Pixel[] = []
  for (let row = top; row < bottom; row += step) {
    for (let column = left; column < right; column += step) {
      const at = (row * width + column) * channels
      pixels.push([data[at] as number, data[at + 1] as number, data[at + 2] as number])
    }
  }
  return pixels
}

/** Most of a line's box is paper, so that the pixel of median brightness is paper too. */
function medianPixel(pixels: readonly Pixel[]): Pixel | undefined {
  const counts = new Uint32Array(3 * 255 + 1)
  for (const pixel of pixels) counts[brightness(pixel)] = (counts[brightness(pixel)] as number) + 1
  let left = Math.floor(pixels.length / 2)
  const median = counts.findIndex(count => {
    left -= count
    return left < 0
  })
  return pixels.find(pixel => brightness(pixel) === median)
}

const brightness = ([red, green, blue]: Pixel) => red + green + blue

function distance(a: Pixel, b: Pixel): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]))
}
