/** Finds where text stands: the picture is scaled down for this, and for this only. */
import type { Box } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'
import { sharp } from '../../raster/sharp.ts'
import type { Normalisation } from '../models/inference-config.ts'
import { planWindows, type Window, type WindowLimits } from '../windows.ts'
import { textBoxes } from './db-boxes.ts'
import { inkBands } from './ink-bands.ts'
import { joinWindows } from './join-windows.ts'
import type { RotatedRectangle } from './rotated-rectangle.ts'
import type { Model } from './session.ts'

/** ImageNet mean and deviation, the normalisation that PP-OCR detectors are trained with, in BGR order. */
export const imageNet: Normalisation = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] }
/** Measured: see scripts/bench/ocr.ts. */
const limits: WindowLimits = { side: 1280, slicedShortSide: 960, smallSide: 480 }
/** The network halves its input five times. */
const stride = 32

/** Text boxes in the raster's pixels, in no particular order. */
export async function detectText(
  model: Model,
  raster: Raster,
  normalisation: Normalisation,
): Promise<RotatedRectangle[]> {
  const { scale, windows } = planWindows(raster.width, raster.height, limits)
  const found: RotatedRectangle[][] = []
  for (const window of windows) found.push(await detectInWindow(model, raster, window, scale, normalisation))
  return joinWindows(found, windows)
}

async function detectInWindow(
  model: Model,
  raster: Raster,
  window: Window,
  scale: number,
  normalisation: Normalisation,
): Promise<RotatedRectangle[]> {
  const width = toStride(window.width * scale)
  const height = toStride(window.height * scale)
  const pixels = await scaled(raster, window, width, height)
  const scaleX = window.width / width
  const scaleY = window.height / height
  const found: RotatedRectangle[] = []
  for (const band of inkBands(pixels, width, height)) {
    const [left, top, w, h] = band
    const { data } = await model.run(normalise(pixels, width, band, normalisation), [1, 3, h, w])
    for (const box of textBoxes({ width: w, height: h, data })) {
      found.push({
        x: window.x + (left + box.x) * scaleX,
        y: window.y + (top + box.y) * scaleY,
        width: box.width * scaleX,
        height: box.height * scaleY,
        angle: box.angle,
      })
    }
  }
  return found
}

function toStride(length: number): number {
  return Math.max(stride, Math.round(length / stride) * stride)
}

/** RGB bytes of one window, scaled. */
async function scaled(raster: Raster, window: Window, width: number, height: number): Promise<Uint8Array> {
  const { data, channels } = raster
  return sharp(data, {
    raw: { width: raster.width, height: raster.height, channels },
    limitInputPixels: false,
  })
    .extract({ left: window.x, top: window.y, width: window.width, height: window.height })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer()
}

/** @param pixels RGB bytes of a picture of this width, of which the band is taken. */
function normalise(
  pixels: Uint8Array,
  width: number,
  [left, top, w, h]: Box,
  { mean, deviation }: Normalisation,
): Float32Array {
  const planes = new Float32Array(3 * w * h)
  for (let channel = 0; channel < 3; channel++) {
    const factor = 1 / (255 * (deviation[channel] as number))
    const shift = (mean[channel] as number) / (deviation[channel] as number)
    let to = channel * w * h
    for (let y = top; y < top + h; y++) {
      // Pixels are RGB, the network wants BGR.
      let from = 3 * (y * width + left) + 2 - channel
      for (let x = 0; x < w; x++, from += 3) planes[to++] = (pixels[from] as number) * factor - shift
    }
  }
  return planes
}
