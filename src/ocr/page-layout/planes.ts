/** A page as small planes: brightness, redness and grain of square cells of pixels, computed in one pass. */
import type { Raster } from '../../document/picture.ts'

export interface Planes {
  /** Side of a cell in pixels of the picture. */
  readonly cell: number
  /** In cells. */
  readonly width: number
  readonly height: number
  /** Mean brightness, 0 to 255. */
  readonly grey: Uint8Array
  /** How much redder than green and blue, 0 to 255; null for pictures without colour. */
  readonly red: Uint8Array | null
  /**
   * Mean difference of neighbouring pixels of a row, in sixteenths of a grey level, at full resolution:
   * scaling down would wipe out the very grain by which paper is told from what was painted over it.
   */
  readonly grain: Uint16Array
}

/** Cells along the long side, about: 3 to 5 a millimetre of an A4 page, 18 or more a character of its text. */
const wanted = 1000
/** Pixels looked at, about: of larger pictures every second, third … row of a cell. */
const mostPixels = 2_200_000

/** Pixels that fill no whole cell at the right and bottom are left out. */
export function planesOf({ width, height, channels, data }: Raster): Planes {
  const cell = Math.max(1, Math.round(Math.max(width, height) / wanted))
  const stride = Math.min(cell, Math.max(1, Math.round((width * height) / mostPixels)))
  const across = Math.floor(width / cell)
  const down = Math.floor(height / cell)
  const grey = new Uint8Array(across * down)
  const red = channels === 1 ? null : new Uint8Array(across * down)
  const grain = new Uint16Array(across * down)
  const rows = Math.ceil(cell / stride)
  const light = new Int32Array(across)
  const rough = new Int32Array(across)
  const ruddy = new Int32Array(across)
  const area = cell * rows
  for (let y = 0; y < down; y++) {
    light.fill(0)
    rough.fill(0)
    ruddy.fill(0)
    for (let row = 0; row < cell; row += stride) {
      let at = (y * cell + row) * width * channels
      if (channels === 1) sumGreyRow(data, at, across, cell, light, rough)
      else {
        let before = ((data[at] as number) + 2 * (data[at + 1] as number) + (data[at + 2] as number)) >> 2
        for (let x = 0; x < across; x++) {
          let sum = 0
          let change = 0
          let redder = 0
          for (let column = 0; column < cell; column++, at += channels) {
            const r = data[at] as number
            const g = data[at + 1] as number
            const b = data[at + 2] as number
            const value = (r + 2 * g + b) >> 2
            const step = value - before
            change += step < 0 ? -step : step
            before = value
            sum += value
            redder += r - (g > b ? g : b)
          }
          light[x] = (light[x] as number) + sum
          rough[x] = (rough[x] as number) + change
          ruddy[x] = (ruddy[x] as number) + redder
        }
      }
    }
    const to = y * across
    for (let x = 0; x < across; x++) {
      grey[to + x] = (light[x] as number) / area
      grain[to + x] = Math.min(65_535, ((rough[x] as number) * 16) / area)
      if (red !== null) red[to + x] = Math.max(0, (ruddy[x] as number) / area)
    }
  }
  return { cell, width: across, height: down, grey, red, grain }
}

function sumGreyRow(
  data: Uint8Array,
  from: number,
  across: number,
  cell: number,
  light: Int32Array,
  rough: Int32Array,
): void {
  let before = data[from] as number
  for (let x = 0, at = from; x < across; x++) {
    let sum = 0
    let change = 0
    for (let column = 0; column < cell; column++, at++) {
      const value = data[at] as number
      const step = value - before
      change += step < 0 ? -step : step
      before = value
      sum += value
    }
    light[x] = (light[x] as number) + sum
    rough[x] = (rough[x] as number) + change
  }
}
