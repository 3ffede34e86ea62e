/** BMP, which sharp cannot read: the header is checked here, the pixels are decoded by Skia (@napi-rs/canvas). */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Raster } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { decodeScale } from './pixel-limit.ts'

interface BmpHeader {
  readonly width: number
  readonly height: number
  /** Bytes the file must have when it is whole; 0 when the rows are run-length encoded. */
  readonly wholeBytes: number
}

export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d
}

/**
 * Reads BITMAPFILEHEADER and BITMAPCOREHEADER / BITMAPINFOHEADER.
 * @throws {ProblemError} `picture-unread` when they are cut short or make no sense.
 */
export function readBmpHeader(bytes: Uint8Array, name: string): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 26) throw new ProblemError('picture-unread', { name, reason: 'BMP header' })
  const pixelsAt = view.getUint32(10, true)
  const core = view.getUint32(14, true) === 12
  if (!core && bytes.byteLength < 54) throw new ProblemError('picture-unread', { name, reason: 'BMP header' })
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true)
  // A negative height means that the rows run from the top.
  const height = core ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true))
  const bits = view.getUint16(core ? 24 : 28, true)
  const compression = core ? 0 : view.getUint32(30, true)
  if (width <= 0 || height <= 0) throw new ProblemError('picture-unread', { name, reason: 'BMP size' })
  const rowBytes = Math.ceil((width * bits) / 32) * 4
  const plain = compression === 0 || compression === 3
  return { width, height, wholeBytes: plain ? pixelsAt + rowBytes * height : 0 }
}

/** @throws {ProblemError} `picture-unread` when the pixels are missing or cannot be decoded. */
export async function decodeBmp(bytes: Uint8Array, header: BmpHeader, name: string): Promise<Raster> {
  if (bytes.byteLength < header.wholeBytes)
    throw new ProblemError('picture-unread', { name, reason: 'BMP cut short' })
  const image = await loadImage(bytes).catch((cause: unknown) => {
    throw new ProblemError('picture-unread', { name, reason: 'BMP' }, { cause })
  })
  const scale = decodeScale(header.width, header.height)
  const width = Math.max(1, Math.round(header.width * scale))
  const height = Math.max(1, Math.round(header.height * scale))
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.drawImage(image, 0, 0, width, height)
  const pixels = context.getImageData(0, 0, width, height).data
  return { width, height, channels: 4, data: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length) }
}
