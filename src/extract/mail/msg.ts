/** Outlook messages (MS-OXMSG): subject and other properties, the bodies, recipients, attachments. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { UniqueLabels } from '../archive/unique-labels.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { type CompoundFile, openCompoundFile } from '../ole/compound-file.ts'
import { storageAsFile } from '../ole/sub-file.ts'
import { extractRtf } from '../rtf/rtf.ts'
import { linesOf } from '../text.ts'
import { readBody, relabelled } from './body.ts'
import { decompressRtf } from './compressed-rtf.ts'
import { headerLines, splitHeaders } from './headers.ts'
import { isText, type MapiObject, type MapiProperty, mapiObjects, propertyText } from './mapi-properties.ts'

/** Property ids (MS-OXPROPS 2). */
const id = {
  messageClass: '001A',
  subject: '0037',
  transportHeaders: '007D',
  body: '1000',
  compressedRtf: '1009',
  html: '1013',
  displayName: '3001',
  attachment: '3701',
  shortName: '3704',
  longName: '3707',
} as const
/** Text for machines: classes, address types, message ids, MIME types and tags. */
const forMachines = new Set(
  '001A 0042 0064 0075 0077 0C1E 1035 1039 1042 3002 35DE 370E 3712 3A4D 8000 8001'.split(' '),
)
const objectType = '000D'

/** @throws {ProblemError} `corrupt` when the file has no readable directory. */
export const extractMsg: Extractor = async function* (bytes, context) {
  const file = openCompoundFile(bytes)
  const objects = mapiObjects(file)
  const attachments = objects.filter(({ storage }) => storage.toLowerCase().startsWith('__attach'))
  const [message, ...recipients] = objects.filter(object => !attachments.includes(object))
  if (!message) return
  const reader = new PropertyReader(file, context)
  const lines = [message, ...recipients].flatMap(object => propertyLines(object, reader))
  yield { label: 'properties', page: null, width: null, height: null, lines, pictures: [] }
  if (/^IPM\.Note\.SMIME$/i.test(reader.text(message, id.messageClass))) context.problem('encrypted', {})
  yield* readBodies(message, reader, context)
  const labels = new UniqueLabels()
  for (const [index, attachment] of attachments.entries()) {
    yield* readAttachment(attachment, index + 1, labels, reader, context)
  }
}

/** Reads streams, and says once for each what is missing of it. */
class PropertyReader {
  readonly file: CompoundFile
  readonly #context: ExtractContext

  constructor(file: CompoundFile, context: ExtractContext) {
    this.file = file
    this.#context = context
  }

  bytes(property: MapiProperty): Uint8Array {
    const { bytes, complete } = this.file.read(property.entry)
    if (!complete) this.#context.problem('corrupt', { reason: `msg: ${property.id} cut short` }, 'properties')
    return bytes
  }

  /** The text of a property; empty when the object has none. */
  text({ properties }: MapiObject, wanted: string): string {
    const found = properties.find(property => property.id === wanted && isText(property))
    return found ? propertyText(found, this.bytes(found)) : ''
  }
}

/** Every text property once; the bodies come as parts of their own. */
function propertyLines({ properties }: MapiObject, reader: PropertyReader): Line[] {
  const lines: Line[] = []
  const seen = new Set<string>()
  for (const property of properties) {
    if (!isText(property) || forMachines.has(property.id)) continue
    if (property.id === id.body || property.id === id.html) continue
    const text = propertyText(property, reader.bytes(property))
    if (property.id === id.transportHeaders) {
      const block = Buffer.from(text).toString('latin1')
      lines.push(...headerLines(splitHeaders(block)))
    } else if (!seen.has(text)) {
      seen.add(text)
      lines.push(...linesOf(text, property.id === id.subject ? 'title' : 'metadata'))
    }
  }
  return lines
}

/** Plain, HTML and RTF: Outlook shows one of them, and nobody can say which. */
async function* readBodies(
  message: MapiObject,
  reader: PropertyReader,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const plain = { html: false, charset: '', flowed: false }
  const text = reader.text(message, id.body)
  if (text !== '') yield* readBody({ ...plain, bytes: Buffer.from(text) }, 'text', context)
  const html = message.properties.find(property => property.id === id.html)
  if (html) {
    const bytes = reader.bytes(html)
    const page = isText(html) ? Buffer.from(propertyText(html, bytes)) : bytes
    yield* readBody({ ...plain, html: true, bytes: page }, 'html', context)
  }
  const rtf = message.properties.find(property => property.id === id.compressedRtf)
  if (rtf) {
    try {
      yield* relabelled(extractRtf, decompressRtf(reader.bytes(rtf)), 'rtf', context)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      context.problem(error.code, error.details, 'rtf')
    }
  }
}

async function* readAttachment(
  attachment: MapiObject,
  number: number,
  labels: UniqueLabels,
  reader: PropertyReader,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const data = attachment.properties.find(property => property.id === id.attachment)
  const isObject = data?.type === objectType
  const names = [id.longName, id.shortName, id.displayName].map(wanted => reader.text(attachment, wanted))
  const stated = names.find(name => name !== '') ?? `attachment ${number}`
  const isMessage = isObject && reader.file.find(`${data.entry.path}/__properties_version1.0`) !== undefined
  const label = labels.unique(isMessage && !/\.msg$/i.test(stated) ? `${stated}.msg` : stated)
  // Its name is screened as the name of a document.
  const lines = propertyLines(attachment, reader).filter(line => line.text !== stated)
  if (lines.length > 0) {
    yield { label: `${label} › properties`, page: null, width: null, height: null, lines, pictures: [] }
  }
  if (isObject) yield* context.nested(storageAsFile(reader.file, data.entry.path), label)
  else if (data) yield* context.nested(reader.bytes(data), label)
  else {
    yield { label, page: null, width: null, height: null, lines: linesOf(label, 'filename'), pictures: [] }
    const reason = { zh: '只有链接，没有内容', en: 'a link without content' }
    context.problem('part-unread', { part: label, reason }, label)
  }
}
