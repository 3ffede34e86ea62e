/** Plain text: every line of it. */
import type { Channel, Line } from '../document/document.ts'
import type { ExtractedPart } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { decodeText } from './encoding.ts'
import type { ExtractContext, Extractor } from './extractor.ts'

const label = 'text'
/** Everything that ends a line on some screen: CR, LF, vertical tab, form feed, NEL, U+2028, U+2029. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/

/** A line of text that was read, not recognised, and has no place on a page. */
export function textLine(text: string, channel: Channel): Line {
  return { text, channel, box: null, confidence: 1 }
}

/** The lines of a text that are not blank. */
export function linesOf(text: string, channel: Channel): Line[] {
  const lines: Line[] = []
  for (const line of text.split(lineEnd)) {
    if (line.trim() !== '') lines.push(textLine(line, channel))
  }
  return lines
}

/** The one part of a text document. */
export function textPart(lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}

/**
 * The characters of a text document; bytes that are no text become a problem, the rest is read.
 * @throws {ProblemError} `text-undecodable`
 */
export function readText(bytes: Uint8Array, context: ExtractContext): string {
  const decoded = decodeText(bytes)
  if (!decoded) throw new ProblemError('text-undecodable')
  if (decoded.undecoded > 0) {
    context.problem('corrupt', { reason: `${decoded.undecoded} × not ${decoded.encoding}` }, label)
  }
  return decoded.text
}

/** @throws {ProblemError} `text-undecodable` */
export const extractText: Extractor = async function* (bytes, context) {
  yield textPart(linesOf(readText(bytes, context), 'body'))
}
