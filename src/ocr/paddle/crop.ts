/** Cuts one line out of the ORIGINAL pixels, turned upright and brought to the recogniser's height. */
import type { Raster } from '../../document/picture.ts'
import type { QuarterTurns } from '../../document/quarter-turns.ts'
import type { RotatedRectangle } from './rotated-rectangle.ts'

export interface Crop {
  readonly width: number
  readonly height: number
  /** Three planes in BGR order, 0 to 255. */
  readonly planes: Float32Array
}

/** More samples a pixel than this bring nothing. */
const mostSamples = 4

export interface CropSize {
  /** In pixels. */
  readonly height: number
  /** In pixels; the width follows from the rectangle's proportions. */
  readonly mostWidth: number
  /** Part of that width that is left. */
  readonly squeeze: number
}

/** Width by height of the line that a rectangle holds when it is turned upright. */
export function proportion({ width, height }: RotatedRectangle, turns: QuarterTurns): number {
  return turns % 2 === 0 ? width / height : height / width
}

export function cropLine(
  raster: Raster,
  rectangle: RotatedRectangle,
  turns: QuarterTurns,
  { height, mostWidth, squeeze }: CropSize,
): Crop {
  const upright = turns % 2 === 0
  const lineWidth = upright ? rectangle.width : rectangle.height
  const lineHeight = upright ? rectangle.height : rectangle.width
  const proportional = squeeze * height * proportion(rectangle, turns)
  const width = Math.max(1, Math.min(mostWidth, Math.round(proportional)))
  // Unit vectors along and across the line, in picture pixels.
  const angle = rectangle.angle - (turns * Math.PI) / 2
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const stepX = lineWidth / width
  const stepY = lineHeight / height
  const samplesX = Math.min(mostSamples, Math.max(1, Math.round(stepX)))
  const samplesY = Math.min(mostSamples, Math.max(1, Math.round(stepY)))
  const area = width * height
  const planes = new Float32Array(3 * area)
  const blue = planes.subarray(0, area)
  const green = planes.subarray(area, 2 * area)
  const red = planes.subarray(2 * area)
  const { data, channels } = raster
  const isGrey = channels === 1
  const right = raster.width - 1
  const bottom = raster.height - 1
  const rowStep = raster.width * channels
  const share = 1 / (samplesX * samplesY)
  // One flat loop: with calls and closures for each sample this took as long as the network.
  for (let sv = 0; sv < samplesY; sv++) {
    for (let su = 0; su < samplesX; su++) {
      let at = 0
      for (let v = 0; v < height; v++) {
        const across = (v + (sv + 0.5) / samplesY) * stepY - lineHeight / 2
        const along = ((su + 0.5) / samplesX) * stepX - lineWidth / 2
        let x = rectangle.x + along * cos - across * sin - 0.5
        let y = rectangle.y + along * sin + across * cos - 0.5
        for (let u = 0; u < width; u++, at++, x += stepX * cos, y += stepX * sin) {
          // Beyond the edges the edge goes on.
          const px = x < 0 ? 0 : x > right ? right : x
          const py = y < 0 ? 0 : y > bottom ? bottom : y
          const left = px | 0
          const top = py | 0
          const fx = px - left
          const fy = py - top
          const a = top * rowStep + left * channels
          const b = left < right ? a + channels : a
          const below = top < bottom ? rowStep : 0
          const weightA = (1 - fx) * (1 - fy) * share
          const weightB = fx * (1 - fy) * share
          const weightC = (1 - fx) * fy * share
          const weightD = fx * fy * share
          red[at] =
            (red[at] as number) +
            weightA * (data[a] as number) +
            weightB * (data[b] as number) +
            weightC * (data[a + below] as number) +
            weightD * (data[b + below] as number)
          if (isGrey) continue
          green[at] =
            (green[at] as number) +
            weightA * (data[a + 1] as number) +
            weightB * (data[b + 1] as number) +
            weightC * (data[a + below + 1] as number) +
            weightD * (data[b + below + 1] as number)
          blue[at] =
            (blue[at] as number) +
            weightA * (data[a + 2] as number) +
            weightB * (data[b + 2] as number) +
            weightC * (data[a + below + 2] as number) +
            weightD * (data[b + below + 2] as number)
        }
      }
    }
  }
  if (isGrey) {
    green.set(red)
    blue.set(red)
  }
  return { width, height, planes }
}
