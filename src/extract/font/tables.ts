/** Which tables of a font say something, and whether the others are what a font is made of. */
import { isUtf8 } from 'node:buffer'
import { type ContentKind, contentKind, contentKindBytes } from '../package/content-kind.ts'
import type { Range } from '../stray-bytes.ts'
import { Cursor } from './cursor.ts'
import { damaged } from './damaged.ts'
import type { FontTable } from './layout.ts'

/**
 * Tables of outlines, metrics, layout and instructions, which hold numbers and no text: OpenType 1.9, Apple's TrueType
 * Reference Manual, Graphite, and what FontForge, ttfautohint, VOLT, web font services and Microsoft's tools leave.
 * A table that is not among them is read as what it is.
 */
const silentTags = new Set(
  (
    'cmapheadhheahmtxmaxpOS/2cvt fpgmglyflocaprepgaspCFF2VORGEBDTEBLCEBSCCBDTCBLCCOLRCPALSVG sbixhdmxkernLTSHPCLTVDMX' +
    'vheavmtxBASEGDEFGPOSGSUBJSTFMATHDSIGMERGavarcvarfvargvarHVARMVARVVARSTATVARCIFT IFTXacntbdatblocbheabslnfdscfeat' +
    'fmtxfondgcidhstyjustkerxlcarltagmortmorxopbdproptrakxrefZapfSilfGlatGlocFeatSillFFTMPfEdTeX BDF webfTSIVTSIDTSIPTSISEPAR'
  ).match(/.{4}/g),
)
/** Read for their words. */
const speakingTags: ReadonlySet<string> = new Set(['name', 'post', 'CFF ', 'meta'])
const documentKinds: ReadonlySet<ContentKind> = new Set(['picture', 'compound', 'zip', 'html', 'xml'])
const headMagic = 0x5f0f3cf5
const outlines = ['glyf', 'CFF ', 'CFF2', 'EBDT', 'CBDT', 'sbix', 'SVG ', 'bdat']

/** Whether a table is to be read as a document: its tag is none of a font, or its content is none. */
export function isForeign({ tag, bytes }: FontTable): boolean {
  if (bytes.length === 0) return false
  return !(silentTags.has(tag) || speakingTags.has(tag)) || isDocument(bytes)
}

/** Numbers hold control characters sooner or later, and drawings and pictures of glyphs have numbers before them. */
function isDocument(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, contentKindBytes)
  return (
    documentKinds.has(contentKind(start)) ||
    Buffer.from(start.subarray(0, 5)).toString('latin1') === '%PDF-' ||
    (isUtf8(bytes) && !bytes.some(byte => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d)))
  )
}

/**
 * Whether the tables are a font: what only claims to be one has no header with its magic number, no glyphs.
 * @throws {ProblemError} `corrupt`.
 */
export function checkFont(tables: readonly FontTable[]): void {
  const byTag = new Map(tables.map(table => [table.tag, table]))
  const head = byTag.get('head') ?? byTag.get('bhea')
  if (!head) throw damaged('no head')
  const cursor = new Cursor(head.bytes, 12)
  if (cursor.u32() !== headMagic) throw damaged('head')
  if (!byTag.has('maxp')) throw damaged('no maxp')
  if (!outlines.some(tag => byTag.has(tag))) throw damaged('no glyphs')
}

/**
 * Where the glyphs stand in `glyf`: between them nothing may hide.
 * @returns null when there is no `glyf`.
 * @throws {ProblemError} `corrupt` when `loca` does not lead into it.
 */
export function glyphRanges(tables: readonly FontTable[]): { glyf: Uint8Array; covered: Range[] } | null {
  const byTag = new Map(tables.map(table => [table.tag, table]))
  const glyf = byTag.get('glyf')
  if (!glyf) return null
  if (glyf.isTransformed) return { glyf: glyf.bytes, covered: [[0, transformedEnd(glyf.bytes)]] }
  const head = new Cursor(byTag.get('head')?.bytes ?? new Uint8Array(), 50)
  const isLong = head.u16() !== 0
  const loca = byTag.get('loca')?.bytes ?? new Uint8Array()
  const cursor = new Cursor(loca)
  const covered: Range[] = []
  let previous = isLong ? cursor.u32() : 2 * cursor.u16()
  while (cursor.at + (isLong ? 4 : 2) <= loca.length) {
    const offset = isLong ? cursor.u32() : 2 * cursor.u16()
    if (offset < previous || offset > glyf.bytes.length) throw damaged('loca')
    if (offset > previous) covered.push([previous, offset])
    previous = offset
  }
  return { glyf: glyf.bytes, covered }
}

/** Behind the seven streams of a transformed `glyf`, and the bitmap that may follow them (WOFF2 §5.1). */
function transformedEnd(glyf: Uint8Array): number {
  const cursor = new Cursor(glyf, 2)
  const hasOverlaps = (cursor.u16() & 1) !== 0
  const glyphs = cursor.u16()
  cursor.skip(2)
  let end = 36 + (hasOverlaps ? (glyphs + 7) >> 3 : 0)
  for (let i = 0; i < 7; i++) end += cursor.u32()
  if (end > glyf.length) throw damaged('glyf')
  return end
}
