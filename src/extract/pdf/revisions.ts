/** What earlier revisions of a PDF hold and the file as it stands does not show any more. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { asProblem } from '../nested.ts'
import { AttachmentReader, type KnownFiles } from './attachments.ts'
import { Documents, openWhole } from './documents.ts'
import { aboutDocument } from './metadata.ts'
import { pages, type ReadPage } from './pages.ts'
import type { RawWords } from './raw-words.ts'
import type { SeenContent } from './seen-content.ts'

/** Of a file saved more often the latest are read. */
const mostRevisions = 20
/** Dates and identifiers change whenever a file is saved. */
const changesAnyway =
  /^[^:]*(?::[^: ]*)?: (?:D:)?(?:[\d\s:TZ+'.-]+|(?:uuid:|xmp\.[di]id:)?[\da-fA-F-]{32,36})$/

/**
 * Parts labelled `revision 1 › page 2`, the lines that are gone in channel `revision`, and the pictures that are gone.
 * @param ends lengths of the file at its earlier revisions, oldest first.
 * @param known attached files that the file has now.
 * @param words of the whole file, which holds those of its earlier revisions.
 * @param seen what the file shows now; what is found is added, so that it is reported once.
 */
export async function* revisionParts(
  bytes: Uint8Array,
  ends: readonly number[],
  seen: SeenContent,
  known: KnownFiles,
  words: RawWords,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  if (ends.length > mostRevisions) {
    const what = { zh: '历次修订的数目', en: 'The number of earlier revisions' }
    context.problem('too-large', { what, size: ends.length, limit: mostRevisions })
  }
  for (const [index, end] of ends.entries()) {
    if (index < ends.length - mostRevisions) continue
    const label = `revision ${index + 1}`
    const own = within(context, label)
    const documents = new Documents(bytes.subarray(0, end), own)
    try {
      yield* goneParts(documents, label, bytes.subarray(0, end), seen, known, words, own)
    } catch (error) {
      const { code, details } = asProblem(error)
      context.problem(code, details, label)
    } finally {
      await documents.close()
    }
  }
}

function within(context: ExtractContext, label: string): ExtractContext {
  return {
    limits: context.limits,
    name: context.name,
    problem: (code, details, part) =>
      context.problem(code, details, part === undefined ? label : `${label} › ${part}`),
    nested: (bytes, name) => context.nested(bytes, name),
    spend: bytes => context.spend(bytes),
  }
}

async function* goneParts(
  documents: Documents,
  label: string,
  bytes: Uint8Array,
  seen: SeenContent,
  known: KnownFiles,
  words: RawWords,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const pdf = await openWhole(documents, null, context)
  const attached = new AttachmentReader(pdf, known, context, label)
  const about = await aboutDocument(pdf, bytes, words, context)
  const properties = goneLines(about.part.lines, seen).filter(line => !changesAnyway.test(line.text))
  if (properties.length > 0)
    yield { ...about.part, label: `${label} › ${about.part.label}`, lines: properties }
  yield* attached.read(about.attachments, label)
  for await (const page of pages(pdf, documents, words, context)) {
    const lines = goneLines(page.part.lines, seen)
    const pictures = await gonePictures(page, seen)
    if (lines.length > 0 || pictures.length > 0)
      yield { ...page.part, label: `${label} › ${page.part.label}`, lines, pictures }
    yield* attached.read(page.attachments, label)
    await seen.addPage(page)
  }
}

function goneLines(lines: readonly Line[], seen: SeenContent): Line[] {
  const gone = lines.filter(line => !seen.hasLine(line))
  seen.addLines(gone)
  return gone.map(line => ({ ...line, channel: 'revision' as const }))
}

async function gonePictures(page: ReadPage, seen: SeenContent): Promise<ExtractedPart['pictures']> {
  const gone: ExtractedPart['pictures'][number][] = []
  for (const [index, picture] of page.part.pictures.entries()) {
    const planned = page.planned[index]
    if (planned && !(await seen.hasPicture(page, planned))) gone.push(picture)
  }
  return gone
}
