/** Pictures by quarter turns. */
import type { Raster } from '../../document/picture.ts'
import type { QuarterTurns } from '../../document/quarter-turns.ts'
import { sharp } from '../../raster/sharp.ts'

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
