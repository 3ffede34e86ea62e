/** Turns pdf.js's decoded images into rasters that stand upright as on the page. */
import { ImageKind, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Raster } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { pixelDigest } from '../../raster/pixel-digest.ts'
import type { DecodedImage, PaintedImage } from './content.ts'
import type { Matrix } from './matrix.ts'

/**
 * Waits for pdf.js to have decoded an image.
 * @returns null when it could not be decoded.
 */
export async function decodedImage(
  page: PDFPageProxy,
  source: string | DecodedImage,
): Promise<DecodedImage | null> {
  if (typeof source !== 'string') return source
  const store = source.startsWith('g_') ? page.commonObjs : page.objs
  const image = await new Promise<unknown>(resolve => store.get(source, resolve))
  return image !== null && typeof image === 'object' && 'data' in image ? (image as DecodedImage) : null
}

/** @throws {ProblemError} `picture-unread` when the pixels cannot be had. */
export async function imageRaster(page: PDFPageProxy, painted: PaintedImage, name: string): Promise<Raster> {
  const image = await decodedImage(page, painted.source)
  if (!image?.data)
    throw new ProblemError('picture-unread', {
      name,
      reason: { zh: '图像数据无法解码', en: 'the image data cannot be decoded' },
    })
  const flat = painted.stencil ? greyOfBits(image) : flatten(image)
  if (!flat) throw new ProblemError('picture-unread', { name, reason: 'unknown pixel layout' })
  return upright(flat, painted.matrix)
}

/**
 * Names the pixels that `imageRaster` makes, before it makes them: a page in one bit a pixel is an eighth of them.
 * @returns null when there are none.
 */
export async function imageKey(page: PDFPageProxy, painted: PaintedImage): Promise<string | null> {
  const image = await decodedImage(page, painted.source)
  if (!image?.data) return null
  const { turned, flipX, flipY } = orientationOf(painted.matrix)
  const form = [image.kind, image.width, image.height, painted.stencil, turned, flipX, flipY]
  return `pdf ${pixelDigest(form.join(' '), image.data)}`
}

function flatten(image: DecodedImage): Raster | null {
  if (image.kind === ImageKind.GRAYSCALE_1BPP) return greyOfBits(image)
  const data = image.data as Uint8Array
  const { width, height } = image
  if (image.kind === ImageKind.RGB_24BPP && data.length >= width * height * 3) {
    return { width, height, channels: 3, data: data.subarray(0, width * height * 3) as Uint8Array }
  }
  if (image.kind === ImageKind.RGBA_32BPP && data.length >= width * height * 4) return withoutAlpha(image)
  return null
}

/** One bit a pixel, 1 is white; a stencil paints where the bit is 0, so it reads as black on white. */
function greyOfBits(image: DecodedImage): Raster | null {
  const { width, height } = image
  const bits = image.data as Uint8Array
  const stride = (width + 7) >> 3
  if (bits.length < stride * height) return null
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = bits[y * stride + (x >> 3)] as number
      data[y * width + x] = (byte >> (7 - (x & 7))) & 1 ? 255 : 0
    }
  }
  return { width, height, channels: 1, data }
}

/** Puts a transparent image on paper: white, or dark when what is painted is itself nearly white. */
function withoutAlpha(image: DecodedImage): Raster {
  const { width, height } = image
  const rgba = image.data as Uint8Array
  const paper = paperFor(rgba, width * height)
  const data = new Uint8Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const alpha = rgba[pixel * 4 + 3] as number
    for (let channel = 0; channel < 3; channel += 1) {
      const value = rgba[pixel * 4 + channel] as number
      data[pixel * 3 + channel] = (value * alpha + paper * (255 - alpha)) / 255
    }
  }
  return { width, height, channels: 3, data }
}

function paperFor(rgba: Uint8Array, pixels: number): number {
  const step = Math.max(1, Math.floor(pixels / 20_000))
  let [weight, sum] = [0, 0]
  for (let pixel = 0; pixel < pixels; pixel += step) {
    const alpha = rgba[pixel * 4 + 3] as number
    const green = rgba[pixel * 4 + 1] as number
    weight += alpha
    sum += green * alpha
  }
  const mostlyClear = weight < (pixels / step) * 255 * 0.6
  return mostlyClear && weight > 0 && sum / weight > 200 ? 32 : 255
}

/** How the pixels have to be turned and mirrored. */
function orientationOf([a, b, c, d]: Matrix) {
  const turned = Math.abs(b) > Math.abs(a)
  // Columns grow along (a, b) of the page, rows along (-c, -d); the page grows to the right and downwards.
  return { turned, flipX: turned ? -c < 0 : a < 0, flipY: turned ? b < 0 : -d < 0 }
}

/** Turns and mirrors in quarter turns so that the pixels stand as the page shows them. */
function upright(raster: Raster, matrix: Matrix): Raster {
  const { turned, flipX, flipY } = orientationOf(matrix)
  if (!turned && !flipX && !flipY) return raster
  const { width, height, channels, data } = raster
  const outWidth = turned ? height : width
  const outHeight = turned ? width : height
  const out = new Uint8Array(data.length)
  let to = 0
  for (let y = 0; y < outHeight; y += 1) {
    const v = flipY ? outHeight - 1 - y : y
    for (let x = 0; x < outWidth; x += 1) {
      const u = flipX ? outWidth - 1 - x : x
      const from = (turned ? u * width + v : v * width + u) * channels
      for (let channel = 0; channel < channels; channel += 1)
        out[to + channel] = data[from + channel] as number
      to += channels
    }
  }
  return { width: outWidth, height: outHeight, channels, data: out }
}
