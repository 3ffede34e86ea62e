/** Text made illegible where it stands: mosaic and blur keep its darkness and lose its edges. */
import type { Box } from '../../document/document.ts'
import { type Area, areasOf, extentOf, withoutThin } from './components.ts'
import type { FoundCover } from './found.ts'
import { standsAlone } from './isolation.ts'
import { isRead, type Scan } from './scan.ts'

/** Millimetres. */
const size = { low: 3.2, high: 24, narrow: 9, wide: 95 }
/** Sharpness below this part of that of the page's text is no text. */
const dull = 0.4
/** Darkness as a part of the contrast of ink: of its edges, and of its middle at least. */
const palest = 0.025
const leastDark = 0.07
/** Darkest and brightest cell of a tile: farther apart there is print in it. */
const steepest = 0.5
/** Tiles between two blurred characters that are spaced out. */
const wordGap = 5
const leastFilled = 0.55
const mostInky = 0.12
const mostEven = 0.5
/** Redness per darkness of red ink, whose large characters are softer than black text. */
const reddish = 0.25

export function smudgesOf(scan: Scan): FoundCover[] {
  const { tiles, paper } = scan
  const sharp = sharpnessOfText(scan)
  if (sharp === 0) return []
  const data = new Uint8Array(tiles.tone.length)
  const least = Math.max(paper.contrast * palest, paper.stray * 4 + 2)
  const { sheet } = paper
  for (let y = sheet.top; y < sheet.bottom; y++)
    for (let x = sheet.left; x < sheet.right; x++) {
      const at = y * tiles.width + x
      const dark = (paper.tone[at] as number) - (tiles.tone[at] as number)
      if (dark < least || (tiles.red[at] as number) > dark * reddish) continue
      // A line across has no edges along it.
      if ((tiles.high[at] as number) - (tiles.low[at] as number) > paper.contrast * steepest) continue
      if (sharpness(scan, at, dark) < sharp * dull * 1.5) data[at] = 1
    }
  const found: FoundCover[] = []
  const mask = withoutThin({ width: tiles.width, height: tiles.height, data }, 3)
  for (const area of areasOf(mask, 12, wordGap, 1)) {
    const { length, breadth } = extentOf(area, tiles.width)
    if (breadth < size.low * sheet.unit || breadth > size.high * sheet.unit) continue
    if (length < size.narrow * sheet.unit || length > size.wide * sheet.unit || length < breadth * 1.3)
      continue
    const box: Box = [area.left, area.top, area.right - area.left, area.bottom - area.top]
    if (isRead(scan, box)) continue
    if (!standsAlone(scan, box, null)) continue
    const { sharpness: inside, filled, darkest, even, inky } = measure(scan, area, least)
    if (inside > sharp * dull || filled < leastFilled || inky > mostInky) continue
    // Stains and shadows are paler, boxes and logos are of one tone.
    if (darkest < paper.contrast * leastDark || even > mostEven) continue
    found.push({
      manner: isBlocky(scan, area) ? 'mosaic' : 'blur',
      box,
      confidence: Math.min(0.95, 1 - inside / sharp),
    })
  }
  return found
}

function sharpness({ tiles, paper }: Scan, at: number, dark: number): number {
  return Math.max(0, (tiles.grain[at] as number) - paper.grain) / dark
}

/** Median over the inky tiles of lines that were read. */
function sharpnessOfText(scan: Scan): number {
  const { tiles, paper, legible } = scan
  const values: number[] = []
  for (const [left, top, width, height] of legible) {
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(tiles.height, top + height); y++)
      for (let x = Math.max(0, Math.floor(left)); x < Math.min(tiles.width, left + width); x++) {
        const at = y * tiles.width + x
        const dark = (paper.tone[at] as number) - (tiles.tone[at] as number)
        if (dark > paper.contrast * 0.12) values.push(sharpness(scan, at, dark))
      }
  }
  values.sort((a, b) => a - b)
  return values[values.length >> 1] ?? 0
}

interface Measured {
  readonly sharpness: number
  /** Parts of the area, 0 to 1: darker than paper, of one and the same tone, as dark as ink. */
  readonly filled: number
  readonly even: number
  readonly inky: number
  /** Of its tiles, in grey levels below the paper. */
  readonly darkest: number
}

function measure({ tiles, paper }: Scan, { left, top, right, bottom }: Area, least: number): Measured {
  let [rough, dark, filled, inky, darkest] = [0, 0, 0, 0, 0]
  const tones = new Uint32Array(256)
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = y * tiles.width + x
      const here = Math.max(0, (paper.tone[at] as number) - (tiles.tone[at] as number))
      rough += Math.max(0, (tiles.grain[at] as number) - paper.grain)
      dark += here
      darkest = Math.max(darkest, here)
      if ((paper.tone[at] as number) - (tiles.low[at] as number) > paper.contrast * 0.85) inky++
      if (here <= least) continue
      filled++
      const tone = Math.round(tiles.tone[at] as number)
      for (let near = Math.max(0, tone - 2); near <= Math.min(255, tone + 2); near++)
        tones[near] = (tones[near] as number) + 1
    }
  const count = (right - left) * (bottom - top)
  return {
    sharpness: rough / Math.max(1, dark),
    filled: filled / count,
    even: Math.max(...tones) / Math.max(1, filled),
    inky: inky / count,
    darkest,
  }
}

/** Steps between rows and columns of cells are few and high in a mosaic, many and low in a blur. */
function isBlocky({ planes, tiles }: Scan, { left, top, right, bottom }: Area): boolean {
  const steps: number[] = []
  const [from, to] = [left * tiles.side + 1, Math.min(planes.width, right * tiles.side)]
  for (let x = from; x < to; x++) {
    let step = 0
    for (let y = top * tiles.side; y < bottom * tiles.side; y++) {
      const at = y * planes.width + x
      step += Math.abs((planes.grey[at] as number) - (planes.grey[at - 1] as number))
    }
    steps.push(step)
  }
  const sum = steps.reduce((total, step) => total + step, 0)
  steps.sort((a, b) => b - a)
  const few = steps.slice(0, Math.ceil(steps.length * 0.3)).reduce((total, step) => total + step, 0)
  return few > sum * 0.6
}
