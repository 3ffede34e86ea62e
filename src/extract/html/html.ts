/** HTML pages: what they show, what they hide, and the pictures they carry inside them. Nothing is fetched. */
import type { Line } from '../../document/document.ts'
import { ProblemError } from '../../document/problem.ts'
import { parseDataUri } from '../data-uri.ts'
import { isPlainPicture, picturePart } from '../embedded-picture.ts'
import { decodeText } from '../encoding.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { sniff } from '../sniff.ts'
import { filesIn, linesOf, reportUndecoded, textPart } from '../text.ts'
import { declaredEncoding } from './declared-encoding.ts'
import { expandDeclaredEntities } from './declared-entities.ts'
import { readPage } from './page-reader.ts'

/** Pages within pages (srcdoc, data:text/html) that are followed. */
const nestingLimit = 4

/** @throws {ProblemError} `text-undecodable` */
export const extractHtml: Extractor = async function* (bytes, context) {
  const decoded = decodeText(bytes, declaredEncoding(bytes))
  if (!decoded) throw new ProblemError('text-undecodable')
  reportUndecoded(decoded, context)
  const found: Found = { lines: [], pictures: [], files: [], scripts: [] }
  await readNested(decoded.text, 0, found, context)
  yield textPart(found.lines)
  for (const [index, picture] of found.pictures.entries()) {
    const part = await picturePart(picture, `picture ${index + 1}`, context)
    if (part) yield part
  }
  for (const [index, file] of found.files.entries()) yield* context.nested(file, `file ${index + 1}`)
  yield* filesIn(found.scripts.join('\n'), context, found.pictures.length)
}

const dataPart = { zh: '网页内嵌的数据', en: 'Data inside the page (data: address)' }

interface Found {
  readonly lines: Line[]
  readonly pictures: Uint8Array[]
  /** Fonts and icons. */
  readonly files: Uint8Array[]
  readonly scripts: string[]
}

/** Appends what a page and the pages inside it say, in the order of depth. */
async function readNested(html: string, depth: number, found: Found, context: ExtractContext): Promise<void> {
  if (depth > nestingLimit) {
    context.problem('part-unread', {
      part: { zh: '内嵌网页', en: 'A page inside the page' },
      reason: { zh: `嵌套超过 ${nestingLimit} 层`, en: `nested deeper than ${nestingLimit}` },
    })
    return
  }
  const { lines, dataUris, innerPages, scripts } = readPage(withEntities(html, found, context))
  for (const line of lines) found.lines.push(line)
  found.scripts.push(...scripts)
  for (const page of innerPages) await readNested(page, depth + 1, found, context)
  for (const uri of new Set(dataUris)) await readDataUri(uri, depth, found, context)
}

/** The page with the entities it declares itself expanded; their values are read as hidden, used or not. */
function withEntities(html: string, found: Found, context: ExtractContext): string {
  const entities = expandDeclaredEntities(html)
  if (!entities) return html
  for (const value of entities.values) for (const line of readPage(value, true).lines) found.lines.push(line)
  for (const address of entities.addresses) found.lines.push(...linesOf(address, 'link'))
  if (entities.partly) {
    context.problem('part-unread', {
      part: { zh: '网页自定义的实体', en: 'An entity that the page declares' },
      reason: {
        zh: '定义不规范、含参数实体或展开后过大',
        en: 'malformed, by parameter entities, or too large when expanded',
      },
    })
  }
  return entities.page
}

async function readDataUri(uri: string, depth: number, found: Found, context: ExtractContext): Promise<void> {
  const data = parseDataUri(uri)
  if (!data) {
    context.problem('part-unread', { part: dataPart, reason: { zh: '无法解码', en: 'not decodable' } })
    return
  }
  if (data.bytes.length === 0) return
  const sniffed = await sniff(data.bytes)
  const type = sniffed?.type ?? data.type
  if (sniffed?.format && isPlainPicture(sniffed.format)) found.pictures.push(data.bytes)
  else if (sniffed?.format?.load && ['font', 'picture'].includes(sniffed.format.family))
    found.files.push(data.bytes)
  else if (type === 'image/svg+xml' || type === 'text/html' || type === 'application/xml') {
    const text = decodeText(data.bytes)?.text
    if (text) await readNested(text, depth + 1, found, context)
  } else if (sniffed?.format?.family === 'text') {
    const text = decodeText(data.bytes)?.text ?? ''
    const element = /javascript/.test(data.type) ? 'script' : /css/.test(data.type) ? 'style' : null
    // Style sheets and scripts say what they would say between tags; the end of one in a string does not end it.
    const lines = element
      ? readPage(`<${element}>${text.replaceAll('</', '<\\/')}</${element}>`, true).lines
      : linesOf(text, 'hidden')
    for (const line of lines) found.lines.push(line)
  } else context.problem('part-unread', { part: dataPart, reason: sniffed?.label ?? data.type })
}
