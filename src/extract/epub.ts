/** EPUB (3.3, and 2.0): the chapters in the order of the spine, the book's metadata and contents, its pictures. */
import type { Line } from '../document/document.ts'
import type { ExtractedPart } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { picturePart } from './embedded-picture.ts'
import type { ExtractContext, Extractor } from './extractor.ts'
import { contentKind, contentKindBytes } from './package/content-kind.ts'
import { entryKey, resolveTarget } from './package/entry-name.ts'
import { openPackage, type Package, type PackageEntry } from './package/package.ts'
import { linesOf } from './text.ts'
import { attribute } from './xml/read.ts'
import { childElement, childElements, descendants, textOf, type XmlNode, xmlTree } from './xml/tree.ts'
import { treeLines } from './xml-text.ts'

/** Fonts made unusable outside the book (EPUB 3.3, 4.4; Adobe): all else that is encrypted needs a key. */
const fontObfuscation = /^http:\/\/(?:www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/

/**
 * Yields `metadata`, every chapter as a document of its own (`OEBPS/ch1.xhtml › text`), then all other files.
 * @throws {ProblemError} `corrupt`, `encrypted`, `too-large`.
 */
export const extractEpub: Extractor = async function* (bytes, context) {
  const pack = await openPackage(bytes, context.limits)
  const read = new Set<string>(['mimetype', 'meta-inf/container.xml', 'meta-inf/encryption.xml'])
  await checkEncryption(pack, context)
  const container = await tree(pack, pack.find('META-INF/container.xml'), context)
  const books = [...(container ? descendants(container) : [])].filter(node => node.name === 'rootfile')
  const chapters: string[] = []
  const lines: Line[] = []
  for (const book of books) {
    const entry = pack.find(attribute(book, 'full-path') ?? '')
    const root = await tree(pack, entry, context)
    if (!entry || !root) continue
    read.add(entryKey(entry.name))
    lines.push(...metadataLines(childElement(root, 'metadata')))
    chapters.push(...spine(root, entry.name))
  }
  if (chapters.length === 0) {
    const part = { zh: '阅读顺序', en: 'spine' }
    context.problem('part-unread', { part, reason: 'EPUB' }, 'spine')
  }
  if (lines.length > 0) yield partOf('metadata', lines)
  for (const name of new Set(chapters)) {
    const entry = pack.find(name)
    if (entry) yield* fileParts(pack, entry, context)
    else {
      const reason = { zh: '包内没有该文件', en: 'it is not in the package' }
      context.problem('part-unread', { part: name, reason }, name)
    }
    read.add(entryKey(name))
  }
  for (const entry of pack.entries) {
    if (!read.has(entryKey(entry.name))) yield* fileParts(pack, entry, context)
  }
}

async function checkEncryption(pack: Package, context: ExtractContext): Promise<void> {
  const root = await tree(pack, pack.find('META-INF/encryption.xml'), context, true)
  for (const node of root ? descendants(root) : []) {
    if (node.name !== 'EncryptionMethod') continue
    if (!fontObfuscation.test(attribute(node, 'Algorithm') ?? '')) throw new ProblemError('encrypted')
  }
}

async function tree(
  pack: Package,
  entry: PackageEntry | undefined,
  context: ExtractContext,
  optional = false,
): Promise<XmlNode | null> {
  if (!entry) {
    if (!optional) throw new ProblemError('corrupt', { reason: 'EPUB: container.xml, content.opf' })
    return null
  }
  const { name } = entry
  context.spend(entry.declaredBytes)
  return xmlTree(pack.stream(name), error =>
    context.problem('part-unread', { part: name, reason: error.details.reason ?? error.code }, name),
  )
}

/** Names of the files in reading order. */
function spine(root: XmlNode, book: string): string[] {
  const items = new Map(
    childElements(childElement(root, 'manifest'), 'item').map(item => [
      attribute(item, 'id'),
      resolveTarget(book, attribute(item, 'href') ?? ''),
    ]),
  )
  return childElements(childElement(root, 'spine'), 'itemref').flatMap(
    itemref => items.get(attribute(itemref, 'idref')) ?? [],
  )
}

function metadataLines(metadata: XmlNode | undefined): Line[] {
  return (metadata ? [...descendants(metadata)] : []).flatMap(node => {
    const name = attribute(node, 'property') ?? attribute(node, 'name') ?? node.name
    const text = node === metadata ? '' : (attribute(node, 'content') ?? textOf(node)).trim()
    return text === '' ? [] : linesOf(`${name}=${text}`, 'metadata')
  })
}

async function* fileParts(
  pack: Package,
  entry: PackageEntry,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const { name } = entry
  try {
    const start = await pack.peek(name, contentKindBytes)
    const kind = contentKind(start)
    // Publishers scramble fonts (EPUB 3.3 §4.2.5.2): such a one begins with noise, whatever else a font is named is read.
    if (kind === 'empty' || (kind === 'other' && /\.(?:otf|ttf|woff2?)$/i.test(name))) return
    const isPage = /\.(?:x?html?|svg)$/i.test(name) || kind === 'html'
    if (kind === 'xml' && !isPage) {
      const root = await tree(pack, entry, context)
      // The table of contents of EPUB 2, and whatever else is data.
      const lines = root ? treeLines(root, /\.ncx$/i.test(name) ? 'outline' : 'metadata') : []
      if (lines.length > 0) yield partOf(name, lines)
      return
    }
    const bytes = await pack.read(name)
    if (kind !== 'picture') {
      yield* context.nested(bytes, name)
      return
    }
    context.spend(bytes.length)
    const part = await picturePart(bytes, `picture ${name}`, context)
    if (part) yield part
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'too-large') throw error
    context.problem('part-unread', { part: name, reason: error.details.reason ?? error.code }, name)
  }
}

function partOf(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}
