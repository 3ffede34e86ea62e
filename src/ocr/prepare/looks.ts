/** Which places of a picture are looked at a second time, and how: the mark box, ink over ink, watermarks. */
import type { Box } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'
import type { RecognisedLine } from '../engine.ts'
import { markCorners } from '../mark-corners.ts'
import { around, sharedPart } from '../overlap.ts'
import { type ColoredThing, coloredThings } from './colored-things.ts'
import type { InkMap } from './ink-map.ts'
import type { Look } from './plane.ts'

/** Marks are read best from pages this long, in pixels: A4 at 200 dpi. */
const bestLongSide = 2339
const mostMagnification = 2
/** The characters of watermarks and stamps are several times as large as the text's. */
const faintLongSide = 960
const largestOverprint = 960
/** Of the page's long side: 7 mm on A4, a character and a half of the text. */
const watermarkSize = 0.024
const sureEnough = 0.93
/** Shorter pictures have no corner where a mark would stand apart from the rest. */
const leastPageSide = 500
/** Longer ones are posts, which are read in slices at their own resolution. */
const longestRatio = 2.4
/** Coloured things nearer than this, in cells, are one: the characters of a stamp. */
const neighbourhood = 4
/** More of them is a picture, not a stamp. */
const mostOverprints = 4
const mostSeals = 4

/** Share of black ink in a cell that holds writing; text fills a tenth of its paper. */
const blackCell = 0.04
/** Cells of coloured ink on dark ink that make a second look worth while: a third of a character. */
const leastOverlap = 3
/** Faint ink fills its cell; the grey rims of black strokes do not, and have dark ink beside them. */
const faintCell = 0.35
/** The rim of a seal is half as wide as a cell. */
const greyCell = 0.45
const noDark = 0.01
/** Cells of faint ink that may be a watermark: one large character. */
const leastFaint = 30

/**
 * @param raster upright.
 * @param lines what the first look read: says where it was unsure.
 * @returns the corners where marks stand first, then ink over ink, then faint ink.
 */
export function planLooks(raster: Raster, ink: InkMap, lines: readonly RecognisedLine[]): Look[] {
  const { width, height } = raster
  const long = Math.max(width, height)
  if (long < leastPageSide || long > longestRatio * Math.min(width, height)) return []
  const scale = Math.min(mostMagnification, bestLongSide / long)
  const corners = markCorners(width, height)
  const looks: Look[] = corners.map(area => ({ area, plane: 'as-is', scale }))
  for (const area of corners) if (isSealedInGrey(ink, area)) looks.push({ area, plane: 'dark', scale })
  const things = coloredThings(ink)
  for (const area of overprints(things, neighbourhood * ink.cell)) {
    const wide = grow(area, 0.12 * long, 0.02 * long, width, height)
    const mayHideMark = corners.some(corner => sharedPart(corner, area) > 0)
    if (mayHideMark || isUnsure(lines, area))
      looks.push({ area: wide, plane: 'without-color', scale: scaleFor(wide, scale) })
    const close = grow(area, 0.01 * long, 0.01 * long, width, height)
    looks.push({ area: close, plane: 'color', scale: scaleFor(close, scale) })
  }
  for (const { box } of things.filter(thing => isRound(thing.box, long)).slice(0, mostSeals))
    looks.push({ area: box, plane: 'ring', scale: 1 })
  const whole: Box = [0, 0, width, height]
  if (hasFaintInk(ink, lines))
    looks.push({
      area: whole,
      plane: 'pale',
      scale: Math.min(1, faintLongSide / long),
      leastSize: watermarkSize,
    })
  return looks
}

/** Nothing was read where ink lies on ink, or nothing convincing. */
function isUnsure(lines: readonly RecognisedLine[], area: Box): boolean {
  const there = lines.filter(line => sharedPart(line.box, area) > 0.1)
  return there.length === 0 || there.some(line => line.confidence < sureEnough)
}

function scaleFor([, , w, h]: Box, scale: number): number {
  return Math.min(scale, largestOverprint / Math.max(w, h))
}

/** Where coloured ink lies on dark ink, each with the whole of the coloured thing. */
function overprints(things: readonly ColoredThing[], distance: number): Box[] {
  const boxes = things.filter(thing => thing.overlap >= leastOverlap).map(thing => thing.box)
  return joinNear(boxes, distance).slice(0, mostOverprints)
}

/** Round and as large as a seal: 4 to 5 cm on A4 (国发〔1999〕25号), stamps from 2 cm. */
function isRound([, , w, h]: Box, long: number): boolean {
  return (
    Math.abs(w - h) <= 0.15 * Math.max(w, h) && Math.max(w, h) > 0.06 * long && Math.max(w, h) < 0.25 * long
  )
}

/** Boxes that are closer than `distance` become one. */
function joinNear(boxes: readonly Box[], distance: number): Box[] {
  const groups: Box[] = []
  for (const box of boxes) {
    let whole = box
    for (let at = groups.findIndex(other => isNear(other, whole, distance)); at >= 0; ) {
      whole = around(whole, groups.splice(at, 1)[0] as Box)
      at = groups.findIndex(other => isNear(other, whole, distance))
    }
    groups.push(whole)
  }
  return groups
}

function isNear(a: Box, b: Box, distance: number): boolean {
  return (
    a[0] < b[0] + b[2] + distance &&
    b[0] < a[0] + a[2] + distance &&
    a[1] < b[1] + b[3] + distance &&
    b[1] < a[1] + a[3] + distance
  )
}

/** Cells of nothing but middle tones, and black ink near them: a seal in a grey copy. The rims of strokes fill no cell. */
function isSealedInGrey(ink: InkMap, area: Box): boolean {
  let grey = 0
  let black = 0
  for (const index of cellsIn(ink, area)) {
    if ((ink.black[index] as number) >= blackCell) black++
    else if ((ink.grey[index] as number) >= greyCell && (ink.colored[index] as number) < noDark) grey++
  }
  return grey >= leastOverlap && black >= leastOverlap
}

/** Faint ink where nothing was read: that a faint copy's own text is faint was seen at the first look. */
function hasFaintInk(ink: InkMap, lines: readonly RecognisedLine[]): boolean {
  const isRead = new Uint8Array(ink.pale.length)
  for (const { box } of lines) for (const index of cellsIn(ink, box)) isRead[index] = 1
  let faint = 0
  for (let i = 0; i < ink.pale.length; i++) {
    const isFaint = (ink.pale[i] as number) >= faintCell && (ink.dark[i] as number) < noDark
    if (isFaint && isRead[i] === 0) faint++
  }
  return faint >= leastFaint
}

function* cellsIn({ columns, rows, cell }: InkMap, [x, y, w, h]: Box): Generator<number> {
  const right = Math.min(columns, Math.ceil((x + w) / cell))
  const bottom = Math.min(rows, Math.ceil((y + h) / cell))
  for (let row = Math.max(0, Math.floor(y / cell)); row < bottom; row++) {
    for (let column = Math.max(0, Math.floor(x / cell)); column < right; column++)
      yield row * columns + column
  }
}

function grow([x, y, w, h]: Box, across: number, down: number, width: number, height: number): Box {
  const left = Math.max(0, x - across)
  const top = Math.max(0, y - down)
  return [left, top, Math.min(width, x + w + across) - left, Math.min(height, y + h + down) - top]
}
