/** Icons and cursors (ICO, CUR): a directory of pictures, each a PNG or a bitmap without its file header. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { ProblemError } from '../document/problem.ts'
import { decodeScale } from './pixel-limit.ts'

/** One picture of an icon. */
export interface IconImage {
  /** Where it stands in the file. */
  readonly start: number
  /** Behind its last byte, which may lie behind the end of a file that was cut short. */
  readonly end: number
}

/** Bytes of the directory's head, and of an entry. */
const [headBytes, entryBytes] = [6, 16]

/** Reserved, the kind (1 icon, 2 cursor), and how many pictures; a Targa picture begins alike, with none. */
export function isIcon(bytes: Uint8Array): boolean {
  const [a, b, kind, d, low = 0, high = 0] = bytes
  return a === 0 && b === 0 && (kind === 1 || kind === 2) && d === 0 && low + high > 0
}

/**
 * The pictures in the order of the directory, each once however many entries lead to it.
 * @throws {ProblemError} `picture-unread` when the directory is empty or cut short.
 */
export function readIconDirectory(bytes: Uint8Array, name: string): IconImage[] {
  const view = viewOf(bytes)
  const count = bytes.length < headBytes ? 0 : view.getUint16(4, true)
  if (count === 0 || headBytes + count * entryBytes > bytes.length) throw unread(name, 'ICO cut short')
  const images = new Map<string, IconImage>()
  for (let at = headBytes; at < headBytes + count * entryBytes; at += entryBytes) {
    const start = view.getUint32(at + 12, true)
    const end = start + view.getUint32(at + 8, true)
    images.set(`${start} ${end}`, { start, end })
  }
  return [...images.values()]
}

/** How many bytes head and directory have. */
export function iconDirectoryBytes(bytes: Uint8Array): number {
  return headBytes + viewOf(bytes).getUint16(4, true) * entryBytes
}

/** @throws {ProblemError} `picture-unread` when it is not in the file as a whole. */
export function iconImageBytes(bytes: Uint8Array, image: IconImage, name: string): Uint8Array {
  if (image.end > bytes.length || image.end === image.start) throw unread(name, 'ICO cut short')
  return bytes.subarray(image.start, image.end)
}

/** Size of a bitmap in an icon, and the bytes of it that say something. */
export interface IconBitmap {
  readonly width: number
  readonly height: number
  /** Where its pixels begin, behind header and palette. */
  readonly pixelsAt: number
  /** Header, palette, pixels and, where there is one, the mask. */
  readonly bytes: number
}

/**
 * Reads BITMAPINFOHEADER or its predecessor; the height in it counts the mask below the pixels.
 * @throws {ProblemError} `picture-unread` when it makes no sense.
 */
export function readIconBitmap(bitmap: Uint8Array, name: string): IconBitmap {
  const view = viewOf(bitmap)
  const header = bitmap.length < 16 ? 0 : view.getUint32(0, true)
  const isCore = header === 12
  if (!isCore && (header < 40 || header > 124 || bitmap.length < header)) throw unread(name, 'ICO')
  const width = isCore ? view.getUint16(4, true) : view.getInt32(4, true)
  const height = Math.floor((isCore ? view.getUint16(6, true) : Math.abs(view.getInt32(8, true))) / 2)
  const bits = view.getUint16(isCore ? 10 : 14, true)
  const compression = isCore ? 0 : view.getUint32(16, true)
  if (width <= 0 || height <= 0 || ![1, 4, 8, 16, 24, 32].includes(bits)) throw unread(name, 'ICO size')
  // Bit fields come behind the smallest header; run lengths occur in no icon.
  if (compression !== 0 && compression !== 3) throw unread(name, 'ICO compression')
  const named = isCore ? 0 : view.getUint32(32, true)
  const most = bits > 8 ? 256 : 2 ** bits
  const colors = named || (bits > 8 ? 0 : most)
  // What stands behind the colours there can be is no palette.
  if (colors > most) throw unread(name, 'ICO palette')
  const masks = header === 40 && compression === 3 ? 12 : 0
  const rows = (bitsOfPixel: number) => Math.ceil((width * bitsOfPixel) / 32) * 4 * height
  const pixelsAt = header + masks + colors * (isCore ? 3 : 4)
  const whole = pixelsAt + rows(bits) + rows(1)
  // With an alpha channel the mask may be left out.
  if (bitmap.length < (bits === 32 ? pixelsAt + rows(bits) : whole)) throw unread(name, 'ICO cut short')
  return { width, height, pixelsAt, bytes: Math.min(whole, bitmap.length) }
}

/**
 * A bitmap of an icon as a PNG, transparent where its mask or alpha channel says so. What is transparent all over is
 * given without transparency: old programs leave the alpha channel empty and mean the mask alone.
 * @throws {ProblemError} `picture-unread` when it cannot be decoded.
 */
export async function iconBitmapAsPng(
  bitmap: Uint8Array,
  { width, height, pixelsAt }: IconBitmap,
  name: string,
): Promise<Uint8Array> {
  const image = await loadImage(singleIcon(bitmap, width, height)).catch((cause: unknown) => {
    throw unread(name, 'ICO', cause)
  })
  const scale = decodeScale(width, height)
  const canvas = createCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  if (data.some((value, at) => at % 4 === 3 && value > 0)) return canvas.encode('png')
  const opaque = await loadImage(opaqueBitmap(bitmap, pixelsAt)).catch((cause: unknown) => {
    throw unread(name, 'ICO', cause)
  })
  context.drawImage(opaque, 0, 0, canvas.width, canvas.height)
  return canvas.encode('png')
}

/** An icon of one picture, for Skia, which of several would choose the one it likes best. */
function singleIcon(bitmap: Uint8Array, width: number, height: number): Uint8Array {
  const file = Buffer.alloc(headBytes + entryBytes + bitmap.length)
  file.writeUInt16LE(1, 2)
  file.writeUInt16LE(1, 4)
  file[6] = width > 255 ? 0 : width
  file[7] = height > 255 ? 0 : height
  file.writeUInt32LE(bitmap.length, 14)
  file.writeUInt32LE(headBytes + entryBytes, 18)
  file.set(bitmap, headBytes + entryBytes)
  return file
}

/** The pixels above the mask as a BMP file, which has no alpha channel. */
function opaqueBitmap(bitmap: Uint8Array, pixelsAt: number): Uint8Array {
  const view = viewOf(bitmap)
  const file = Buffer.alloc(14 + bitmap.length)
  file.write('BM')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(14 + pixelsAt, 10)
  file.set(bitmap, 14)
  if (view.getUint32(0, true) === 12) file.writeUInt16LE(view.getUint16(6, true) >> 1, 14 + 6)
  else file.writeInt32LE(Math.trunc(view.getInt32(8, true) / 2), 14 + 8)
  return file
}

function unread(name: string, reason: string, cause?: unknown): ProblemError {
  return new ProblemError('picture-unread', { name, reason }, { cause })
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
