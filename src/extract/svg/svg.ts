/** SVG drawings (SVG 1.1): what they say and hide, the files written into them, and letters drawn as shapes. */

import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { parseDataUri } from '../data-uri.ts'
import { picturePart } from '../embedded-picture.ts'
import { decodeText } from '../encoding.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { contentKind, contentKindBytes } from '../package/content-kind.ts'
import { attribute } from '../xml/read.ts'
import { type XmlNode, xmlTree } from '../xml/tree.ts'
import { commentLines } from '../xml-text.ts'
import { drawnText, type Size } from './shapes.ts'
import { svgText } from './text.ts'

/** What browsers show an SVG at that does not state its size. */
const usual: Size = { width: 300, height: 150 }

/**
 * Yields `drawing`, without boxes but for its shapes; then the files in it.
 * @throws {ProblemError} `corrupt` (not well-formed, with entities), `too-large`.
 */
export const extractSvg: Extractor = async function* (bytes, context) {
  let problem: ProblemError | null = null
  const root = await xmlTree([bytes], error => {
    problem = error
  })
  if (!root) throw problem ?? new ProblemError('corrupt', { reason: 'SVG' })
  const { lines, dataUris } = svgText(root)
  lines.push(...commentLines(decodeText(bytes)?.text ?? ''))
  const size = sizeOf(root)
  const drawing = drawnText(root, size, context.limits.pixels)
  yield { label: 'drawing', page: null, ...size, lines, pictures: drawing ? [drawing] : [] }
  yield* fileParts([...new Set(dataUris)], context)
  if (problem) throw problem
}

async function* fileParts(uris: readonly string[], context: ExtractContext): AsyncGenerator<ExtractedPart> {
  for (const [index, uri] of uris.entries()) {
    const label = `picture ${index + 1}`
    const data = parseDataUri(uri)
    if (!data) {
      const part = { zh: '内嵌数据', en: 'data: address' }
      context.problem('part-unread', { part, reason: { zh: '无法解码', en: 'not decodable' } }, label)
      continue
    }
    if (data.bytes.length === 0) continue
    if (contentKind(data.bytes.subarray(0, contentKindBytes)) === 'picture') {
      context.spend(data.bytes.length)
      const part = await picturePart(data.bytes, label, context)
      if (part) yield part
    } else yield* context.nested(data.bytes, `object ${index + 1}`)
  }
}

/** Its size in user units: the view box, else width and height. */
function sizeOf(root: XmlNode): Size {
  const box = (attribute(root, 'viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const [, , boxWidth = Number.NaN, boxHeight = Number.NaN] = box
  const width = Number.parseFloat(attribute(root, 'width') ?? '')
  const height = Number.parseFloat(attribute(root, 'height') ?? '')
  for (const size of [
    { width: boxWidth, height: boxHeight },
    { width, height },
  ]) {
    if (size.width > 0 && size.height > 0 && size.width < 1e7 && size.height < 1e7) return size
  }
  return usual
}
