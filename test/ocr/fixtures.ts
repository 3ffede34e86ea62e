/** The drawn pages of scripts/fixtures/ocr.ts. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Sharp } from 'sharp'
import type { Raster } from '../../src/document/picture.ts'
import { decodePicture } from '../../src/raster/decode.ts'
import { sharp } from '../../src/raster/sharp.ts'

export const fixtureFolder = path.join(import.meta.dirname, '../fixtures/ocr')

export async function fixture(name: string): Promise<Raster> {
  return decodePicture(await readFile(path.join(fixtureFolder, name)), { name, pixels: 200_000_000 })
}

/** The pixels of a pipeline, as RGB. */
export async function rgbOf(pipeline: Sharp): Promise<Raster> {
  // What comes before has to be done first: sharp orders the steps of one pipeline itself.
  const { data, info } = await sharp(await pipeline.toBuffer())
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) }
}

/** All text, without the spaces that mean nothing between Chinese characters. */
export function joined(lines: readonly { readonly text: string }[]): string {
  return lines.map(line => line.text.replaceAll(/\s/g, '')).join('\n')
}
