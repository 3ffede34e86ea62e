/**
 * Metafiles (EMF, WMF): drawing commands instead of pixels, used for charts, formulas and previews. Their texts and
 * bitmaps are read; what they draw as curves is not.
 */
import type { ExtractedPart } from '../../document/picture.ts'
import { picturePart } from '../embedded-picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { plainLine } from '../ooxml/line.ts'
import type { Drawing } from './drawing.ts'
import { isEmf, readEmf } from './emf.ts'
import { isWmf, readWmf } from './wmf.ts'

export function isMetafile(bytes: Uint8Array): boolean {
  return isEmf(bytes) || isWmf(bytes)
}

/**
 * Yields a part with the texts of a metafile, channel `textbox`, and one for each bitmap in it. When letters may be
 * drawn in a way that cannot be read, `picture-unread` is recorded besides.
 */
export async function* metafileParts(
  bytes: Uint8Array,
  label: string,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const drawing: Drawing = isEmf(bytes) ? readEmf(bytes) : readWmf(bytes)
  const lines = drawing.texts.map(text => plainLine(text, 'textbox'))
  if (lines.length > 0) yield { label, page: null, width: null, height: null, lines, pictures: [] }
  let count = 0
  for (const bitmap of drawing.bitmaps.slice(0, context.limits.pictures)) {
    context.spend(bitmap.length)
    const part = await picturePart(bitmap, `${label} bitmap ${++count}`, context)
    if (part) yield part
  }
  if (drawing.complete && drawing.bitmaps.length <= context.limits.pictures) return
  const reason = {
    zh: 'EMF/WMF 图元文件中可能有画成线条的文字',
    en: 'letters may be drawn as curves in this EMF or WMF metafile',
  }
  context.problem('picture-unread', { name: label, reason }, label)
}
