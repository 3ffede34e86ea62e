/** Pictures in Office drawings (MS-ODRAW 2.2.23 OfficeArtBlip), found wherever they stand in a stream. */
import { inflateSync } from 'node:zlib'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import { Binary } from './binary.ts'
import { pictureOf } from './picture-bytes.ts'

/** Instances by which the types of picture are told (MS-ODRAW 2.2.24–2.2.31); an odd one has a second identifier. */
const instances: Readonly<Record<number, readonly number[]>> = {
  61466: [0x3d4, 0x3d5],
  61467: [0x216, 0x217],
  61468: [0x542, 0x543],
  61469: [0x46a, 0x46b, 0x6e2, 0x6e3],
  61470: [0x6e0, 0x6e1],
  61471: [0x7a8, 0x7a9],
  61481: [0x6e4, 0x6e5],
  61482: [0x46a, 0x46b, 0x6e2, 0x6e3],
}
const identifierBytes = 16
const metafileHeaderBytes = 34
const deflated = 0
/** Metafiles compress well; nothing real grows more. */
const maxInflated = 64 * 2 ** 20

interface Blip {
  readonly bytes: Uint8Array
  /** EMF, WMF and PICT may be compressed. */
  readonly compressed: boolean
}

/** Parts `picture 1`, … for the pictures of some streams, each picture once. @throws {ProblemError} `too-large`. */
export async function* blipParts(
  streams: readonly Uint8Array[],
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const { pictures: limit } = context.limits
  let count = 0
  for (const stream of streams) {
    for (const blip of blipsIn(stream)) {
      count++
      if (count > limit)
        throw new ProblemError('too-large', {
          what: { zh: '图片数', en: 'pictures' },
          size: `> ${limit}`,
          limit,
        })
      const label = `picture ${count}`
      const bytes = contentOf(blip, label, context)
      if (bytes) yield* pictureOf(bytes, label, context)
    }
  }
}

/** Record headers (version and instance, type, length) that fit a picture, in one pass. */
function* blipsIn(stream: Uint8Array): Generator<Blip> {
  const data = new Binary(stream)
  let at = 0
  for (;;) {
    // The upper byte of every type of record in drawings.
    const high = stream.indexOf(0xf0, at + 3)
    if (high < 0) return
    at = high - 3
    const type = data.u16(at + 2)
    const instance = data.u16(at) >> 4
    const length = data.u32(at + 4)
    const fits = (data.u16(at) & 15) === 0 && at + 8 + length <= stream.length
    if (!fits || !instances[type]?.includes(instance)) {
      at++
      continue
    }
    const identifiers = identifierBytes * (1 + (instance & 1))
    const metafile = type <= 0xf01c
    const start = at + 8 + identifiers + (metafile ? metafileHeaderBytes : 1)
    const end = at + 8 + length
    if (start >= end) {
      at++
      continue
    }
    const compression = metafile ? data.u8(start - 2) : 0xfe
    yield { bytes: stream.subarray(start, end), compressed: compression === deflated }
    at = end - 3
    if (at < 0) at = 0
  }
}

function contentOf({ bytes, compressed }: Blip, label: string, context: ExtractContext): Uint8Array | null {
  if (!compressed) return bytes
  try {
    const inflated = inflateSync(bytes, { maxOutputLength: maxInflated })
    context.spend(inflated.length)
    return inflated
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const reason = { zh: '图元文件解压失败', en: 'the metafile cannot be inflated' }
    context.problem('picture-unread', { name: label, reason }, label)
    return null
  }
}
