/** Pictures into files, with the resolution that a scanner writes into them. */
import { type Picture, toSharp } from '../drawing/picture.ts'

export interface Encoded {
  readonly bytes: Buffer
  readonly ending: 'png' | 'jpg' | 'tif' | 'webp'
}

/** @param dpi 0 for pictures that have none: photos, screenshots. */
export async function png(picture: Picture, dpi = 0): Promise<Encoded> {
  const pipeline = toSharp(picture).png({ compressionLevel: 3 })
  return { bytes: await withDensity(pipeline, dpi).toBuffer(), ending: 'png' }
}

export async function jpeg(picture: Picture, quality: number, dpi = 0, grey = false): Promise<Encoded> {
  let pipeline = toSharp(picture)
  if (grey) pipeline = pipeline.greyscale()
  return { bytes: await withDensity(pipeline.jpeg({ quality }), dpi).toBuffer(), ending: 'jpg' }
}

export async function webp(picture: Picture, quality: number): Promise<Encoded> {
  return { bytes: await toSharp(picture).webp({ quality }).toBuffer(), ending: 'webp' }
}

/** Grey PNG, for pictures that hold no colour. */
export async function greyPng(picture: Picture, dpi = 0): Promise<Encoded> {
  const pipeline = toSharp(picture).greyscale().png({ compressionLevel: 3 })
  return { bytes: await withDensity(pipeline, dpi).toBuffer(), ending: 'png' }
}

/** One bit a pixel, CCITT group 4, as fax servers store it. Resolutions may differ. */
export async function faxTiff(picture: Picture, dpiX: number, dpiY: number): Promise<Encoded> {
  const bytes = await toSharp(picture)
    .greyscale()
    .threshold(128)
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: dpiX / 25.4, yres: dpiY / 25.4 })
    .toBuffer()
  return { bytes, ending: 'tif' }
}

function withDensity<Pipeline extends ReturnType<typeof toSharp>>(pipeline: Pipeline, dpi: number): Pipeline {
  return dpi === 0 ? pipeline : (pipeline.withMetadata({ density: dpi }) as Pipeline)
}
