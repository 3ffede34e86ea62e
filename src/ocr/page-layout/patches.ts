/** Even rectangles that are not paper: what a picture editor's white, black or coloured box, or a pasted slip, leaves. */
import type { Box, CoverManner } from '../../document/document.ts'
import { type Area, areasOf, extentOf, withoutThin } from './components.ts'
import type { FoundCover } from './found.ts'
import { standsAlone } from './isolation.ts'
import type { Scan } from './scan.ts'

/** Millimetres; a line of text is 5.6 mm high, three lines with their gaps 26 mm. */
const size = { low: 3.2, high: 30, narrow: 8, wide: 95 }
const leastFill = 0.82
/** Less different from the paper than this, an area has no ground of its own. */
const ownGround = 12

const brighter = 1
const darker = 2
const smoother = 3

export function patchesOf(scan: Scan): FoundCover[] {
  const { tiles, paper } = scan
  const { sheet } = paper
  const mask = withoutThin({ width: tiles.width, height: tiles.height, data: maskOf(scan) }, 3)
  const found: FoundCover[] = []
  for (const area of areasOf(mask, 12)) {
    const { length, breadth, fill } = extentOf(area, tiles.width)
    const unit = sheet.unit
    if (breadth < size.low * unit || breadth > size.high * unit) continue
    if (length < size.narrow * unit || length > size.wide * unit || length < breadth * 1.2) continue
    if (fill < leastFill || touchesEdge(area, scan)) continue
    const look = looksOf(area, scan)
    // Shadows and photographs are of many tones, what covers is of one.
    if (look.spread > Math.max(5, paper.stray * 3)) continue
    const box: Box = [area.left, area.top, area.right - area.left, area.bottom - area.top]
    if (!standsAlone(scan, box, Math.abs(look.tone - look.paper) < ownGround ? null : look.tone)) continue
    const manner = mannerOf(look, scan, mask.data[area.members[0] as number] as number)
    found.push({
      manner,
      box,
      confidence: Math.min(0.98, 0.6 + fill * 0.35),
    })
  }
  return found
}

/** Tiles that are even and either of another brightness than the paper around them or without its grain. */
function maskOf({ tiles, paper }: Scan): Uint8Array {
  const data = new Uint8Array(tiles.tone.length)
  const { sheet } = paper
  const even = paper.range * 1.6 + 8
  const differs = Math.max(4, paper.stray * 4)
  const isGrainy = paper.grain >= 10
  for (let y = sheet.top; y < sheet.bottom; y++)
    for (let x = sheet.left; x < sheet.right; x++) {
      const at = y * tiles.width + x
      const range = (tiles.high[at] as number) - (tiles.low[at] as number)
      if (range > even) continue
      const difference = (tiles.tone[at] as number) - (paper.tone[at] as number)
      if (difference > differs) data[at] = brighter
      else if (difference < -differs) data[at] = darker
      else if (isGrainy && (tiles.grain[at] as number) < paper.grain * 0.2 && range <= paper.range * 0.4)
        data[at] = smoother
    }
  return data
}

/** Scanner shadows, folded corners and desks come in from the side. */
function touchesEdge(area: Area, { paper: { sheet } }: Scan): boolean {
  const near = 2 * sheet.unit
  return (
    area.left < sheet.left + near ||
    area.top < sheet.top + near ||
    area.right > sheet.right - near ||
    area.bottom > sheet.bottom - near
  )
}

interface Look {
  readonly tone: number
  /** Standard deviation of the tones of the tiles. */
  readonly spread: number
  readonly grain: number
  /** Tone of the paper around. */
  readonly paper: number
}

function looksOf({ members }: Area, { tiles, paper }: Scan): Look {
  let tone = 0
  let square = 0
  let grain = 0
  let around = 0
  for (const at of members) {
    const value = tiles.tone[at] as number
    tone += value
    square += value * value
    grain += tiles.grain[at] as number
    around += paper.tone[at] as number
  }
  const count = members.length
  const mean = tone / count
  const spread = Math.sqrt(Math.max(0, square / count - mean * mean))
  return { tone: mean, spread, grain: grain / count, paper: around / count }
}

function mannerOf(look: Look, { paper }: Scan, kind: number): CoverManner {
  const smooth = look.grain < paper.grain * 0.5
  if (kind === smoother) return 'flat'
  if (kind === brighter) return smooth || look.tone > 251 ? 'white-box' : 'pasted'
  const share = look.tone / Math.max(1, look.paper)
  if (share < 0.4) return 'black-box'
  return share < 0.93 || smooth ? 'colored-box' : 'pasted'
}
