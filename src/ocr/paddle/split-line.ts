/** Cuts an overlong line into pieces between its characters. */
import type { Crop } from './crop.ts'

/** How far before the limit a gap is looked for. */
const searchWidth = 160

/** Pieces of at most `mostWidth` columns, in order; the crop itself when it is short enough. */
export function splitLine(crop: Crop, mostWidth: number): Crop[] {
  const pieces: Crop[] = []
  let start = 0
  while (crop.width - start > mostWidth) {
    const end = calmestColumn(crop, start + mostWidth - searchWidth, start + mostWidth)
    pieces.push(columns(crop, start, end))
    start = end
  }
  pieces.push(start === 0 ? crop : columns(crop, start, crop.width))
  return pieces
}

/** The column with the least difference between its lightest and darkest pixel: a gap between characters. */
function calmestColumn({ width, height, planes }: Crop, from: number, to: number): number {
  let best = to
  let least = Infinity
  for (let x = to; x >= from; x--) {
    let [low, high] = [255, 0]
    for (let y = 0; y < height; y++) {
      const value = planes[height * width + y * width + x] as number
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    if (high - low < least) {
      least = high - low
      best = x
    }
  }
  return best
}

function columns({ width, height, planes }: Crop, from: number, to: number): Crop {
  const cut = new Float32Array(3 * height * (to - from))
  for (let row = 0; row < 3 * height; row++) {
    cut.set(planes.subarray(row * width + from, row * width + to), row * (to - from))
  }
  return { width: to - from, height, planes: cut }
}
