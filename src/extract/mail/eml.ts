/** Mail messages (RFC 5322) and web pages saved as one file (MHTML, RFC 2557): headers, bodies, attachments. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { UniqueLabels } from '../archive/unique-labels.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { linesOf, textLine } from '../text.ts'
import { readBody } from './body.ts'
import { decodeMailText } from './charset.ts'
import { headerText } from './header-text.ts'
import { headerLines } from './headers.ts'
import { type MimePart, splitMail } from './mime-parts.ts'

/** What mail programs put before the first boundary for those that know no MIME. */
const usualPreamble =
  /^(?:This is (?:an? )?(?:multi-?part|(?:cryptographically )?signed) (?:MIME )?message\b.*|\s*)$/i

/** @throws {ProblemError} `too-large` (headers, number of parts). */
export const extractEml: Extractor = async function* (bytes, context) {
  const mail = await splitMail(bytes, context.limits)
  yield textPart('headers', headerLines(mail.headers))
  if (mail.multiparts.includes('encrypted')) context.problem('encrypted', {}, 'headers')
  if (mail.empty > 0) {
    const part = { zh: '邮件的分段', en: 'The parts of the mail' }
    context.problem('part-unread', { part, reason: 'no boundary' }, 'headers')
  }
  const labels = new UniqueLabels()
  for (const [index, part] of mail.parts.entries()) yield* readPart(part, index + 1, labels, context)
  yield* texts('part headers', mail.parts.flatMap(partHeaderLines))
  const between = decodeMailText(Buffer.from(mail.between, 'latin1'), '')?.text ?? mail.between
  yield* texts(
    'between parts',
    linesOf(between, 'hidden').filter(({ text }) => !usualPreamble.test(text)),
  )
}

async function* readPart(
  part: MimePart,
  number: number,
  labels: UniqueLabels,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  if (part.bytes.length === 0) {
    yield* texts(labels.unique(`part ${number}`), linesOf(part.fileName, 'filename'))
    return
  }
  const isBody = !part.attached && part.fileName === ''
  const html = part.type === 'text/html'
  if (isBody && (html || part.type === 'text/plain')) {
    const label = labels.unique(html ? 'html' : 'text')
    reportEncoding(part, label, context)
    yield* readBody({ ...part, html }, label, context)
    return
  }
  const label = labels.unique(nameOf(part, number))
  reportEncoding(part, label, context)
  if (/^application\/(?:x-)?pkcs7-mime$/.test(part.type)) {
    const signed = part.headers.some(({ key, line }) => key === 'content-type' && /signed-data/i.test(line))
    if (signed) context.problem('part-unread', { part: label, reason: 'S/MIME signed-data' }, label)
    else context.problem('encrypted', {}, label)
    yield textPart(label, [textLine(label, 'filename')])
  } else if (isSignature(part)) yield textPart(label, [textLine(label, 'filename')])
  else yield* context.nested(documentOf(part), label)
}

function reportEncoding({ unknownEncoding }: MimePart, label: string, context: ExtractContext): void {
  if (unknownEncoding === '') return
  const reason = `Content-Transfer-Encoding: ${unknownEncoding}`
  context.problem('part-unread', { part: label, reason }, label)
}

/** The name of an attachment; of a part of a web page, the last step of its address. */
function nameOf(part: MimePart, number: number): string {
  if (part.fileName !== '') return part.fileName
  if (part.type === 'message/rfc822') return `message ${number}.eml`
  const address = headerOf(part, 'content-location').split(/[?#]/)[0] ?? ''
  return address.split(/[\\/]/).findLast(step => /\.\w{1,5}$/.test(step)) ?? `part ${number}`
}

/** A detached signature holds certificates and numbers; it is taken for one by its content, not by its type alone. */
function isSignature({ type, bytes }: MimePart): boolean {
  const derSequence = bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80
  return /^application\/(?:x-)?pkcs7-signature$/.test(type) && derSequence && bytes.length < 2 ** 16
}

/** A mail inside a mail is recognised as such whatever headers it has. */
function documentOf({ type, bytes }: MimePart): Uint8Array {
  if (type !== 'message/rfc822') return bytes
  return Buffer.concat([Buffer.from('MIME-Version: 1.0\r\nX-Embedded: message/rfc822\r\n'), bytes])
}

function headerOf({ headers }: MimePart, name: string): string {
  const line = headers.find(({ key }) => key === name)?.line ?? ''
  return headerText(line.slice(line.indexOf(':') + 1))
}

/** Where a part of a web page came from, and what describes it. */
function partHeaderLines(part: MimePart): Line[] {
  return [
    ...linesOf(headerOf(part, 'content-location'), 'link'),
    ...linesOf(headerOf(part, 'content-description'), 'metadata'),
  ]
}

function* texts(label: string, lines: Line[]): Generator<ExtractedPart> {
  if (lines.length > 0) yield textPart(label, lines)
}

function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}
