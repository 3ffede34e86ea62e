/** Plain text: every line of it. */
import type { Channel, Line } from '../document/document.ts'
import type { ExtractedPart } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { type DecodedText, decodeText } from './encoding.ts'
import type { ExtractContext, Extractor } from './extractor.ts'
import { decodeSevenBit } from './seven-bit.ts'
import { shownOrders } from './shown-order.ts'
import { spelledOut } from './spelled-out.ts'

const label = 'text'
/** Everything that ends a line on some screen: CR, LF, vertical tab, form feed, NEL, U+2028, U+2029. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/

/** A line of text that was read, not recognised, and has no place on a page. */
export function textLine(text: string, channel: Channel): Line {
  return { text, channel, box: null, confidence: 1 }
}

/** The lines of a text that are not blank; below each, as `hidden`, what else it says to those who decode it. */
export function linesOf(text: string, channel: Channel): Line[] {
  const lines: Line[] = []
  for (const line of splitLines(text)) {
    lines.push(textLine(line, channel))
    for (const reading of otherReadings(line)) lines.push(textLine(reading, 'hidden'))
  }
  return lines
}

/** The lines that are not blank. */
export function splitLines(text: string): string[] {
  return text.split(lineEnd).filter(line => line.trim() !== '')
}

/** What a line says when its escapes, its seven-bit Chinese or its overridden direction are resolved. */
export function otherReadings(line: string): string[] {
  const readings = [...spelledOut(line), decodeSevenBit(line), ...shownOrders(line)]
  return readings.flatMap(reading => (reading === null ? [] : splitLines(reading)))
}

/** Records that some bytes were no text of the encoding, so that not everything was read. */
export function reportUndecoded({ undecoded, encoding }: DecodedText, context: ExtractContext): void {
  if (undecoded === 0) return
  const reason = { zh: `${undecoded} 处不是 ${encoding} 编码`, en: `${undecoded} × not ${encoding}` }
  context.problem('corrupt', { reason }, label)
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
  reportUndecoded(decoded, context)
  return decoded.text
}

/** What stands in a text as `data:` addresses and files in base64, if there are any; `before` as in inline-data.ts. */
export async function* filesIn(
  text: string,
  context: ExtractContext,
  before = 0,
): AsyncGenerator<ExtractedPart> {
  const { holdsFiles, inlineData } = await import('./inline-data.ts')
  if (!holdsFiles(text)) return
  yield* inlineData(text, context, before)
}

/** Yields `text`, then the files in it. @throws {ProblemError} `text-undecodable` */
export const extractText: Extractor = async function* (bytes, context) {
  const text = readText(bytes, context)
  yield textPart(linesOf(text, 'body'))
  yield* filesIn(text, context)
}
