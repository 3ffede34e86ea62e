/** Pictures as the legacy formats hold them: files of their own, or bitmaps and metafiles without a file header. */
import type { ExtractedPart } from '../../document/picture.ts'
import { picturePart } from '../embedded-picture.ts'
import type { ExtractContext } from '../extractor.ts'

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0) =>
  signature.every((byte, i) => bytes[at + i] === byte)

const files: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x42, 0x4d],
]

/** Whether the bytes begin as a picture that can be decoded. */
export function isPictureFile(bytes: Uint8Array): boolean {
  return files.some(signature => startsWith(bytes, signature))
}

/**
 * A part for a picture, read when it can be. Specks give nothing; metafiles (drawing commands instead of pixels) and
 * whatever else is no picture file become `picture-unread`.
 */
export async function pictureOf(
  bytes: Uint8Array,
  label: string,
  context: ExtractContext,
): Promise<ExtractedPart | null> {
  if (isPictureFile(bytes)) return picturePart(bytes, label, context)
  const bitmap = bitmapFile(bytes)
  if (bitmap) return picturePart(bitmap, label, context)
  const reason = isMetafile(bytes)
    ? { zh: '暂不支持 EMF/WMF 图元文件', en: 'EMF and WMF metafiles are not supported yet' }
    : { zh: '无法识别的图片格式', en: 'the picture format is not recognised' }
  context.problem('picture-unread', { name: label, reason }, label)
  return null
}

function isMetafile(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const enhanced = view.length > 44 && view.readUInt32LE(0) === 1 && view.readUInt32LE(40) === 0x464d4520
  const placeable = startsWith(bytes, [0xd7, 0xcd, 0xc6, 0x9a])
  const windows = (bytes[0] === 1 || bytes[0] === 2) && startsWith(bytes, [0x00, 0x09, 0x00], 1)
  return enhanced || placeable || windows
}

/**
 * A BMP file around a device-independent bitmap (wingdi.h BITMAPINFO): the file header says where the pixels begin,
 * which is behind the header, the colour masks and the palette.
 * @returns null when the bytes do not begin with the header of a bitmap.
 */
export function bitmapFile(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 40) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = view.getUint32(0, true)
  if (![12, 40, 52, 56, 108, 124].includes(header)) return null
  const core = header === 12
  const bits = view.getUint16(core ? 10 : 14, true)
  if (view.getUint16(core ? 8 : 12, true) !== 1 || ![1, 4, 8, 16, 24, 32].includes(bits)) return null
  const masks = header === 40 && view.getUint32(16, true) === 3 ? 12 : 0
  const named = core ? 0 : view.getUint32(32, true)
  const colors = bits > 8 ? named : named || 2 ** bits
  const pixels = 14 + header + masks + colors * (core ? 3 : 4)
  if (pixels > bytes.length + 14) return null
  const file = Buffer.alloc(14 + bytes.length)
  file.write('BM')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(pixels, 10)
  file.set(bytes, 14)
  return file
}
