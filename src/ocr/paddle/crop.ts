/** Cuts one line out of the ORIGINAL pixels, turned upright and brought to the recogniser's height. */
import type { Raster } from '../../document/picture.ts'
import type { QuarterTurns } from '../engine.ts'
import type { RotatedRectangle } from './rotated-rectangle.ts'

export interface Crop {
  readonly width: number
  readonly height: number
  /** Three planes in BGR order, 0 to 255. */
  readonly planes: Float32Array
}

/** More samples a pixel than this bring nothing. */
const mostSamples = 4

/** @param height of the crop in pixels; its width follows from the rectangle's proportions, at most `mostWidth`. */
export function cropLine(
  raster: Raster,
  rectangle: RotatedRectangle,
  turns: QuarterTurns,
  height: number,
  mostWidth: number,
): Crop {
  const upright = turns % 2 === 0
  const lineWidth = upright ? rectangle.width : rectangle.height
  const lineHeight = upright ? rectangle.height : rectangle.width
  const width = Math.max(1, Math.min(mostWidth, Math.round((height * lineWidth) / lineHeight)))
  // Unit vectors along and across the line, in picture pixels.
  const angle = rectangle.angle - (turns * Math.PI) / 2
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const stepX = lineWidth / width
  const stepY = lineHeight / height
  const samplesX = Math.min(mostSamples, Math.max(1, Math.round(stepX)))
  const samplesY = Math.min(mostSamples, Math.max(1, Math.round(stepY)))
  const planes = new Float32Array(3 * width * height)
  const sample = sampler(raster)
  const color = new Float32Array(3)
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      color.fill(0)
      for (let sv = 0; sv < samplesY; sv++) {
        const across = (v + (sv + 0.5) / samplesY) * stepY - lineHeight / 2
        for (let su = 0; su < samplesX; su++) {
          const along = (u + (su + 0.5) / samplesX) * stepX - lineWidth / 2
          sample(rectangle.x + along * cos - across * sin, rectangle.y + along * sin + across * cos, color)
        }
      }
      const at = v * width + u
      const samples = samplesX * samplesY
      planes[at] = (color[2] as number) / samples
      planes[at + width * height] = (color[1] as number) / samples
      planes[at + 2 * width * height] = (color[0] as number) / samples
    }
  }
  return { width, height, planes }
}

/** Adds the bilinear RGB value at a point to `sum`; beyond the edges the edge goes on. */
function sampler({ width, height, channels, data }: Raster) {
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2]
  return (x: number, y: number, sum: Float32Array): void => {
    const px = Math.max(0, Math.min(width - 1, x - 0.5))
    const py = Math.max(0, Math.min(height - 1, y - 0.5))
    const left = Math.floor(px)
    const top = Math.floor(py)
    const fx = px - left
    const fy = py - top
    const a = (top * width + left) * channels
    const b = left + 1 < width ? a + channels : a
    const below = top + 1 < height ? width * channels : 0
    const weightA = (1 - fx) * (1 - fy)
    const weightB = fx * (1 - fy)
    const weightC = (1 - fx) * fy
    const weightD = fx * fy
    const value = (offset: number): number =>
      weightA * (data[a + offset] as number) +
      weightB * (data[b + offset] as number) +
      weightC * (data[a + below + offset] as number) +
      weightD * (data[b + below + offset] as number)
    const red = value(0)
    sum[0] = (sum[0] as number) + red
    sum[1] = (sum[1] as number) + (green === 0 ? red : value(green))
    sum[2] = (sum[2] as number) + (blue === 0 ? red : value(blue))
  }
}
