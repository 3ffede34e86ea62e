/** Thin lines, darker than the paper and lighter than print: the shade along the edge of a slip of paper. */
import { areasOf } from './components.ts'

/** A stretch of brightness, rows one after the other, that begins at `offset` of a larger plane. */
export interface Window {
  readonly grey: Uint8Array
  /** Of the plane. */
  readonly stride: number
  readonly offset: number
  readonly width: number
  readonly height: number
}

export interface Edge {
  readonly from: number
  readonly to: number
  /** The place across. */
  readonly at: number
}

export interface EdgeLimits {
  /** Mean darkness along the edge, in grey levels: above the grain of the paper, below print. */
  readonly least: number
  readonly most: number
  /** Cells. */
  readonly shortest: number
  readonly longest: number
}

/** How far the neighbours lie that an edge must be darker than, in cells; windows keep that far from the plane's sides. */
export const reach = 3
/** Cells along an edge that are averaged against the grain of the paper. */
const run = 9
/** Rise or fall per length: a scan may be turned by some degrees. */
const steepest = 0.1

/** @param standing edges from top to bottom; else from left to right. */
export function edgesOf(window: Window, standing: boolean, limits: EdgeLimits): Edge[] {
  const data = standing ? standingRidges(window, limits) : lyingRidges(window, limits)
  const mask = { width: window.width, height: window.height, data }
  return areasOf(mask, limits.shortest * 0.6, 2).flatMap(({ left, top, right, bottom }) => {
    const [length, breadth] = standing ? [bottom - top, right - left] : [right - left, bottom - top]
    if (length < limits.shortest - run || length > limits.longest || breadth > 4 + length * steepest)
      return []
    return [
      standing
        ? { from: top, to: bottom, at: (left + right) / 2 }
        : { from: left, to: right, at: (top + bottom) / 2 },
    ]
  })
}

function lyingRidges(
  { grey, stride, offset, width, height }: Window,
  { least, most }: EdgeLimits,
): Uint8Array {
  const data = new Uint8Array(width * height)
  const ridge = new Int16Array(width)
  const half = run >> 1
  for (let y = 0; y < height; y++) {
    const from = offset + y * stride
    let sum = 0
    for (let x = 0; x < width; x++) {
      const one = grey[from + x - reach * stride] as number
      const other = grey[from + x + reach * stride] as number
      const value = (one < other ? one : other) - (grey[from + x] as number)
      ridge[x] = value
      sum += value
      if (x >= run) sum -= ridge[x - run] as number
      if (sum > least * run && sum < most * run && x >= run && (ridge[x - half] as number) > 0)
        data[y * width + x - half] = 1
    }
  }
  return data
}

/** The same downwards, all columns side by side, since memory is read along rows. */
function standingRidges(
  { grey, stride, offset, width, height }: Window,
  { least, most }: EdgeLimits,
): Uint8Array {
  const data = new Uint8Array(width * height)
  const ridge = new Int16Array(width * height)
  const sums = new Int32Array(width)
  const half = run >> 1
  for (let y = 0; y < height; y++) {
    const from = offset + y * stride
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const one = grey[from + x - reach] as number
      const other = grey[from + x + reach] as number
      const value = (one < other ? one : other) - (grey[from + x] as number)
      ridge[at] = value
      let sum = (sums[x] as number) + value
      if (y >= run) sum -= ridge[at - run * width] as number
      sums[x] = sum
      const middle = at - half * width
      if (sum > least * run && sum < most * run && y >= run && (ridge[middle] as number) > 0) data[middle] = 1
    }
  }
  return data
}
