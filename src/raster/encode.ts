/** Pixels → a JPEG for people to look at. */
import type { Raster } from '../document/picture.ts'
import { sharp } from './sharp.ts'

/** @param side longest side of the result in pixels; smaller pictures keep their size. */
export async function encodeJpeg(raster: Raster, side: number): Promise<Uint8Array> {
  const { width, height, channels, data } = raster
  return sharp(data, { raw: { width, height, channels } })
    .flatten({ background: '#ffffff' })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 70 })
    .toBuffer()
}
