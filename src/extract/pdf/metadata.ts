/** What a PDF says about itself beside its pages: properties, outline, layers, attached files. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Channel, Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { chinese, decodePercents } from '../escapes.ts'
import type { ExtractContext } from '../extractor.ts'
import { spelledOut } from '../spelled-out.ts'
import { type Attachment, attachmentLines, attachmentsOf } from './attachments.ts'
import { misreadChinese } from './misread-text.ts'
import { reasonOf } from './open.ts'
import type { RawWords } from './raw-words.ts'
import { xfaLines } from './xfa.ts'
import { xmpProperties } from './xmp.ts'

export const metadataLabel = 'metadata'
const mostOutlineItems = 20_000
const mostPageLabels = 1_000
const mostDestinations = 1_000
const mostCodeLines = 5_000
const mostXmpCharacters = 4_000_000

interface OutlineItem {
  readonly title?: string
  readonly url?: string | null
  readonly unsafeUrl?: string | undefined
  readonly items?: readonly OutlineItem[]
}

export interface AboutDocument {
  readonly part: ExtractedPart
  /** Files attached to the document as a whole, still to be read. */
  readonly attachments: readonly Attachment[]
}

/** One part without pages. A section that cannot be read is a problem of its own. */
export async function aboutDocument(
  pdf: PDFDocumentProxy,
  bytes: Uint8Array,
  words: RawWords,
  context: ExtractContext,
): Promise<AboutDocument> {
  const lines: Line[] = words.replacements.map(text => textLine(text, 'alt'))
  const attachments: Attachment[] = []
  const sections: [string, () => Promise<Line[]>][] = [
    ['document properties', () => propertyLines(pdf, context)],
    ['XFA', () => formLines(pdf, bytes, words)],
    ['outline', () => outlineLines(pdf, context)],
    ['layers', () => layerLines(pdf)],
    ['destinations', () => destinationLines(pdf)],
    ['page labels', () => pageLabelLines(pdf)],
    ['program code', () => codeLines(pdf)],
    [
      'attachments',
      async () => {
        attachments.push(...(await attachmentsOf(pdf)))
        return attachmentLines(attachments)
      },
    ],
  ]
  for (const [part, read] of sections) {
    try {
      lines.push(...(await read()))
    } catch (error) {
      context.problem('part-unread', { part, reason: reasonOf(error) }, metadataLabel)
    }
  }
  const part = { label: metadataLabel, page: null, width: null, height: null, lines, pictures: [] }
  return { part, attachments }
}

async function propertyLines(pdf: PDFDocumentProxy, context: ExtractContext): Promise<Line[]> {
  const { info, metadata } = await pdf.getMetadata()
  const lines = Object.entries(info as Record<string, unknown>).flatMap(([key, value]) => {
    if (value instanceof Map) return [...value].map(([name, custom]) => property(String(name), custom))
    return [property(key, value)]
  })
  const raw: unknown = metadata?.getRaw()
  if (typeof raw === 'string' && raw !== '') {
    const { properties, whole } = xmpProperties(raw.slice(0, mostXmpCharacters))
    for (const { key, value } of properties) lines.push(property(key, value))
    if (!whole || raw.length > mostXmpCharacters) {
      context.problem('part-unread', { part: 'XMP', reason: 'malformed or too long' }, metadataLabel)
    }
  }
  return lines.filter(line => line !== null)
}

/** Only words: flags of the format such as `IsLinearized` say nothing about the content. */
function property(key: string, value: unknown): Line | null {
  const text = nameOrText(value)
  if (text === null || text.trim() === '') return null
  return textLine(`${key}: ${misreadChinese(text) ?? text}`, 'metadata')
}

function nameOrText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value !== null && typeof value === 'object' && 'name' in value) return String(value.name)
  return null
}

async function outlineLines(pdf: PDFDocumentProxy, context: ExtractContext): Promise<Line[]> {
  const lines: Line[] = []
  const waiting = [...((await pdf.getOutline()) ?? [])] as OutlineItem[]
  for (let index = 0; index < waiting.length; index += 1) {
    if (index >= mostOutlineItems) {
      context.problem(
        'too-large',
        { what: 'outline', size: waiting.length, limit: mostOutlineItems },
        metadataLabel,
      )
      break
    }
    const item = waiting[index] as OutlineItem
    if (item.title?.trim()) {
      const title = item.title.trim()
      lines.push(textLine(misreadChinese(title) ?? title, 'outline'))
    }
    const url = item.url ?? item.unsafeUrl
    if (url) lines.push(textLine(decodePercents(url), 'link'))
    waiting.push(...(item.items ?? []))
  }
  return lines
}

async function layerLines(pdf: PDFDocumentProxy): Promise<Line[]> {
  const layers = await pdf.getOptionalContentConfig()
  const named = [...layers] as [string, { name?: unknown }][]
  return named.flatMap(([, group]) =>
    typeof group.name === 'string' && group.name.trim() !== ''
      ? [textLine(`Layer: ${group.name}`, 'metadata')]
      : [],
  )
}

/** Names of places that links lead to: only words, programs name them by the thousand. */
async function destinationLines(pdf: PDFDocumentProxy): Promise<Line[]> {
  const places = (await pdf.getDestinations()) as unknown as ReadonlyMap<string, unknown>
  const names = [...places.keys()].map(name => misreadChinese(name) ?? name)
  const worded = names.filter(name => chinese.test(name)).slice(0, mostDestinations)
  return worded.map(name => textLine(`Destination: ${name}`, 'metadata'))
}

/** Only labels with words: 密-1, not 1 or iv. */
async function pageLabelLines(pdf: PDFDocumentProxy): Promise<Line[]> {
  const labels = new Set(((await pdf.getPageLabels()) ?? []).map(label => label.trim()))
  const worded = [...labels].filter(label => /[^\d\s.ivxlcdm-]/i.test(label)).slice(0, mostPageLabels)
  return worded.map(label => textLine(`Page label: ${label}`, 'metadata'))
}

/** Code is never run; it is text that no reader sees. */
async function codeLines(pdf: PDFDocumentProxy): Promise<Line[]> {
  const actions = (await pdf.getJSActions()) as unknown as ReadonlyMap<string, readonly string[]> | null
  const code = [...(actions?.values() ?? [])].flat().flatMap(text => text.split(/[\r\n]+/))
  const spelled = code.flatMap(text => [text, ...spelledOut(text)])
  return [...new Set(spelled.map(text => text.trim()).filter(text => text !== ''))]
    .slice(0, mostCodeLines)
    .map(text => textLine(text, 'hidden'))
}

/** @throws {Error} when the document has such a form and it cannot be read. */
async function formLines(pdf: PDFDocumentProxy, bytes: Uint8Array, words: RawWords): Promise<Line[]> {
  const { info } = await pdf.getMetadata()
  if ((info as Record<string, unknown>).IsXFAPresent !== true) return []
  const lines = xfaLines(bytes, words.xfa)
  if (lines === null) throw new Error('dynamic form')
  return lines
}

function textLine(text: string, channel: Channel): Line {
  return { text, channel, box: null, confidence: 1 }
}
