/** The paper within a picture: a scanner's lid and a desk are darker. */
import type { Tiles } from './tiles.ts'

export interface Sheet {
  /** In tiles; right and bottom exclusive. */
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Tiles a millimetre, if the paper is as wide as A4. */
  readonly unit: number
}

/** Millimetres, A4. */
const paperWidth = 210
/** Brightness of the sheet's edges as a part of that of its paper: shadows are lighter, desks darker. */
const bright = 0.7
/** A row or column belongs to the sheet when this part of it is bright. */
const mostly = 0.5
/** What is smaller, as a part of the picture, is no sheet on a desk but a bright part of a picture. */
const smallest = 0.6

/** @param brightness of most of the paper, 0 to 255. */
export function sheetOf({ width, height, tone }: Tiles, brightness: number): Sheet {
  const isBright = (from: number, count: number, step: number) => {
    let sum = 0
    for (let n = 0, at = from; n < count; n++, at += step)
      if ((tone[at] as number) > brightness * bright) sum++
    return sum > count * mostly
  }
  const column = (x: number) => isBright(x, height, width)
  const row = (y: number) => isBright(y * width, width, 1)
  let [left, right, top, bottom] = [0, width, 0, height]
  while (left < width && !column(left)) left++
  while (right > left && !column(right - 1)) right--
  while (top < height && !row(top)) top++
  while (bottom > top && !row(bottom - 1)) bottom--
  if (right - left < width * smallest || bottom - top < height * smallest)
    [left, right, top, bottom] = [0, width, 0, height]
  return { left, top, right, bottom, unit: (right - left) / paperWidth }
}
