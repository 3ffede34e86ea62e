/** The drawn pages of scripts/fixtures/ocr.ts. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Raster } from '../../src/document/picture.ts'
import { decodePicture } from '../../src/raster/decode.ts'

export const fixtureFolder = path.join(import.meta.dirname, '../fixtures/ocr')

export async function fixture(name: string): Promise<Raster> {
  return decodePicture(await readFile(path.join(fixtureFolder, name)), { name, pixels: 200_000_000 })
}

/** All text, without the spaces that mean nothing between Chinese characters. */
export function joined(lines: readonly { readonly text: string }[]): string {
  return lines.map(line => line.text.replaceAll(/\s/g, '')).join('\n')
}
