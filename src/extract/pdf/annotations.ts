/** Notes, stamps, form fields, links and attached files that stand on a page. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Box, Channel, Line } from '../../document/document.ts'
import { decodePercents } from '../escapes.ts'
import type { ExtractContext } from '../extractor.ts'
import type { AttachedFile, Attachment } from './attachments.ts'
import { type Matrix, roundBox, transformedBox } from './matrix.ts'
import type { Surface } from './surfaces.ts'

/** Stamps that every viewer can draw by their name alone (ISO 32000-1, 12.5.6.12). */
const standardStamps: ReadonlySet<string> = new Set(
  `Approved Experimental NotApproved AsIs Expired NotForPublicRelease Confidential Final Sold Departmental
  ForComment TopSecret Draft ForPublicRelease`.split(/\s+/),
)

/** Fields of pdf.js's annotation data that carry words. */
export interface AnnotationData {
  /** `12R`, the number of its object; another kind of id when it has none. */
  readonly id?: string
  readonly subtype?: string
  readonly rect?: readonly number[]
  readonly hasAppearance?: boolean
  readonly contentsObj?: { readonly str?: string }
  readonly titleObj?: { readonly str?: string }
  readonly richText?: { readonly str?: string } | null
  readonly textContent?: readonly string[]
  readonly fieldName?: string
  readonly alternativeText?: string
  readonly fieldValue?: unknown
  readonly defaultFieldValue?: unknown
  readonly buttonValue?: unknown
  readonly options?: readonly { readonly displayValue?: unknown }[]
  readonly url?: string
  readonly unsafeUrl?: string
  readonly file?: AttachedFile
  /** Key by which the content of `file` can be asked for. */
  readonly fileId?: string
  /** Sound or film. */
  readonly richMedia?: { readonly fileId?: string; readonly filename?: string }
  /** Program code by the event that runs it. */
  readonly actions?: ReadonlyMap<string, readonly string[]> | null
}

/** All of a page, hidden ones included. */
export async function annotationsOf(page: PDFPageProxy): Promise<readonly AnnotationData[]> {
  return (await page.getAnnotations({ intent: 'any' })) as readonly AnnotationData[]
}

/** Marks for redaction that were never carried out: viewers show the text under them, and so would a reader. */
export function redactionSurfaces(annotations: readonly AnnotationData[], base: Matrix): Surface[] {
  return annotations.flatMap(annotation => {
    const box = annotation.subtype === 'Redact' ? boxOf(annotation, base) : null
    return box ? [{ order: Infinity, box, outlines: [], color: undefined, opaque: true, image: null }] : []
  })
}

/**
 * Lines of channels `annotation`, `link`, `filename`, and `hidden` for program code.
 * @param stamps names of stamps by object number.
 */
export function annotationLines(
  annotations: readonly AnnotationData[],
  stamps: ReadonlyMap<string, string>,
  base: Matrix,
  label: string,
  context: ExtractContext,
): Line[] {
  return annotations.flatMap(annotation => {
    const box = boxOf(annotation, base)
    const line =
      (channel: Channel) =>
      (text: string): Line => ({ text, channel, box, confidence: 1 })
    const stamp = annotation.subtype === 'Stamp' ? stampName(annotation, stamps) : null
    if (annotation.subtype === 'Stamp' && annotation.hasAppearance === false && !stamp?.standard) {
      context.problem(
        'part-unread',
        {
          part: { zh: '图章', en: 'A stamp' },
          reason: { zh: '外观未存储在文件中', en: 'its appearance is not in the file' },
        },
        label,
      )
    }
    if (playing.has(annotation.subtype ?? '') && !annotation.richMedia) {
      context.problem(
        'part-unread',
        {
          part: { zh: '多媒体注释', en: 'A multimedia annotation' },
          reason: { zh: '声音、视频和三维内容无法检查', en: 'sound, film and 3D cannot be screened' },
        },
        label,
      )
    }
    return [
      ...unique([...wordsOf(annotation), stamp?.words]).map(line('annotation')),
      ...unique([annotation.url, annotation.unsafeUrl].map(readable)).map(line('link')),
      ...unique([annotation.file?.rawFilename, annotation.file?.description]).map(line('filename')),
      ...unique([...(annotation.actions?.values() ?? [])].flat()).map(line('hidden')),
    ]
  })
}

/** Files attached to notes, sound and film among them. */
export function annotationFiles(annotations: readonly AnnotationData[]): Attachment[] {
  return annotations.flatMap(({ file, fileId, richMedia }) => {
    if (file && fileId) return [{ key: fileId, file }]
    if (!richMedia?.fileId) return []
    return [{ key: richMedia.fileId, file: richMedia.filename ? { filename: richMedia.filename } : {} }]
  })
}

/** What plays or turns and is not a file that can be read by itself. */
const playing: ReadonlySet<string> = new Set(['Movie', 'Sound', 'RichMedia', '3D'])

/** `TopSecret` is drawn as TOP SECRET; names beyond the standard's are worth reading when they are words. */
function stampName(
  { id, hasAppearance }: AnnotationData,
  stamps: ReadonlyMap<string, string>,
): { words: string; standard: boolean } | null {
  const number = /^(\d+)R/.exec(id ?? '')?.[1]
  // Without a name it is a Draft, but a stamp that brings its own appearance need not say so.
  const name = stamps.get(number ?? '') ?? (number !== undefined && hasAppearance === false ? 'Draft' : null)
  if (name === null) return null
  // Acrobat's own sets are called SB… and SH….
  const plain = name.replace(/^S[BH](?=[A-Z])/, '')
  if (!/^[\p{L} _-]+$/u.test(plain)) return null
  const words = plain.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').toUpperCase()
  return { words, standard: standardStamps.has(plain) }
}

function wordsOf(annotation: AnnotationData): unknown[] {
  return [
    annotation.contentsObj?.str,
    annotation.titleObj?.str,
    annotation.richText?.str,
    annotation.textContent?.join('\n'),
    annotation.fieldName,
    annotation.alternativeText,
    annotation.fieldValue,
    annotation.defaultFieldValue,
    annotation.buttonValue,
    annotation.options?.map(option => option.displayValue),
  ]
}

/** Percent-encoding hides Chinese names of files. */
const readable = (address: string | undefined) =>
  address === undefined ? undefined : decodePercents(address)

function unique(values: readonly unknown[]): string[] {
  const texts = values.flat(2).flatMap(value => (typeof value === 'string' ? value.split(/[\r\n]+/) : []))
  return [...new Set(texts.map(text => text.trim()).filter(text => text !== ''))]
}

function boxOf(annotation: AnnotationData, base: Matrix): Box | null {
  const [x0, y0, x1, y1] = annotation.rect ?? []
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return null
  const box = transformedBox(base, x0, y0, x1, y1)
  return box.every(Number.isFinite) ? roundBox(box) : null
}
