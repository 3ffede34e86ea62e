/** Pictures and boxes by quarter turns. */
import type { Box } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'
import { sharp } from '../../raster/sharp.ts'
import type { QuarterTurns } from '../engine.ts'

/** The raster turned clockwise. */
export async function turnRaster(raster: Raster, turns: QuarterTurns): Promise<Raster> {
  const { data, info } = await sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: raster.channels },
    limitInputPixels: false,
  })
    .rotate(90 * turns)
    .toColourspace(raster.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: raster.channels, data }
}

/** A box of the turned raster in the raster as it was. */
export function turnBack(
  [x, y, w, h]: Box,
  { width, height }: { readonly width: number; readonly height: number },
  turns: QuarterTurns,
): Box {
  switch (turns) {
    case 0:
      return [x, y, w, h]
    case 1:
      return [y, height - x - w, h, w]
    case 2:
      return [width - x - w, height - y - h, w, h]
    case 3:
      return [width - y - h, x, h, w]
  }
}
