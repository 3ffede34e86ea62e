/** The bodies of a mail, plain and HTML, whatever program wrote them. */
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { extractHtml } from '../html/html.ts'
import { linesOf } from '../text.ts'
import { decodeMailText } from './charset.ts'

export interface MailBody {
  readonly bytes: Uint8Array
  readonly html: boolean
  /** As the mail states it, or empty. */
  readonly charset: string
  /** Soft line ends are a blank before the line end (RFC 3676). */
  readonly flowed: boolean
}

/** Content inside a text body that is no text: its lines would be read as letters without sense. */
const encodedInside: readonly (readonly [pattern: RegExp, encrypted: boolean])[] = [
  [/^-----BEGIN PGP MESSAGE-----/m, true],
  [/^begin [0-7]{3,4} [^\r\n]{1,200}\r?\nM[!-`]{20}/m, false],
  [/^=ybegin /m, false],
]

/** @param label of the part, unique in the mail. */
export async function* readBody(
  body: MailBody,
  label: string,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const decoded = decodeMailText(body.bytes, body.charset)
  if (!decoded) {
    context.problem('text-undecodable', {}, label)
    return
  }
  if (decoded.undecoded > 0) {
    context.problem('corrupt', { reason: `${decoded.undecoded} × not ${body.charset || 'text'}` }, label)
  }
  if (body.html) {
    // In an encoding that is beyond doubt.
    yield* relabelled(extractHtml, Buffer.from(`\ufeff${decoded.text}`), label, context)
    return
  }
  const text = body.flowed ? decoded.text.replace(/ \r?\n(?!\r?\n|-- )/g, ' ') : decoded.text
  for (const [pattern, encrypted] of encodedInside) {
    if (!pattern.test(text)) continue
    const part = { zh: '正文内的编码附件', en: 'An attachment encoded in the text' }
    if (encrypted) context.problem('encrypted', {}, label)
    else context.problem('part-unread', { part, reason: 'uuencode / yEnc' }, label)
  }
  yield { label, page: null, width: null, height: null, lines: linesOf(text, 'body'), pictures: [] }
}

/** Reads a body of another format with that format's extractor, as a part of the mail. */
export async function* relabelled(
  extractor: Extractor,
  bytes: Uint8Array,
  label: string,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const own: ExtractContext = {
    ...context,
    problem: (code, details, part) => context.problem(code, details, part ? `${label} › ${part}` : label),
  }
  for await (const part of extractor(bytes, own)) {
    yield { ...part, label: part.label === 'text' ? label : `${label} › ${part.label}` }
  }
}
