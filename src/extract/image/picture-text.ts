/** Text that travels beside the pixels: EXIF, XMP, IPTC, PNG text chunks, JPEG and GIF comments. */
import { Parser } from 'htmlparser2'
import type { Line } from '../../document/document.ts'
import { isPng, type PictureHeader } from '../../raster/decode.ts'
import { sharp } from '../../raster/sharp.ts'
import { decodeText } from '../encoding.ts'
import type { ExtractContext } from '../extractor.ts'
import { linesOf } from '../text.ts'
import { readTiffTexts } from './exif.ts'

/** Lines of the channel `metadata`; what is damaged there does not keep the pixels from being read. */
export async function readPictureText(bytes: Uint8Array, format: PictureHeader['format']): Promise<Line[]> {
  const texts: string[] = []
  if (format !== 'bmp' && format !== 'ico') {
    const { exif, xmp, iptc, comments } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (exif) texts.push(...readTiffTexts(exif))
    if (xmp) texts.push(...readXmp(xmp))
    if (iptc) texts.push(...readIptc(iptc))
    for (const { text } of comments ?? []) texts.push(text)
  }
  if (format === 'tiff') texts.push(...readTiffTexts(bytes))
  if (format === 'jpeg') texts.push(...jpegComments(bytes))
  if (format === 'gif') texts.push(...gifComments(bytes))
  return linesOf([...new Set(texts)].join('\n'), 'metadata')
}

/** XMP is RDF in XML: properties stand in elements or in attributes. */
function readXmp(xmp: Uint8Array): string[] {
  const texts: string[] = []
  const parser = new Parser(
    {
      ontext: text => {
        if (/[\p{L}\p{N}]/u.test(text)) texts.push(text.trim())
      },
      onattribute: (name, value) => {
        if (!name.startsWith('xmlns') && !value.startsWith('http') && value.trim() !== '') texts.push(value)
      },
    },
    { xmlMode: true },
  )
  parser.end(Buffer.from(xmp).toString('utf8'))
  return texts
}

/** IPTC-IIM datasets: 0x1C, record, number, length (2 bytes), text; record 2 holds title, caption, keywords … */
function readIptc(iptc: Uint8Array): string[] {
  const texts: string[] = []
  const start = Buffer.from(iptc.buffer, iptc.byteOffset, iptc.byteLength).indexOf(Uint8Array.of(0x1c, 2))
  let at = Math.max(0, start)
  while (at + 5 <= iptc.length && iptc[at] === 0x1c) {
    const length = ((iptc[at + 3] ?? 0) << 8) | (iptc[at + 4] ?? 0)
    const text = iptc[at + 1] === 2 ? decodeText(iptc.subarray(at + 5, at + 5 + length))?.text : ''
    if (text && !text.includes('\0')) texts.push(text)
    at += 5 + length
  }
  return texts
}

/** COM segments before the scan data (ITU-T T.81 B.2.4.5). */
function jpegComments(bytes: Uint8Array): string[] {
  const texts: string[] = []
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    if (length < 2) break
    if (bytes[at + 1] === 0xfe) texts.push(decodeText(bytes.subarray(at + 4, at + 2 + length))?.text ?? '')
    at += 2 + length
  }
  return texts
}

/** Comment extensions, 0x21 0xFE (GIF89a §24), found by walking the blocks. */
function gifComments(bytes: Uint8Array): string[] {
  const texts: string[] = []
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  let at = 13 + tableBytes(bytes[10] ?? 0)
  while (at + 2 <= bytes.length && bytes[at] !== 0x3b) {
    const isComment = bytes[at] === 0x21 && bytes[at + 1] === 0xfe
    if (bytes[at] === 0x21) at += 2
    else if (bytes[at] === 0x2c) at += 11 + tableBytes(bytes[at + 9] ?? 0)
    else break
    const blocks: Uint8Array[] = []
    for (let size = bytes[at] ?? 0; size > 0; size = bytes[at] ?? 0) {
      if (isComment) blocks.push(bytes.subarray(at + 1, at + 1 + size))
      at += 1 + size
    }
    at++
    if (isComment) texts.push(decodeText(Buffer.concat(blocks))?.text ?? '')
  }
  return texts
}

/** Records that a PNG holds further frames, which no reader here shows. */
export function reportAnimation(bytes: Uint8Array, context: ExtractContext): void {
  if (!hasAnimationChunk(bytes)) return
  context.problem('part-unread', {
    part: { zh: '动画', en: 'animation' },
    reason: 'animated PNG: only its first frame is read',
  })
}

/** The acTL chunk of APNG 1.0. */
function hasAnimationChunk(bytes: Uint8Array): boolean {
  if (!isPng(bytes)) return false
  for (const { kind, content } of pngChunks(bytes)) {
    if (kind === 'acTL') return content.length >= 4 && content.readUInt32BE() > 1
    if (kind === 'IDAT') return false
  }
  return false
}

/** How many bytes of a PNG there are up to the end of its last chunk, which is empty: readers look no further. */
export function pngBytes(png: Uint8Array): number {
  for (const { kind, start } of pngChunks(png)) if (kind === 'IEND') return start + 12
  return png.length
}

function* pngChunks(png: Uint8Array): Generator<{ kind: string; content: Buffer; start: number }> {
  const buffer = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  for (let start = 8; start + 12 <= buffer.length; ) {
    const end = start + 12 + buffer.readUInt32BE(start)
    const kind = buffer.toString('latin1', start + 4, start + 8)
    yield { kind, content: buffer.subarray(start + 8, end - 4), start }
    start = end
  }
}
