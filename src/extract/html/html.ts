/** HTML pages: what they show, what they hide, and the pictures they carry inside them. Nothing is fetched. */
import type { Line } from '../../document/document.ts'
import { ProblemError } from '../../document/problem.ts'
import { parseDataUri } from '../data-uri.ts'
import { picturePart } from '../embedded-picture.ts'
import { decodeText, type Encoding } from '../encoding.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { sniff } from '../sniff.ts'
import { linesOf, textPart } from '../text.ts'
import { readPage } from './page-reader.ts'

/** Pages within pages (srcdoc, data:text/html) that are followed. */
const nestingLimit = 4

/** @throws {ProblemError} `text-undecodable` */
export const extractHtml: Extractor = async function* (bytes, context) {
  const decoded = decodeText(bytes, declaredEncoding(bytes))
  if (!decoded) throw new ProblemError('text-undecodable')
  if (decoded.undecoded > 0) {
    context.problem('corrupt', { reason: `${decoded.undecoded} × not ${decoded.encoding}` }, 'text')
  }
  const found: Found = { lines: [], pictures: [] }
  await readNested(decoded.text, 0, found, context)
  yield textPart(found.lines)
  for (const [index, picture] of found.pictures.entries()) {
    const part = await picturePart(picture, `picture ${index + 1}`, context)
    if (part) yield part
  }
}

interface Found {
  readonly lines: Line[]
  readonly pictures: Uint8Array[]
}

/** Appends what a page and the pages inside it say, in the order of depth. */
async function readNested(html: string, depth: number, found: Found, context: ExtractContext): Promise<void> {
  if (depth > nestingLimit) {
    context.problem('part-unread', { part: '内嵌网页 / embedded page', reason: 'nested too deep' })
    return
  }
  const { lines, dataUris, innerPages } = readPage(html)
  for (const line of lines) found.lines.push(line)
  for (const page of innerPages) await readNested(page, depth + 1, found, context)
  for (const uri of new Set(dataUris)) await readDataUri(uri, depth, found, context)
}

async function readDataUri(uri: string, depth: number, found: Found, context: ExtractContext): Promise<void> {
  const data = parseDataUri(uri)
  if (!data) {
    context.problem('part-unread', { part: '内嵌数据 / data: address', reason: 'not decodable' })
    return
  }
  if (data.bytes.length === 0 || /^(?:font|application\/(?:x-)?font)/.test(data.type)) return
  const sniffed = await sniff(data.bytes)
  const type = sniffed?.type ?? data.type
  if (sniffed?.format?.family === 'picture' && sniffed.format.load) found.pictures.push(data.bytes)
  else if (type === 'image/svg+xml' || type === 'text/html' || type === 'application/xml') {
    const text = decodeText(data.bytes)?.text
    if (text) await readNested(text, depth + 1, found, context)
  } else if (sniffed?.format?.family === 'text') {
    const code = /javascript|css/.test(data.type)
    const text = code ? '' : (decodeText(data.bytes)?.text ?? '')
    for (const line of linesOf(text, 'hidden')) found.lines.push(line)
  } else
    context.problem('part-unread', { part: '内嵌数据 / data: address', reason: sniffed?.label ?? data.type })
}

/** Encodings that browsers take a label for (Encoding Standard §4.2), of those this project reads. */
const labels: Record<string, Encoding> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  'gb_2312-80': 'gb18030',
  'x-gbk': 'gb18030',
  big5: 'big5',
  'big5-hkscs': 'big5',
  'x-x-big5': 'big5',
}

/** What `<meta charset>` or its older form says; browsers look at the first 1024 bytes. */
function declaredEncoding(bytes: Uint8Array): Encoding | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const label = /charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{1,40})/i.exec(head)?.[1]
  return (label && labels[label.toLowerCase()]) || null
}
