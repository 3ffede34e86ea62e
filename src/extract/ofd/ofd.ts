/**
 * OFD (GB/T 33190-2016), the page format of Chinese government offices. Every file of the package that holds text is
 * read: what the documents show, what they hide, and what no document names any more.
 */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { openPackage, type PackageEntry } from '../package/package.ts'
import { linesOf, textLine } from '../text.ts'
import { attribute } from '../xml/read.ts'
import { childElement, childElements, textOf, type XmlNode } from '../xml/tree.ts'
import { readAnnotations } from './annotations.ts'
import { attachmentParts } from './attachments.ts'
import { type OfdDocument, readDocument } from './document.ts'
import { leftoverParts } from './leftovers.ts'
import { customLines, docInfoLines, isEncrypted } from './metadata.ts'
import { OfdPackage } from './ofd-package.ts'
import { checkPageCount, DocumentPages } from './pages.ts'
import { sealParts, signatureEntries } from './signatures.ts'

/**
 * Yields `page 1` … (boxes in millimetres; pages of several documents in one package are counted on), then
 * `properties`, attachments, seals, and what no document names.
 * @throws {ProblemError} `corrupt` (no zip, no OFD.xml), `encrypted`, `too-large`.
 */
export const extractOfd: Extractor = async function* (bytes, context) {
  const opened = await openPackage(bytes, context.limits)
  const pack = new OfdPackage(opened, context)
  const main = opened.find('OFD.xml')
  const entry = main && (await pack.xmlEntry(main, { zh: 'OFD.xml', en: 'OFD.xml' }))
  if (!entry)
    throw new ProblemError('corrupt', { reason: { zh: '找不到 OFD.xml', en: 'there is no OFD.xml' } })
  if (isEncrypted(entry.root) || opened.find('Encryptions.xml')) throw new ProblemError('encrypted')

  const properties: Line[] = []
  const seals: PackageEntry[] = []
  const documents: OfdDocument[] = []
  let first: DocumentPages | null = null
  let pageCount = 0
  const bodies = childElements(entry.root, 'DocBody')
  if (bodies.length === 0) {
    context.problem('part-unread', { part: 'OFD.xml', reason: 'no DocBody' }, 'OFD.xml')
  }
  for (const body of bodies) {
    properties.push(...docInfoLines(childElement(body, 'DocInfo')))
    properties.push(...versionLines(body))
    seals.push(...(await signatureEntries(body, pack)))
    for (const root of childElements(body, 'DocRoot')) {
      const document = await openDocument(textOf(root), pack, context)
      if (!document) continue
      documents.push(document)
      const pages = new DocumentPages(pack, document, context)
      first ??= pages
      for await (const part of pageParts(document, pages, pack, context, pageCount)) {
        pageCount++
        yield part
      }
      properties.push(...document.outlines.flatMap(title => linesOf(title, 'outline')))
      properties.push(...document.links.flatMap(address => linesOf(address, 'link')))
      properties.push(...(await customLines(document.file, pack)))
    }
  }
  if (properties.length > 0) {
    yield { label: 'properties', page: null, width: null, height: null, lines: properties, pictures: [] }
  }
  for (const document of documents) yield* attachmentParts(document.file, pack, context)
  yield* sealParts(seals, pack, context)
  yield* leftoverParts(pack, first, context)
}

async function openDocument(
  location: string,
  pack: OfdPackage,
  context: ExtractContext,
): Promise<OfdDocument | null> {
  return readDocument(location, pack, name => {
    const reason = { zh: `包内没有 ${name}`, en: `${name} is not in the package` }
    context.problem('part-unread', { part: { zh: '资源文件', en: 'resources' }, reason }, 'resources')
  })
}

async function* pageParts(
  document: OfdDocument,
  pages: DocumentPages,
  pack: OfdPackage,
  context: ExtractContext,
  before: number,
): AsyncGenerator<ExtractedPart> {
  checkPageCount(before + document.pages.length, context.limits.pages)
  const annotations = await readAnnotations(document.file, pack)
  for (const [index, { id, location }] of document.pages.entries()) {
    const page = before + index + 1
    const label = `page ${page}`
    const file = await pack.xml(location, document.file.name, { zh: `第 ${page} 页`, en: label })
    if (file) yield await pages.read({ label, page, file, annotations: annotations.get(id) ?? [] })
    // A page that cannot be read keeps its number.
    else yield { label, page, width: null, height: null, lines: [], pictures: [] }
    annotations.delete(id)
  }
  // Annotations of pages that are gone are still in the file.
  for (const [id, files] of annotations) {
    const label = `annotations of page ID ${id}`
    for (const [index, file] of files.entries()) {
      const root = { ...file.root, children: [] }
      const part = await pages.read({ label, page: null, file: { ...file, root }, annotations: [file] })
      yield { ...part, label: index === 0 ? label : `${label} (${index + 1})` }
    }
  }
}

function versionLines(body: XmlNode): Line[] {
  return childElements(childElement(body, 'Versions'), 'Version').flatMap(version => {
    const name = attribute(version, 'Name')?.trim()
    return name ? [textLine(`Version=${name}`, 'metadata')] : []
  })
}
