/** A picture of a page made ready to be looked at: planes, tiles, paper, and where text was read. */
import type { Box } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'
import { overlapOf } from '../overlap.ts'
import { type Paper, paperOf } from './paper.ts'
import { type Planes, planesOf } from './planes.ts'
import { type Tiles, tilesOf } from './tiles.ts'

/** What recognition gives for a line; boxes in pixels of the picture. */
export interface ReadLine {
  readonly text: string
  readonly box: Box
  readonly confidence: number
}

export interface Scan {
  readonly planes: Planes
  readonly tiles: Tiles
  readonly paper: Paper
  /** Boxes, in tiles, of lines that were read with certainty: where one can read, nothing is covered. */
  readonly legible: readonly Box[]
  /** Left edge of the running text, in tiles; null when there is none. */
  readonly margin: number | null
  /** Pixels a tile. */
  readonly pixels: number
}

const surely = 0.8
const twoHan = /\p{Script=Han}.*\p{Script=Han}/u
/** Strokes and bars are misread as runs of the same few letters: WWWW, 1111. */
const leastDifferent = 4

function isLegible({ text, confidence }: ReadLine): boolean {
  return confidence >= surely && (twoHan.test(text) || new Set(text.slice(0, 60)).size >= leastDifferent)
}

export function scanOf(raster: Raster, lines: readonly ReadLine[]): Scan {
  const planes = planesOf(raster)
  const tiles = tilesOf(planes)
  const paper = paperOf(tiles)
  const pixels = planes.cell * tiles.side
  const placed = lines.map(line => ({ ...line, box: line.box.map(value => value / pixels) as Box }))
  const long = placed
    .filter(({ box }) => box[2] > (paper.sheet.right - paper.sheet.left) * 0.5)
    .map(({ box }) => box[0])
    .sort((a, b) => a - b)
  return {
    planes,
    tiles,
    paper,
    legible: placed.filter(isLegible).map(({ box }) => box),
    margin: long.length < 3 ? null : (long[Math.floor(long.length * 0.1)] as number),
    pixels,
  }
}

/** Whether most of a box, in tiles, is text that was read. */
export function isRead({ legible }: Scan, [x, y, width, height]: Box): boolean {
  return legible.some(
    ([left, top, w, h]) => overlapOf(x, width, left, w) * overlapOf(y, height, top, h) > width * height * 0.5,
  )
}
