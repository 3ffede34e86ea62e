/** RTF documents (Rich Text Format 1.9.1). */
import type { Channel } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { decodeText } from '../encoding.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { pictureOf } from '../legacy/picture-bytes.ts'
import { plainLine } from '../ooxml/line.ts'
import { readOle1Object } from './ole1-object.ts'
import { RtfReader } from './reader.ts'

/**
 * Yields `body`, `headers`, `footers`, `footnotes`, `endnotes`, `comments`, `properties`, then the pictures and the
 * objects inside; none has pages or boxes.
 * @throws {ProblemError} `corrupt`, `too-large`: after what could be read.
 */
export const extractRtf: Extractor = async function* (bytes, context) {
  const reader = new RtfReader(bytes, context)
  let failure: ProblemError | null = null
  try {
    reader.read()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    failure = error
  }
  for (const [label, lines] of reader.stories.lines) {
    yield { label, page: null, width: null, height: null, lines, pictures: [] }
  }
  if (failure) throw failure
  yield* trailing(reader, bytes, context)
  yield* pictureParts(reader, context)
  for (const [index, object] of reader.objects.entries()) {
    yield* objectParts(object, `object ${index + 1}`, context)
  }
}

async function* objectParts(
  data: Uint8Array,
  label: string,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const object = readOle1Object(data)
  if (object === null) return
  if (object === 'corrupt') {
    const reason = { zh: '嵌入对象的数据无法识别', en: 'the data of the embedded object is not recognised' }
    context.problem('part-unread', { part: label, reason }, label)
    return
  }
  if (object.paths.length > 0) yield textPart(`${label} (OLE)`, object.paths, 'metadata')
  const name = object.name === '' ? label : `${label} ${object.name}`
  if (object.bytes.length > 0) yield* context.nested(object.bytes, name)
}

function textPart(label: string, texts: readonly string[], channel: Channel): ExtractedPart {
  const lines = texts.filter(text => text.trim() !== '').map(text => plainLine(text, channel))
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}

async function* pictureParts(reader: RtfReader, context: ExtractContext) {
  const real = reader.pictures.some(picture => !picture.fallback)
  const pictures = reader.pictures.filter(picture => !(picture.fallback && real))
  const limit = context.limits.pictures
  for (const [index, { bytes }] of pictures.entries()) {
    if (index >= limit)
      throw new ProblemError('too-large', {
        what: { zh: '图片数', en: 'pictures' },
        size: `> ${limit}`,
        limit,
      })
    yield* pictureOf(bytes, `picture ${index + 1}`, context)
  }
}

/** Readers stop at the last brace; what follows is in the file all the same. A missing brace is a damaged file. */
async function* trailing(reader: RtfReader, bytes: Uint8Array, context: ExtractContext) {
  if (reader.end < 0) {
    const reason = { zh: '文件末尾缺失', en: 'the end of the file is missing' }
    context.problem('corrupt', { reason })
    return
  }
  let at = reader.end
  while (at < bytes.length && ((bytes[at] as number) <= 0x20 || bytes[at] === 0x7d)) at++
  const rest = bytes.subarray(at)
  if (rest.length === 0) return
  const text = rest.includes(0) ? null : decodeText(rest)
  if (text && text.undecoded === 0) {
    yield textPart('after the end', text.text.split(/[\r\n]+/), 'hidden')
  } else yield* context.nested(rest, 'after the end')
}
