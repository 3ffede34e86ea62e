/** Pen and marker strokes over a line: joined and dense where print stands apart. Only looked for where marks stand. */
import type { Box } from '../../document/document.ts'
import { type Area, areasOf, extentOf } from './components.ts'
import type { FoundCover } from './found.ts'
import { standsAlone } from './isolation.ts'
import { isRead, type Scan } from './scan.ts'

/** Millimetres. */
const size = { low: 2.4, high: 22, narrow: 10, wide: 95 }
/** A single swipe is symmetrical too, but longer, in heights, than a logo. */
const longLogo = 2.9
/** Part of its length by which the outline of a designed shape may differ from itself turned by half, in most rows. */
const symmetry = 0.035
const mostRows = 0.75
/** Parts of its height at the top and the bottom in which the ends of strokes show. */
const outer = 0.25
/** How far from the left edge of the text strokes may begin: handwritten notes stand anywhere, the mark does not. */
const aside = 13
/** Part of the height of the sheet that is searched from its top. */
const depth = 0.32
/** Half of the least breadth of a marker's stroke, in millimetres; bold characters of a mark have 0.4. */
const half = 0.55

export function strokesOf(scan: Scan): FoundCover[] {
  const { planes, tiles, paper, margin } = scan
  const { sheet } = paper
  const unit = sheet.unit * tiles.side
  const [left, right] = [sheet.left * tiles.side, sheet.right * tiles.side]
  const top = sheet.top * tiles.side
  const bottom = top + Math.round((sheet.bottom - sheet.top) * tiles.side * depth)
  const width = right - left
  const height = bottom - top
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y + top) * planes.width + x + left
      const tile =
        Math.min(tiles.height - 1, Math.floor((y + top) / tiles.side)) * tiles.width +
        Math.min(tiles.width - 1, Math.floor((x + left) / tiles.side))
      if (planes.red !== null && (planes.red[at] as number) > 45) continue
      if ((paper.tone[tile] as number) - (planes.grey[at] as number) > paper.contrast * 0.45)
        data[y * width + x] = 1
    }
  const found: FoundCover[] = []
  for (const area of areasOf({ width, height, data }, 30)) {
    const [w, h] = [area.right - area.left, area.bottom - area.top]
    if (h < size.low * unit || h > size.high * unit || w < size.narrow * unit || w > size.wide * unit)
      continue
    if (w < h * 1.5) continue
    const box: Box = [
      (area.left + left) / tiles.side,
      (area.top + top) / tiles.side,
      w / tiles.side,
      h / tiles.side,
    ]
    if (Math.abs(box[0] - (margin ?? sheet.left + 28 * sheet.unit)) > aside * sheet.unit) continue
    if (isRead(scan, box)) continue
    if (!standsAlone(scan, box, null)) continue
    const { length, breadth } = extentOf(area, width)
    if (length < breadth * longLogo && isDesigned(area, width, data)) continue
    const density = area.members.length / (w * h)
    const thick = thickShare(area, width, data, Math.max(1, Math.round(half * unit)))
    const confidence = thick > 0.25 ? 0.9 : density > 0.16 ? 0.8 : 0
    if (confidence > 0) found.push({ manner: 'strokes', box, confidence })
  }
  return found
}

/** Part of an area whose surroundings, up to a distance along and across, are ink too. */
function thickShare({ members }: Area, width: number, data: Uint8Array, reach: number): number {
  let thick = 0
  for (const at of members) {
    const isInk = (to: number) => (data[to] ?? 0) === 1
    if (isInk(at - reach) && isInk(at + reach) && isInk(at - reach * width) && isInk(at + reach * width))
      thick++
  }
  return thick / members.length
}

/**
 * Ovals, shields and boxes have the same outline upside down and are solid up to it; strokes have many ends. The
 * middle rows of all decide, since noise adds specks to some and a logo has letters in it.
 */
function isDesigned({ top, bottom, left, right }: Area, width: number, data: Uint8Array): boolean {
  const height = bottom - top
  const from = new Int32Array(height).fill(right)
  const to = new Int32Array(height).fill(left)
  const ends: number[] = []
  for (let row = 0; row < height; row++) {
    let runs = 0
    for (let x = left, at = (top + row) * width + left; x < right; x++, at++) {
      if (data[at] === 0) continue
      if (x === left || data[at - 1] === 0) runs++
      if (x < (from[row] as number)) from[row] = x
      to[row] = x
    }
    if (row < height * outer || row >= height * (1 - outer)) ends.push(runs)
  }
  ends.sort((a, b) => a - b)
  if ((ends[ends.length >> 1] as number) > 1) return false
  const middles = Array.from(from, (first, row) => first + (to[height - 1 - row] as number)).sort(
    (a, b) => a - b,
  )
  const middle = middles[height >> 1] as number
  const differences = middles.map(one => Math.abs(one - middle)).sort((a, b) => a - b)
  return (differences[Math.floor(height * mostRows)] as number) < (right - left) * symmetry
}
