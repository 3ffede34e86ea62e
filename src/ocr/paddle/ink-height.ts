/** How high the characters of a line really are: the detector's boxes are up to twice as high as small text. */
import type { Crop } from './crop.ts'

/** A row holds ink when it differs from the paper by this part of the greatest difference. */
const inkContrast = 0.35
/** 一 and dashes are flat: no character is taken for lower than this part of its box. */
const leastShare = 0.4

/** From the first row with ink to the last, as a part (0.4 to 1) of the crop's height. */
export function inkHeight({ width, height, planes }: Crop): number {
  const green = planes.subarray(width * height, 2 * width * height)
  const paper = medianOf(green)
  const contrast = new Float32Array(height)
  for (let y = 0, i = 0; y < height; y++) {
    let most = 0
    for (let x = 0; x < width; x++, i++) most = Math.max(most, Math.abs((green[i] as number) - paper))
    contrast[y] = most
  }
  const threshold = inkContrast * Math.max(...contrast)
  const top = contrast.findIndex(value => value > threshold)
  const bottom = contrast.findLastIndex(value => value > threshold)
  return top === -1 ? 1 : Math.max(leastShare, (bottom + 1 - top) / height)
}

function medianOf(values: Float32Array): number {
  // A few thousand of them tell as much as all.
  const step = Math.max(1, Math.floor(values.length / 4_000))
  const some = new Float32Array(Math.ceil(values.length / step))
  for (let i = 0; i < some.length; i++) some[i] = values[i * step] as number
  some.sort()
  return some[Math.floor(some.length / 2)] ?? 255
}
