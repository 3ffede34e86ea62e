/** PDF (ISO 32000): a part for the document's own properties, then a part for each page. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { altTextLines } from './alt-text.ts'
import { annotationFiles, annotationLines, annotationsOf, redactionSurfaces } from './annotations.ts'
import { type Attachment, AttachmentReader } from './attachments.ts'
import { concealedRuns } from './concealment.ts'
import { opacityOf } from './image-opacity.ts'
import { damageOf } from './integrity.ts'
import { matrixOf } from './matrix.ts'
import { aboutDocument } from './metadata.ts'
import { type Mode, type OpenPdf, openPdf, reasonOf } from './open.ts'
import { readContent } from './page-content.ts'
import { fontsOf } from './page-fonts.ts'
import { planPictures } from './page-pictures.ts'
import { pictureOf } from './picture-source.ts'
import type { RawWords } from './raw-words.ts'
import { type Structure, structureOf } from './structure.ts'
import { type ReadLine, textLines } from './text-lines.ts'

/** Pages that fail one after the other before the rest is given up: a hostile page count is not a document. */
const mostFailures = 20

/**
 * Pictures of a part can be decoded until the next part is asked for.
 * @throws {ProblemError} `encrypted`, `corrupt`.
 */
export const extractPdf: Extractor = async function* (bytes, context) {
  const documents = new Documents(bytes, context)
  try {
    const structure = structureOf(bytes, context.limits.inflatedBytes)
    const pdf = await openWhole(documents, damageOf(bytes) ?? structure.damage, context)
    reportStructure(structure, pdf.numPages, context)
    const { part, attachments } = await aboutDocument(pdf, bytes, structure.words, context)
    const attached = new AttachmentReader(pdf, context)
    yield part
    yield* attached.read(attachments, part.label)
    for await (const page of pages(pdf, documents, structure.words, context)) {
      yield page.part
      yield* attached.read(page.attachments, page.part.label)
    }
  } finally {
    const [stray] = await documents.close()
    if (stray !== undefined) context.problem('corrupt', { reason: reasonOf(stray) })
  }
}

/** Opens what is left of a damaged file, and says that it is damaged. */
async function openWhole(documents: Documents, damage: string | null, context: ExtractContext) {
  try {
    const { pdf } = await documents.strict()
    if (damage !== null) context.problem('corrupt', { reason: damage })
    return pdf
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'corrupt') throw error
    const reason = damage ?? error.details.reason ?? ''
    const { pdf } = await documents.lenient().catch(() => {
      throw new ProblemError('corrupt', { reason }, { cause: error })
    })
    context.problem('corrupt', { reason })
    return pdf
  }
}

function reportStructure({ pages, overflow }: Structure, shown: number, context: ExtractContext): void {
  const limit = context.limits.inflatedBytes
  if (overflow) context.problem('too-large', { what: 'PDF', size: `> ${limit}`, limit })
  if (shown < 1) context.problem('corrupt', { reason: '没有页面 / no pages' })
  else if (pages !== null && pages > shown) {
    context.problem('corrupt', {
      reason: `共 ${pages} 页，只能显示 ${shown} 页 / ${pages} pages, of which ${shown} can be shown`,
    })
  }
}

async function* pages(
  pdf: PDFDocumentProxy,
  documents: Documents,
  words: RawWords,
  context: ExtractContext,
): AsyncGenerator<ReadPage> {
  const { limits } = context
  const count = Math.min(pdf.numPages, limits.pages)
  if (pdf.numPages > count)
    context.problem('too-large', { what: 'PDF', size: pdf.numPages, limit: limits.pages })
  let characters = 0
  let failures = 0
  for (let number = 1; number <= count; number += 1) {
    const label = `page ${number}`
    const read = await readPage(documents, number, label, words, context)
    failures = read ? 0 : failures + 1
    if (failures >= mostFailures) {
      context.problem('part-unread', {
        part: `page ${number}–${count}`,
        reason: '连续多页无法读取 / too many unreadable pages',
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

interface ReadPage {
  readonly page: PDFPageProxy
  readonly part: ExtractedPart
  /** Files attached to its notes, still to be read. */
  readonly attachments: readonly Attachment[]
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
      { part: label, reason: `${missing} 种字体不可用 / fonts not usable` },
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
  const planned = planPictures(content, lines, { label, width, height })
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
  return { page, part, attachments: annotationFiles(annotations) }
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

/** The file as opened strictly and, only once that is needed, leniently. */
class Documents {
  readonly #bytes: Uint8Array
  readonly #context: ExtractContext
  readonly #open = new Map<Mode, Promise<OpenPdf>>()

  constructor(bytes: Uint8Array, context: ExtractContext) {
    this.#bytes = bytes
    this.#context = context
  }

  strict(): Promise<OpenPdf> {
    return this.#get('strict')
  }

  lenient(): Promise<OpenPdf> {
    return this.#get('lenient')
  }

  /** @returns the errors that pdf.js dropped while it repaired the file. */
  async close(): Promise<unknown[]> {
    const stray: unknown[] = []
    for (const opened of this.#open.values()) {
      const document = await opened.catch(() => null)
      if (document) stray.push(...(await document.close()))
    }
    return stray
  }

  #get(mode: Mode): Promise<OpenPdf> {
    const known = this.#open.get(mode)
    if (known) return known
    const opening = openPdf(this.#bytes, this.#context.limits, mode)
    this.#open.set(mode, opening)
    return opening
  }
}
