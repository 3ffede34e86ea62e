/** Web fonts of old browsers (Embedded OpenType, W3C submission of 2008): a header with names, and a font. */
import { ProblemError } from '../../document/problem.ts'
import type { Range } from '../stray-bytes.ts'
import { Cursor } from './cursor.ts'
import { damaged } from './damaged.ts'
import type { FontLayout } from './layout.ts'
import { readSfnt } from './sfnt.ts'

/** TTEMBED_TTCOMPRESSED, TTEMBED_XORENCRYPTDATA. */
const flag = { compressed: 0x4, xor: 0x1000_0000 }
const xorKey = 0x50

/** @throws {ProblemError} `corrupt`; `part-unread` for a compressed font, a form that only Internet Explorer knew. */
export function readEot(bytes: Uint8Array): FontLayout {
  const cursor = new Cursor(bytes)
  const [size, fontSize, version, flags] = [cursor.u32le(), cursor.u32le(), cursor.u32le(), cursor.u32le()]
  cursor.skip(66)
  const texts: string[] = []
  const text = () => {
    const content = cursor.bytes(cursor.u16le())
    texts.push(new TextDecoder('utf-16le').decode(content))
  }
  // Family, style, version and full name, each behind two bytes of padding but for the first, whose padding was skipped.
  for (let i = 0; i < 4; i++) {
    text()
    cursor.skip(2)
  }
  if (version >= 0x20001) text()
  else cursor.at -= 2
  const header: Range[] = [[0, cursor.at]]
  if (version >= 0x20002) {
    cursor.skip(10)
    // A signature that nobody ever defined, and a font of the user's own characters, are left to be read as strays.
    header.push([cursor.at - 10, cursor.at + 2])
    cursor.skip(cursor.u16le())
    header.push([cursor.at, cursor.at + 8])
    cursor.skip(4)
    cursor.skip(cursor.u32le())
  }
  const start = cursor.at
  if (size !== start + fontSize || size > bytes.length) throw damaged('size in the header of EOT')
  if ((flags & flag.compressed) !== 0) {
    const reason = { zh: 'MTX 压缩不受支持', en: 'MTX compression is not supported' }
    throw new ProblemError('part-unread', { part: 'EOT', reason })
  }
  const stored = cursor.bytes(fontSize)
  const font = (flags & flag.xor) === 0 ? stored : stored.map(byte => byte ^ xorKey)
  const inner = readSfnt(font)
  const covered = inner.covered.map(([from, to]) => [start + from, start + to] as const)
  return { fonts: inner.fonts, covered: [...header, ...covered], texts }
}
