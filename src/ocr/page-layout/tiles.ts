/** The planes in tiles of a millimetre or so: fine enough for a covered line, coarse enough to search a page at once. */
import type { Planes } from './planes.ts'

export interface Tiles {
  /** Side of a tile in cells. */
  readonly side: number
  /** In tiles. */
  readonly width: number
  readonly height: number
  /** Mean brightness, 0 to 255. */
  readonly tone: Float32Array
  /** Darkest and brightest cell. */
  readonly low: Uint8Array
  readonly high: Uint8Array
  /** Mean grain, in sixteenths of a grey level. */
  readonly grain: Float32Array
  /** Mean redness, 0 to 255. */
  readonly red: Uint8Array
}

const side = 4

export function tilesOf({ width, height, grey, red, grain }: Planes): Tiles {
  const across = Math.floor(width / side)
  const down = Math.floor(height / side)
  const count = across * down
  const tiles = {
    side,
    width: across,
    height: down,
    tone: new Float32Array(count),
    low: new Uint8Array(count),
    high: new Uint8Array(count),
    grain: new Float32Array(count),
    red: new Uint8Array(count),
  }
  for (let ty = 0, at = 0; ty < down; ty++) {
    for (let tx = 0; tx < across; tx++, at++) {
      let sum = 0
      let low = 255
      let high = 0
      let rough = 0
      let redder = 0
      for (let y = 0; y < side; y++) {
        const row = (ty * side + y) * width + tx * side
        for (let cell = row; cell < row + side; cell++) {
          const value = grey[cell] as number
          sum += value
          if (value < low) low = value
          if (value > high) high = value
          rough += grain[cell] as number
          if (red !== null) redder += red[cell] as number
        }
      }
      tiles.tone[at] = sum / (side * side)
      tiles.low[at] = low
      tiles.high[at] = high
      tiles.grain[at] = rough / (side * side)
      tiles.red[at] = redder / (side * side)
    }
  }
  return tiles
}
