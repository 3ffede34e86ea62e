/** A slip of paper that was pasted over a line: faint edges that make a rectangle of their own with nothing in it. */
import type { Box } from '../../document/document.ts'
import { type Edge, edgesOf, reach } from './faint-edges.ts'
import type { FoundCover } from './found.ts'
import type { Scan } from './scan.ts'

/** Millimetres. */
const size = { low: 3.5, high: 30, narrow: 12, wide: 95 }
/** How far the ends of two edges of one slip may lie apart. */
const corner = 1.2
/** Parts of the height and, from the left, of the width of the sheet that are searched. */
const depth = 0.3
const extent = 0.62
/** An edge this dark, as a part of the contrast of ink, is a printed line. */
const printed = 0.5
/** Part of the inside that must be bare. */
const leastBlank = 0.95

export function slipsOf(scan: Scan): FoundCover[] {
  const { planes, tiles, paper } = scan
  const { sheet } = paper
  const unit = sheet.unit * tiles.side
  const left = sheet.left * tiles.side + reach
  const top = sheet.top * tiles.side + reach
  const window = {
    grey: planes.grey,
    stride: planes.width,
    offset: top * planes.width + left,
    width: Math.round((sheet.right - sheet.left) * tiles.side * extent) - 2 * reach,
    height: Math.round((sheet.bottom - sheet.top) * tiles.side * depth),
  }
  const darkness = { least: Math.max(3, paper.stray * 2.5), most: paper.contrast * printed }
  const lying = edgesOf(window, false, {
    ...darkness,
    shortest: size.narrow * unit,
    longest: size.wide * unit,
  })
  if (lying.length === 0) return []
  const standing = edgesOf(window, true, {
    ...darkness,
    shortest: size.low * unit,
    longest: size.high * unit,
  })
  const found: FoundCover[] = []
  for (const edge of lying)
    for (const side of standing) {
      const frame = frameOf(edge, side, lying, standing, Math.max(3, corner * unit))
      if (frame === null) continue
      const [x, y, width, height] = frame
      const box: Box = [
        (x + left) / tiles.side,
        (y + top) / tiles.side,
        width / tiles.side,
        height / tiles.side,
      ]
      if (isBlank(scan, box)) found.push({ manner: 'pasted', box, confidence: 0.8 })
    }
  return found
}

/** The rectangle of an edge and a side that meet in a corner, when at least a third edge of it is there. */
function frameOf(
  edge: Edge,
  side: Edge,
  lying: readonly Edge[],
  standing: readonly Edge[],
  near: number,
): Box | null {
  const atLeft = Math.abs(side.at - edge.from) <= near
  if (!atLeft && Math.abs(side.at - edge.to) > near) return null
  const isBottom = Math.abs(side.to - edge.at) <= near
  if (!isBottom && Math.abs(side.from - edge.at) > near) return null
  const [width, height] = [edge.to - edge.from, side.to - side.from]
  if (width < height * 1.2) return null
  const top = isBottom ? edge.at - height : edge.at
  const opposite = isBottom ? top : edge.at + height
  const isOpposite = (one: Edge) =>
    Math.abs(one.at - opposite) <= near &&
    Math.abs(one.from - edge.from) <= 2 * near &&
    Math.abs(one.to - edge.to) <= 2 * near
  const isOtherSide = (one: Edge) =>
    Math.abs(one.at - (atLeft ? edge.to : edge.from)) <= near && Math.abs(one.from - side.from) <= 2 * near
  const others =
    lying.some(one => one !== edge && isOpposite(one)) ||
    standing.some(one => one !== side && isOtherSide(one))
  return others ? [edge.from, top, width, height] : null
}

/** A frame that is printed has something in it. */
function isBlank({ tiles, paper }: Scan, [left, top, width, height]: Box): boolean {
  let bare = 0
  let all = 0
  for (let y = Math.ceil(top + 1); y < top + height - 1; y++)
    for (let x = Math.ceil(left + 1); x < left + width - 1; x++) {
      const at = y * tiles.width + x
      all++
      const range = (tiles.high[at] as number) - (tiles.low[at] as number)
      if (range < paper.contrast * 0.2 + paper.range) bare++
    }
  return all > 0 && bare / all > leastBlank
}
