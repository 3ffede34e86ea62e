/** PDF (ISO 32000): a part for the document's own properties, then a part for each page. */
import type { ExtractContext, Extractor } from '../extractor.ts'
import { AttachmentReader, KnownFiles } from './attachments.ts'
import { Documents, openWhole } from './documents.ts'
import { earlierRevisions } from './earlier-revisions.ts'
import { damageOf } from './integrity.ts'
import { aboutDocument } from './metadata.ts'
import { reasonOf } from './open.ts'
import { pages } from './pages.ts'
import { revisionParts } from './revisions.ts'
import { SeenContent } from './seen-content.ts'
import { type Structure, structureOf } from './structure.ts'
import { unlistedFiles } from './unlisted-files.ts'

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
    const revisions = earlierRevisions(bytes)
    const seen = revisions.length > 0 ? new SeenContent() : null
    const known = new KnownFiles()
    const attached = new AttachmentReader(pdf, known, context)
    yield part
    seen?.addLines(part.lines)
    yield* attached.read(attachments, part.label)
    for await (const page of pages(pdf, documents, structure.words, context)) {
      await seen?.addPage(page)
      yield page.part
      yield* attached.read(page.attachments, page.part.label)
    }
    if (seen) yield* revisionParts(bytes, revisions, seen, known, structure.words, context)
    yield* unlistedFiles(bytes, known, context)
  } finally {
    const [stray] = await documents.close()
    if (stray !== undefined) context.problem('corrupt', { reason: reasonOf(stray) })
  }
}

function reportStructure({ pages, overflow }: Structure, shown: number, context: ExtractContext): void {
  const limit = context.limits.inflatedBytes
  if (overflow) context.problem('too-large', { what: 'PDF', size: `> ${limit}`, limit })
  if (shown < 1) context.problem('corrupt', { reason: { zh: '没有页面', en: 'no pages' } })
  else if (pages !== null && pages > shown) {
    context.problem('corrupt', {
      reason: `共 ${pages} 页，只能显示 ${shown} 页 / ${pages} pages, of which ${shown} can be shown`,
    })
  }
}
