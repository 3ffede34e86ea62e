/** Encoded picture bytes → pixels, for every extractor that meets pictures. */
import type { Metadata, Sharp } from 'sharp'
import type { Raster } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { decodeBmp, isBmp, readBmpHeader } from './bmp.ts'
import { iconBitmapAsPng, iconImageBytes, isIcon, readIconBitmap, readIconDirectory } from './icon.ts'
import { checkPixelLimit, decodeScale } from './pixel-limit.ts'
import { sharp } from './sharp.ts'

export interface PictureHeader {
  /** Size in pixels as shown, that is after EXIF orientation. */
  readonly width: number
  readonly height: number
  /** Pages of a TIFF, frames of a GIF or WebP, pictures of an icon; 1 for everything else. */
  readonly pages: number
  readonly format: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'heif' | 'bmp' | 'ico'
}

export interface DecodeOptions {
  /** For messages. */
  readonly name: string
  /** Width × height above which the picture is refused unread. */
  readonly pixels: number
  /** Page or frame, counting from 0. */
  readonly page?: number
}

const formats: readonly string[] = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif']

/**
 * Reads the header only.
 * @throws {ProblemError} `picture-unread` when it is no picture that can be decoded here.
 */
export async function probePicture(bytes: Uint8Array, name: string, page = 0): Promise<PictureHeader> {
  if (isBmp(bytes)) {
    const { width, height } = readBmpHeader(bytes, name)
    return { width, height, pages: 1, format: 'bmp' }
  }
  if (isIcon(bytes)) {
    const pages = readIconDirectory(bytes, name).length
    const image = iconImage(bytes, name, page)
    const { width, height } = isPng(image) ? await probePicture(image, name) : readIconBitmap(image, name)
    return { width, height, pages, format: 'ico' }
  }
  return headerOf(await metadataOf(bytes, name, page), name)
}

/**
 * Decodes one page: upright by its EXIF orientation, 8 bits a channel, grey pictures as one channel,
 * everything else as RGB(A without transparency), transparent areas filled. Very large pictures are scaled
 * down while they are decoded, so that the raster may be smaller than the header says.
 * @throws {ProblemError} `too-many-pixels` by the header alone, before anything is decoded; `picture-unread`.
 */
export async function decodePicture(bytes: Uint8Array, options: DecodeOptions): Promise<Raster> {
  const { name, pixels, page = 0 } = options
  if (isBmp(bytes)) {
    const header = readBmpHeader(bytes, name)
    checkPixelLimit(name, header.width, header.height, pixels)
    return decodeBmp(bytes, header, name)
  }
  if (isIcon(bytes)) return decodeIconImage(iconImage(bytes, name, page), name, pixels)
  const metadata = await metadataOf(bytes, name, page)
  const { width, height } = headerOf(metadata, name)
  checkPixelLimit(name, width, height, pixels)
  try {
    return await render(bytes, metadata, width, height, page)
  } catch (cause) {
    throw new ProblemError('picture-unread', { name, reason: reasonOf(cause) }, { cause })
  }
}

/** @throws {ProblemError} `picture-unread` when there is no such picture, or not as a whole. */
function iconImage(bytes: Uint8Array, name: string, page: number): Uint8Array {
  const image = readIconDirectory(bytes, name)[page]
  if (!image) throw new ProblemError('picture-unread', { name, reason: 'ICO' })
  return iconImageBytes(bytes, image, name)
}

async function decodeIconImage(image: Uint8Array, name: string, pixels: number): Promise<Raster> {
  if (isPng(image)) return decodePicture(image, { name, pixels })
  const bitmap = readIconBitmap(image, name)
  checkPixelLimit(name, bitmap.width, bitmap.height, pixels)
  return decodePicture(await iconBitmapAsPng(image, bitmap, name), { name, pixels })
}

export function isPng(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47
}

async function render(
  bytes: Uint8Array,
  metadata: Metadata,
  width: number,
  height: number,
  page: number,
): Promise<Raster> {
  const scale = decodeScale(width, height)
  let pipeline = open(bytes, page).autoOrient()
  if (scale < 1)
    pipeline = pipeline.resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
  if (metadata.hasAlpha) pipeline = pipeline.flatten({ background: await backgroundFor(bytes, page) })
  const grey = metadata.space === 'b-w' || metadata.space === 'grey16'
  const { data, info } = await pipeline
    .toColourspace(grey ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  if (info.channels === 2) throw new Error('unexpected alpha channel')
  return { width: info.width, height: info.height, channels: info.channels, data }
}

/**
 * Transparent pictures are shown on white, but white lettering made for a dark page would vanish there:
 * when what is visible is light, a mid grey keeps both light and dark strokes legible.
 */
async function backgroundFor(bytes: Uint8Array, page: number): Promise<string> {
  const side = 256
  const { data } = await open(bytes, page)
    .resize(side, side, { fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  let luminance = 0
  let weight = 0
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] ?? 0
    luminance += alpha * (0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0))
    weight += alpha
  }
  const mostlyTransparent = weight < 0.9 * 255 * side * side
  return mostlyTransparent && luminance > 170 * weight ? '#606060' : '#ffffff'
}

/** `failOn: error` refuses truncated and damaged data, but not the harmless oddities that many cameras write. */
function open(bytes: Uint8Array, page: number): Sharp {
  return sharp(bytes, { page, failOn: 'error', limitInputPixels: false, sequentialRead: true })
}

async function metadataOf(bytes: Uint8Array, name: string, page: number): Promise<Metadata> {
  try {
    return await open(bytes, page).metadata()
  } catch (cause) {
    throw new ProblemError('picture-unread', { name, reason: reasonOf(cause) }, { cause })
  }
}

function headerOf(metadata: Metadata, name: string): PictureHeader {
  const { format, pages = 1, autoOrient } = metadata
  if (!isFormat(format))
    throw new ProblemError('picture-unread', { name, reason: format ?? 'unknown format' })
  return { width: autoOrient.width, height: autoOrient.height, pages, format }
}

function isFormat(format: string | undefined): format is PictureHeader['format'] {
  return format !== undefined && formats.includes(format)
}

/** First line of a library's message: they append a dump of warnings. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return (message.split('\n')[0] ?? '').slice(0, 120)
}
