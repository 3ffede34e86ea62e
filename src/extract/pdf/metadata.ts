/** What a PDF says about itself beside its pages: properties, outline, layers, attached files. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Channel, Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { attachmentReason } from './annotations.ts'
import { reasonOf } from './open.ts'
import { xmpProperties } from './xmp.ts'

export const metadataLabel = 'metadata'
const mostOutlineItems = 20_000
const mostXmpCharacters = 4_000_000

interface OutlineItem {
  readonly title?: string
  readonly url?: string | null
  readonly unsafeUrl?: string | undefined
  readonly items?: readonly OutlineItem[]
}

/** One part without pages. A section that cannot be read is a problem of its own. */
export async function metadataPart(pdf: PDFDocumentProxy, context: ExtractContext): Promise<ExtractedPart> {
  const lines: Line[] = []
  const sections: [string, () => Promise<Line[]>][] = [
    ['document properties', () => propertyLines(pdf, context)],
    ['outline', () => outlineLines(pdf, context)],
    ['layers', () => layerLines(pdf)],
    ['attachments', () => attachmentLines(pdf, context)],
  ]
  for (const [part, read] of sections) {
    try {
      lines.push(...(await read()))
    } catch (error) {
      context.problem('part-unread', { part, reason: reasonOf(error) }, metadataLabel)
    }
  }
  return { label: metadataLabel, page: null, width: null, height: null, lines, pictures: [] }
}

async function propertyLines(pdf: PDFDocumentProxy, context: ExtractContext): Promise<Line[]> {
  const { info, metadata } = await pdf.getMetadata()
  const lines = Object.entries(info as Record<string, unknown>).flatMap(([key, value]) => {
    if (value instanceof Map) return [...value].map(([name, custom]) => property(String(name), custom))
    return [property(key, value)]
  })
  if ((info as Record<string, unknown>).IsXFAPresent === true) {
    context.problem('part-unread', { part: 'XFA', reason: '动态表单 / dynamic form' }, metadataLabel)
  }
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
  return text === null || text.trim() === '' ? null : textLine(`${key}: ${text}`, 'metadata')
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
    if (item.title?.trim()) lines.push(textLine(item.title.trim(), 'outline'))
    const url = item.url ?? item.unsafeUrl
    if (url) lines.push(textLine(url, 'link'))
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

/** Attached files are not opened: each is a problem, so that the document cannot pass. */
async function attachmentLines(pdf: PDFDocumentProxy, context: ExtractContext): Promise<Line[]> {
  const attachments = (await pdf.getAttachments()) as ReadonlyMap<string, AttachedFile> | null
  return [...(attachments ?? [])].flatMap(([key, file]) => {
    const name = file.filename ?? key
    context.problem('part-unread', { part: name, reason: attachmentReason }, metadataLabel)
    const names = [...new Set([file.rawFilename ?? name, name])].map(text => textLine(text, 'filename'))
    return file.description?.trim()
      ? [...names, textLine(`Description: ${file.description}`, 'metadata')]
      : names
  })
}

interface AttachedFile {
  readonly filename?: string
  readonly rawFilename?: string
  readonly description?: string
}

function textLine(text: string, channel: Channel): Line {
  return { text, channel, box: null, confidence: 1 }
}
