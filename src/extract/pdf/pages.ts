/** Reads the pages of a document, one after the other. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { altTextLines } from './alt-text.ts'
import { annotationFiles, annotationLines, annotationsOf, redactionSurfaces } from './annotations.ts'
import type { Attachment } from './attachments.ts'
import { claimedLines } from './claimed-lines.ts'
import { concealedRuns } from './concealment.ts'
import type { Documents } from './documents.ts'
import { opacityOf } from './image-opacity.ts'
import { matrixOf } from './matrix.ts'
import { type OpenPdf, reasonOf } from './open.ts'
import { readContent } from './page-content.ts'
import { fontsOf } from './page-fonts.ts'
import { type PlannedPicture, planPictures, planWholePage } from './page-pictures.ts'
import { pictureOf } from './picture-source.ts'
import type { RawWords } from './raw-words.ts'
import { type ReadLine, textLines } from './text-lines.ts'

/** Pages that fail one after the other before the rest is given up: a hostile page count is not a document. */
const mostFailures = 20
/** Pages read of a document that has too many: it is refused anyway, but what blocks on its first pages still must. */
const pagesOfTooMany = 100

/** Pages that cannot be read are a problem of their own. A page is freed when the next one is asked for. */
export async function* pages(
  pdf: PDFDocumentProxy,
  documents: Documents,
  words: RawWords,
  context: ExtractContext,
): AsyncGenerator<ReadPage> {
  const { limits } = context
  const tooMany = pdf.numPages > limits.pages
  const count = tooMany ? Math.min(limits.pages, pagesOfTooMany) : pdf.numPages
  if (tooMany) {
    const what = { zh: 'PDF 页数', en: 'The number of PDF pages' }
    context.problem('too-large', { what, size: pdf.numPages, limit: limits.pages })
  }
  let characters = 0
  let failures = 0
  for (let number = 1; number <= count; number += 1) {
    const label = `page ${number}`
    const read = await readPage(documents, number, label, words, context)
    failures = read ? 0 : failures + 1
    if (failures >= mostFailures) {
      context.problem('part-unread', {
        part: `page ${number}–${count}`,
        reason: { zh: '连续多页无法读取', en: 'too many unreadable pages' },
      })
      return
    }
    if (!read) continue
    yield read
    read.page.cleanup()
    characters += read.part.lines.reduce((sum, line) => sum + line.text.length, 0)
    if (characters > limits.characters) {
      context.problem('too-large', { what: 'text', size: characters, limit: limits.characters }, label)
      return
    }
  }
}

export interface ReadPage {
  readonly page: PDFPageProxy
  readonly part: ExtractedPart
  /** Files attached to its notes, still to be read. */
  readonly attachments: readonly Attachment[]
  /** What the part's pictures are made of, in the same order. */
  readonly planned: readonly PlannedPicture[]
}

/** Strictly, so that nothing is skipped in silence; failing that, what can be had, with a problem. */
async function readPage(
  documents: Documents,
  number: number,
  label: string,
  words: RawWords,
  context: ExtractContext,
): Promise<ReadPage | null> {
  try {
    return await readFrom(await documents.strict(), number, label, words, context)
  } catch (error) {
    reportError(error, label, context)
  }
  try {
    return await readFrom(await documents.lenient(), number, label, words, context)
  } catch {
    return null
  }
}

/** pdf.js refuses pictures over the limit before it decodes them (`maxImageSize`). */
function reportError(error: unknown, label: string, context: ExtractContext): void {
  const reason = reasonOf(error)
  const limit = context.limits.pixels
  if (!reason.includes('exceeded maximum allowed size'))
    context.problem('part-unread', { part: label, reason }, label)
  else context.problem('too-many-pixels', { name: label, size: `> ${limit}`, limit }, label)
}

async function readFrom(
  opened: OpenPdf,
  number: number,
  label: string,
  words: RawWords,
  context: ExtractContext,
): Promise<ReadPage> {
  const { pdf } = opened
  const page = await pdf.getPage(number)
  const viewport = page.getViewport({ scale: 1 })
  const { width, height } = viewport
  const base = matrixOf(viewport.transform)
  const list = await page.getOperatorList({ intent: 'any' })
  const error = opened.streamError()
  if (error !== null) {
    page.cleanup()
    throw error
  }
  const { fonts, missing } = await fontsOf(page, list)
  if (missing > 0)
    context.problem(
      'part-unread',
      { part: label, reason: { zh: `${missing} 种字体不可用`, en: `${missing} fonts not usable` } },
      label,
    )
  const layers = await pdf.getOptionalContentConfig()
  const content = readContent(list, {
    base,
    fonts,
    width,
    height,
    isShown: group => layers.isVisible(group) !== false,
  })
  const annotations = await annotationsOf(page)
  const surfaces = [...content.surfaces, ...redactionSurfaces(annotations, base)]
  const { runs, whole } = await concealedRuns(content.runs, surfaces, image => opacityOf(page, image))
  if (!whole) reportSurfaces(label, context)
  const lines = textLines(runs, { width, height })
  const shape = { label, width, height }
  const planned = planPictures(content, lines, shape)
  const part: ExtractedPart = {
    label,
    page: number,
    width,
    height,
    lines: [
      ...lines.map(plainLine),
      ...annotationLines(annotations, words.stamps, base, label, context),
      ...(await altTextLines(page)),
    ],
    pictures: planned.map(picture => pictureOf(picture, page, label, context)),
  }
  const claimed = claimedLines(lines, runs, (outline, text) => opened.outlines.glyph(page, outline, text))
  const fallback = claimed.length === 0 ? [] : planWholePage(content, planned, shape)
  const claims = {
    lines: claimed,
    pictures: fallback.map(picture => pictureOf(picture, page, label, context)),
  }
  return {
    page,
    part: fallback.length === 0 ? part : { ...part, claims },
    attachments: annotationFiles(annotations),
    planned,
  }
}

function reportSurfaces(label: string, context: ExtractContext): void {
  const reason = {
    zh: '页面上的图形过多，无法判断文字是否被遮盖',
    en: 'it paints too much to tell whether text is covered',
  }
  context.problem('part-unread', { part: label, reason }, label)
}

function plainLine({ text, channel, box, confidence, size, color }: ReadLine): Line {
  const line = { text, channel, box, confidence, ...(size > 0 ? { size } : {}) }
  return color === undefined ? line : { ...line, color }
}
