/** Pictures as the legacy formats hold them: files of their own, or bitmaps and metafiles without a file header. */
import type { ExtractedPart } from '../../document/picture.ts'
import { picturePart } from '../embedded-picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { bitmapFile } from '../metafile/bitmap.ts'
import { isMetafile, metafileParts } from '../metafile/metafile.ts'

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
 * A part for a picture, several for a metafile. Specks give nothing; what is no picture that can be read becomes
 * `picture-unread`.
 */
export async function* pictureOf(
  bytes: Uint8Array,
  label: string,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  if (isMetafile(bytes)) {
    yield* metafileParts(bytes, label, context)
    return
  }
  const file = isPictureFile(bytes) ? bytes : bitmapFile(bytes)
  if (!file) {
    const reason = { zh: '无法识别的图片格式', en: 'the picture format is not recognised' }
    context.problem('picture-unread', { name: label, reason }, label)
    return
  }
  const part = await picturePart(file, label, context)
  if (part) yield part
}
