/** Where a page is red: the ink of heads, rules, seals and stamps (GB/T 9704-2012 clauses 7.2.4, 7.2.7, 7.3.5). */
import { type Area, areasOf, type Mask } from './components.ts'
import type { Scan } from './scan.ts'

export interface Redness {
  /** Red cells of the sheet; the mask is as large as the planes. */
  readonly cells: Mask
  /** Tiles with red cells in them. */
  readonly tiles: Mask
}

/** Redder than the paper by this much, 0 to 255: faded seals are, brown and orange ink is not. */
const redder = 45
const redTile = 10
/** A page with more red than this is a poster. */
const most = 0.12

/** Null for pictures without colour, without red, and red all over. */
export function rednessOf({ planes, tiles, paper: { sheet } }: Scan): Redness | null {
  const { red } = planes
  if (red === null) return null
  const tileMask = new Uint8Array(tiles.tone.length)
  const cells = new Uint8Array(red.length)
  let count = 0
  for (let y = sheet.top; y < sheet.bottom; y++)
    for (let x = sheet.left; x < sheet.right; x++) {
      const tile = y * tiles.width + x
      if ((tiles.red[tile] as number) < redTile) continue
      let here = 0
      for (let row = y * tiles.side; row < (y + 1) * tiles.side; row++) {
        const from = row * planes.width + x * tiles.side
        for (let at = from; at < from + tiles.side; at++)
          if ((red[at] as number) > redder) {
            cells[at] = 1
            here++
          }
      }
      if (here < 2) continue
      tileMask[tile] = 1
      count++
    }
  const all = (sheet.right - sheet.left) * (sheet.bottom - sheet.top)
  if (count === 0 || count > all * most) return null
  return {
    cells: { width: planes.width, height: planes.height, data: cells },
    tiles: { width: tiles.width, height: tiles.height, data: tileMask },
  }
}

/** Red areas in tiles, joined over gaps of up to `reach` tiles. */
export function redAreas({ tiles }: Redness, least: number, reach: number): Area[] {
  return areasOf(tiles, least, reach)
}
