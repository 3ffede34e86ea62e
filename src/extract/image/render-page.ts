/** A page of a picture file as it is. */
import { decodePicture, probePicture } from '../../raster/decode.ts'
import type { PageRenderer } from '../page-picture.ts'

export const renderImagePage: PageRenderer = async (bytes, page, limits) => {
  const name = `page ${page}`
  const { width, height } = await probePicture(bytes, name, page - 1)
  return {
    raster: await decodePicture(bytes, { name, pixels: limits.pixels, page: page - 1 }),
    width,
    height,
  }
}
