/** Embedded files that no list and no note of a PDF leads to: associated files, and what was unlinked but not removed. */
import { inflateSync } from 'node:zlib'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import type { KnownFiles } from './attachments.ts'
import { type RawStream, rawStreams } from './raw-streams.ts'

const largest = 256 * 2 ** 20

/** @param known files that were read through the document; of an encrypted document nothing more can be. */
export async function* unlistedFiles(
  bytes: Uint8Array,
  known: KnownFiles,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!file.includes('/EmbeddedFile') || file.includes('/Encrypt')) return
  for (const stream of rawStreams(bytes)) {
    if (!/\/Type\s*\/EmbeddedFile\b/.test(stream.dictionary)) continue
    const content = contentOf(stream)
    const name = `attachment ${stream.object}`
    if (content === null) {
      const reason = { zh: '压缩方式不受支持', en: 'its compression is not supported' }
      context.problem('part-unread', { part: name, reason })
    } else if (known.add(content)) yield* context.nested(content, name)
  }
}

function contentOf({ filter, data, dictionary }: RawStream): Uint8Array | null {
  if (filter === null) return data
  if (filter !== 'FlateDecode' || /\/DecodeParms|\/Filter\s*\[\s*\/\w+\s*\/\w+/.test(dictionary)) return null
  try {
    return inflateSync(data, { maxOutputLength: largest })
  } catch {
    return null
  }
}
