/** Web fonts (WOFF 2.0): all tables of a font, or of a collection, in one Brotli stream. */
import type { ExtractContext } from '../extractor.ts'
import type { Range } from '../stray-bytes.ts'
import { Cursor } from './cursor.ts'
import { damaged } from './damaged.ts'
import { inflatePiece } from './inflate.ts'
import type { FontLayout, FontTable } from './layout.ts'
import { readExtras } from './woff.ts'

/** Tags that are written as a number (WOFF2 §4.1). */
const knownTags =
  'cmapheadhheahmtxmaxpnameOS/2postcvt fpgmglyflocaprepCFF VORGEBDTEBLCgasphdmxkernLTSHPCLTVDMXvheavmtxBASEGDEFGPOSGSUBEBSCJSTFMATHCBDTCBLCCOLRCPALSVG sbixacntavarbdatblocbslncvarfdscfeatfmtxfvargvarhstyjustlcarmortmorxopbdproptrakZapfSilfGlatGlocFeatSill'

const mostFonts = 1_000

interface Entry {
  readonly tag: string
  /** Bytes of it in the stream. */
  readonly size: number
  readonly isTransformed: boolean
}

/** @throws {ProblemError} `corrupt`, `too-large`. */
export function readWoff2(bytes: Uint8Array, context: ExtractContext): FontLayout {
  const cursor = new Cursor(bytes, 4)
  const isCollection = cursor.tag() === 'ttcf'
  cursor.skip(4)
  const tableCount = cursor.u16()
  if (tableCount === 0) throw damaged('number of tables')
  cursor.skip(6)
  const compressed = cursor.u32()
  cursor.skip(4)
  const covered: Range[] = []
  const extras = readExtras(bytes, cursor, 'brotli', covered, context)
  const entries = Array.from({ length: tableCount }, () => readEntry(cursor))
  const indexes = isCollection ? readCollection(cursor, tableCount) : null
  const start = cursor.at
  covered.push([0, start + compressed])
  if (start + compressed > bytes.length) throw damaged('cut short')
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const stream = inflatePiece('brotli', bytes.subarray(start, start + compressed), total, context)
  const tables: FontTable[] = []
  let at = 0
  for (const { tag, size, isTransformed } of entries) {
    tables.push({ tag, isTransformed, bytes: stream.subarray(at, at + size) })
    at += size
  }
  const fonts = indexes?.map(font => font.flatMap(index => tables[index] ?? [])) ?? [tables]
  return { fonts, covered, texts: [], ...extras }
}

function readEntry(cursor: Cursor): Entry {
  const flags = cursor.u8()
  const number = flags & 0x3f
  const tag = number === 0x3f ? cursor.tag() : knownTags.slice(4 * number, 4 * number + 4)
  const size = cursor.base128()
  // These two are transformed by version 0 and left alone by version 3, all others the other way round.
  const version = flags >> 6
  const isTransformed = tag === 'glyf' || tag === 'loca' ? version !== 3 : version !== 0
  return { tag, isTransformed, size: isTransformed ? cursor.base128() : size }
}

/** For each font of a collection the numbers of its tables. */
function readCollection(cursor: Cursor, tableCount: number): number[][] {
  cursor.skip(4)
  const count = cursor.short255()
  if (count === 0 || count > mostFonts) throw damaged('number of fonts')
  return Array.from({ length: count }, () => {
    const tables = cursor.short255()
    if (tables === 0 || tables > tableCount) throw damaged('number of tables')
    cursor.skip(4)
    return Array.from({ length: tables }, () => {
      const index = cursor.short255()
      if (index >= tableCount) throw damaged('number of a table')
      return index
    })
  })
}
