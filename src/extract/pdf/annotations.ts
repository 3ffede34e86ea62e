/** Notes, stamps, form fields, links and attached files that stand on a page. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Box, Channel, Line } from '../../document/document.ts'
import type { ExtractContext } from '../extractor.ts'
import { type Matrix, roundBox, transformedBox } from './matrix.ts'
import type { Surface } from './surfaces.ts'

/** Why an attached file keeps a document from being cleared. */
export const attachmentReason =
  '附件未检查，请单独提交 / attached files are not screened, submit it by itself'

/** Fields of pdf.js's annotation data that carry words. */
export interface AnnotationData {
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
  readonly file?: { readonly filename?: string; readonly rawFilename?: string; readonly description?: string }
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

/** Lines of channels `annotation`, `link` and `filename`. */
export function annotationLines(
  annotations: readonly AnnotationData[],
  base: Matrix,
  label: string,
  context: ExtractContext,
): Line[] {
  return annotations.flatMap(annotation => {
    const box = boxOf(annotation, base)
    const line =
      (channel: Channel) =>
      (text: string): Line => ({ text, channel, box, confidence: 1 })
    if (annotation.file) {
      const part = annotation.file.filename ?? 'attachment'
      context.problem('part-unread', { part, reason: attachmentReason }, label)
    }
    if (annotation.subtype === 'Stamp' && annotation.hasAppearance === false) {
      context.problem(
        'part-unread',
        { part: '图章 / stamp', reason: '外观未存储在文件中 / its appearance is not in the file' },
        label,
      )
    }
    return [
      ...unique(wordsOf(annotation)).map(line('annotation')),
      ...unique([annotation.url, annotation.unsafeUrl]).map(line('link')),
      ...unique([annotation.file?.rawFilename, annotation.file?.description]).map(line('filename')),
    ]
  })
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
