/** Round seals and rectangular stamps in red. */
import type { Box } from '../../document/document.ts'
import type { Area } from './components.ts'
import { type Redness, redAreas } from './redness.ts'
import type { Scan } from './scan.ts'

export interface FoundSeal {
  readonly kind: 'seal' | 'stamp'
  /** In tiles. */
  readonly box: Box
  readonly confidence: number
}

/** Diameters in millimetres: 42 by rule for offices, 38 to 58 in use, smaller on reduced pages. */
const round = { least: 24, most: 64 }
const stamp = { narrow: 14, wide: 95, low: 7, high: 45 }
const sectors = 36
const leastRound = 0.72
const leastFrame = 0.7
const largestTurn = 20

export function sealsOf(scan: Scan, red: Redness): FoundSeal[] {
  const unit = scan.paper.sheet.unit
  const found: FoundSeal[] = []
  for (const area of redAreas(red, 40, 2)) {
    const box: Box = [area.left, area.top, area.right - area.left, area.bottom - area.top]
    const [width, height] = [box[2] / unit, box[3] / unit]
    const ratio = width / height
    if (
      ratio > 0.72 &&
      ratio < 1.6 &&
      Math.max(width, height) <= round.most &&
      Math.min(width, height) >= round.least
    ) {
      const share = roundness(area, red.tiles.width)
      if (share >= leastRound) {
        found.push({ kind: 'seal', box, confidence: Math.min(0.98, share) })
        continue
      }
    }
    if (width < stamp.narrow || width > stamp.wide || height < stamp.low || height > stamp.high) continue
    const share = framing(area, red.tiles.width)
    if (share >= leastFrame) found.push({ kind: 'stamp', box, confidence: Math.min(0.95, share) })
  }
  return found
}

/** Part of the directions from the middle in which there is ink at the rim of the ellipse in the box. */
function roundness({ left, top, right, bottom, members }: Area, width: number): number {
  const [cx, cy] = [(left + right - 1) / 2, (top + bottom - 1) / 2]
  const [a, b] = [(right - left) / 2, (bottom - top) / 2]
  const hit = new Uint8Array(sectors)
  let outside = 0
  for (const at of members) {
    const y = Math.floor(at / width)
    const [u, v] = [(at - y * width - cx) / a, (y - cy) / b]
    const distance = Math.hypot(u, v)
    if (distance > 1.12) outside++
    if (distance > 0.8)
      hit[Math.floor(((Math.atan2(v, u) + Math.PI) / (2 * Math.PI)) * sectors) % sectors] = 1
  }
  if (outside > members.length * 0.05) return 0
  return hit.reduce((sum, one) => sum + one, 0) / sectors
}

/** Part of the four sides of the tightest rectangle, turned as it may be, that is drawn; the least of the four. */
function framing({ members }: Area, width: number): number {
  let best = { size: Infinity, least: 0 }
  for (let degrees = -largestTurn; degrees <= largestTurn; degrees += 2) {
    const cos = Math.cos((degrees * Math.PI) / 180)
    const sin = Math.sin((degrees * Math.PI) / 180)
    const points = members.map(at => {
      const y = Math.floor(at / width)
      const x = at - y * width
      return [x * cos + y * sin, y * cos - x * sin] as const
    })
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
    for (const [u, v] of points) {
      left = Math.min(left, u)
      right = Math.max(right, u)
      top = Math.min(top, v)
      bottom = Math.max(bottom, v)
    }
    const size = (right - left) * (bottom - top)
    if (size >= best.size || right - left < (bottom - top) * 1.2) continue
    const near = 1.6
    const across = Math.ceil(right - left) + 1
    const down = Math.ceil(bottom - top) + 1
    const sides = [
      new Uint8Array(across),
      new Uint8Array(across),
      new Uint8Array(down),
      new Uint8Array(down),
    ] as const
    for (const [u, v] of points) {
      if (v - top < near) sides[0][Math.round(u - left)] = 1
      if (bottom - v < near) sides[1][Math.round(u - left)] = 1
      if (u - left < near) sides[2][Math.round(v - top)] = 1
      if (right - u < near) sides[3][Math.round(v - top)] = 1
    }
    const shares = sides.map(side => side.reduce((sum, one) => sum + one, 0) / side.length)
    best = { size, least: Math.min(...shares) }
  }
  return best.least
}
