/** Web fonts (WOFF 1.0): the tables of a font, each compressed by itself. */
import type { ExtractContext } from '../extractor.ts'
import type { Range } from '../stray-bytes.ts'
import { Cursor } from './cursor.ts'
import { damaged } from './damaged.ts'
import { inflatePiece } from './inflate.ts'
import type { FontLayout, FontTable } from './layout.ts'
import { printable } from './sfnt.ts'

/** What both versions keep beside the font. */
export interface Extras {
  readonly metadata?: Uint8Array
  readonly privateData?: Uint8Array
}

/** @throws {ProblemError} `corrupt`, `too-large`. */
export function readWoff(bytes: Uint8Array, context: ExtractContext): FontLayout {
  const cursor = new Cursor(bytes, 12)
  const tableCount = cursor.u16()
  if (tableCount === 0) throw damaged('number of tables')
  cursor.skip(10)
  const covered: Range[] = []
  const extras = readExtras(bytes, cursor, 'zlib', covered, context)
  const tables: FontTable[] = []
  for (let i = 0; i < tableCount; i++) {
    const tag = cursor.tag()
    const [at, stored, size] = [cursor.u32(), cursor.u32(), cursor.u32()]
    cursor.skip(4)
    if (at + stored > bytes.length || stored > size) throw damaged(`table ${printable(tag)} cut short`)
    covered.push([at, at + stored])
    const piece = bytes.subarray(at, at + stored)
    const content = stored === size ? piece : inflatePiece('zlib', piece, size, context)
    tables.push({ tag, bytes: content, isTransformed: false })
  }
  covered.push([0, cursor.at])
  return { fonts: [tables], covered, texts: [], ...extras }
}

/** The five numbers at the end of both headers that say where metadata and private data are. */
export function readExtras(
  bytes: Uint8Array,
  cursor: Cursor,
  method: 'zlib' | 'brotli',
  covered: Range[],
  context: ExtractContext,
): Extras {
  const [at, stored, size] = [cursor.u32(), cursor.u32(), cursor.u32()]
  const [privateAt, privateSize] = [cursor.u32(), cursor.u32()]
  if (at + stored > bytes.length || privateAt + privateSize > bytes.length) throw damaged('cut short')
  covered.push([at, at + stored], [privateAt, privateAt + privateSize])
  return {
    ...(stored > 0 ? { metadata: inflatePiece(method, bytes.subarray(at, at + stored), size, context) } : {}),
    ...(privateSize > 0 ? { privateData: bytes.subarray(privateAt, privateAt + privateSize) } : {}),
  }
}
