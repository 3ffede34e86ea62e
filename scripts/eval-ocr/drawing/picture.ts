/** Pixels on their way from the sheet to the file: RGB, 8 bits, rows from the top. */
import type { Sharp } from 'sharp'
import { sharp } from '../../../src/raster/sharp.ts'

export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Buffer
}

/** Drops the alpha of a canvas that was filled opaque. */
export function rgb(rgba: Uint8Array, width: number, height: number): Picture {
  const data = Buffer.allocUnsafe(width * height * 3)
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = rgba[from] as number
    data[to + 1] = rgba[from + 1] as number
    data[to + 2] = rgba[from + 2] as number
  }
  return { width, height, data }
}

export function toSharp({ data, width, height }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
}

export async function fromSharp(pipeline: Sharp): Promise<Picture> {
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.channels === 3) return { data, width: info.width, height: info.height }
  const full = Buffer.allocUnsafe(info.width * info.height * 3)
  for (let i = 0; i < data.length; i++) full.fill(data[i] as number, i * 3, i * 3 + 3)
  return { data: full, width: info.width, height: info.height }
}

/** A copy whose every pixel went through `change`, which writes into `out` (three numbers, clipped afterwards). */
export function mapPixels(
  picture: Picture,
  change: (red: number, green: number, blue: number, x: number, y: number, out: Float64Array) => void,
): Picture {
  const { width, height } = picture
  const data = Buffer.allocUnsafe(picture.data.length)
  const out = new Float64Array(3)
  let at = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      change(
        picture.data[at] as number,
        picture.data[at + 1] as number,
        picture.data[at + 2] as number,
        x,
        y,
        out,
      )
      data[at] = clip(out[0] as number)
      data[at + 1] = clip(out[1] as number)
      data[at + 2] = clip(out[2] as number)
    }
  }
  return { width, height, data }
}

export const clip = (value: number) => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value))

export function greyOf(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
