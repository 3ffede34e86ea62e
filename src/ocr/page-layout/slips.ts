/** The edges of a slip of paper that was pasted over a line: faint lines that make a rectangle of their own. */

import { areasOf, type Mask } from './components.ts'
import type { FoundCover } from './found.ts'
import type { Scan } from './scan.ts'

/** Millimetres. */
const size = { low: 3.5, high: 30, narrow: 12, wide: 95 }
/** Parts of the height and, from the left, of the width of the sheet that are searched. */
const depth = 0.3
const extent = 0.62
/** Cells along an edge that are averaged against the grain of the paper. */
const run = 9
/** How far the neighbours lie that an edge must be darker than, in cells. */
const reach = 3
/** An edge this dark, as a part of the contrast of ink, is a printed line. */
const printed = 0.5

interface Edge {
  readonly from: number
  readonly to: number
  /** The place across. */
  readonly at: number
}

export function slipsOf(scan: Scan): FoundCover[] {
  const { planes, tiles, paper } = scan
  const { sheet } = paper
  const unit = sheet.unit * tiles.side
  const left = sheet.left * tiles.side + reach
  const top = sheet.top * tiles.side + reach
  const width = Math.round((sheet.right - sheet.left) * tiles.side * extent) - 2 * reach
  const height = Math.round((sheet.bottom - sheet.top) * tiles.side * depth)
  const least = Math.max(3, paper.stray * 2.5)
  const most = paper.contrast * printed
  const ridges = (aside: number) => {
    const values = new Int16Array(width * height)
    for (let y = 0; y < height; y++) {
      let from = (y + top) * planes.width + left
      for (let at = y * width; at < (y + 1) * width; at++, from++) {
        const [one, other] = [planes.grey[from - aside] as number, planes.grey[from + aside] as number]
        values[at] = (one < other ? one : other) - (planes.grey[from] as number)
      }
    }
    return values
  }
  const lying = edgesOf(
    { width, height, data: averaged(ridges(reach * planes.width), width, height, 1, least, most) },
    size.narrow * unit,
    size.wide * unit,
    false,
  )
  if (lying.length === 0) return []
  const standing = edgesOf(
    { width, height, data: averaged(ridges(reach), width, height, width, least, most) },
    size.low * unit,
    size.high * unit,
    true,
  )
  const found: FoundCover[] = []
  const near = Math.max(3, 1.2 * unit)
  const meets = (edge: Edge, place: number, end: number) =>
    Math.abs(edge.at - place) <= near && Math.min(Math.abs(edge.from - end), Math.abs(edge.to - end)) <= near
  for (const edge of lying) {
    for (const side of standing) {
      // The side stands at one end of the edge, and the edge lies at one end of the side.
      const atLeft = Math.abs(side.at - edge.from) <= near
      if (!atLeft && Math.abs(side.at - edge.to) > near) continue
      if (!meets(side, atLeft ? edge.from : edge.to, edge.at)) continue
      const middle = (side.from + side.to) / 2
      const [y0, y1] =
        middle < edge.at
          ? [edge.at - (side.to - side.from), edge.at]
          : [edge.at, edge.at + side.to - side.from]
      const other =
        lying.some(
          one =>
            one !== edge &&
            Math.abs(one.at - (middle < edge.at ? y0 : y1)) <= near &&
            Math.abs(one.from - edge.from) <= 2 * near &&
            Math.abs(one.to - edge.to) <= 2 * near,
        ) ||
        standing.some(
          one =>
            one !== side &&
            Math.abs(one.at - (atLeft ? edge.to : edge.from)) <= near &&
            Math.abs(one.from - side.from) <= 2 * near,
        )
      if (!other || edge.to - edge.from < (y1 - y0) * 1.2) continue
      const box = [
        (edge.from + left) / tiles.side,
        (y0 + top) / tiles.side,
        (edge.to - edge.from) / tiles.side,
        (y1 - y0) / tiles.side,
      ] as const
      if (
        found.some(one => Math.abs(one.box[0] - box[0]) < 4 && Math.abs(one.box[1] - box[1]) < 4) ||
        !isBlank(scan, box)
      )
        continue
      found.push({ manner: 'pasted', box: [...box], confidence: 0.8 })
    }
  }
  return found
}

/** Where the mean of a run of cells along one direction is dark enough for an edge and too light for a printed line. */
function averaged(
  values: Int16Array,
  width: number,
  height: number,
  step: number,
  least: number,
  most: number,
): Uint8Array {
  const data = new Uint8Array(values.length)
  const half = run >> 1
  const [lines, length, next] = step === 1 ? [height, width, width] : [width, height, 1]
  for (let line = 0; line < lines; line++) {
    const start = line * next
    let sum = 0
    for (let k = 0; k < length; k++) {
      sum += values[start + k * step] as number
      if (k >= run) sum -= values[start + (k - run) * step] as number
      const middle = start + (k - half) * step
      if (k >= run - 1 && sum > least * run && sum < most * run && (values[middle] as number) > 0)
        data[middle] = 1
    }
  }
  return data
}

/** Long, thin areas of the mask, at most a little aslant. */
function edgesOf(mask: Mask, shortest: number, longest: number, standing: boolean): Edge[] {
  return areasOf(mask, shortest * 0.6, 2).flatMap(area => {
    const [x, y] = [area.right - area.left, area.bottom - area.top]
    const [length, breadth] = standing ? [y, x] : [x, y]
    if (length < shortest - run || length > longest || breadth > 4 + length * 0.1) return []
    return [
      standing
        ? { from: area.top, to: area.bottom, at: (area.left + area.right) / 2 }
        : { from: area.left, to: area.right, at: (area.top + area.bottom) / 2 },
    ]
  })
}

/** A frame that is printed has something in it. */
function isBlank(
  { tiles, paper }: Scan,
  [left, top, width, height]: readonly [number, number, number, number],
): boolean {
  let bare = 0
  let all = 0
  for (let y = Math.ceil(top + 1); y < top + height - 1; y++)
    for (let x = Math.ceil(left + 1); x < left + width - 1; x++) {
      const at = y * tiles.width + x
      all++
      if ((tiles.high[at] as number) - (tiles.low[at] as number) < paper.contrast * 0.2 + paper.range) bare++
    }
  return all > 0 && bare / all > 0.95
}
