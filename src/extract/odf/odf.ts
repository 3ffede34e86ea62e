/**
 * OpenDocument (ISO/IEC 26300, OASIS OpenDocument 1.3): text, spreadsheet, presentation, drawing, and their templates,
 * as packages and as single XML files. Every file of a package is read that can hold text or pictures.
 */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { picturePart } from '../embedded-picture.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { TextBudget } from '../ooxml/text-budget.ts'
import { contentKind, contentKindBytes } from '../package/content-kind.ts'
import { openPackage, type Package, type PackageEntry } from '../package/package.ts'
import { readXml, type XmlHandler } from '../xml/read.ts'
import { XmlTextReader } from '../xml-text.ts'
import { Manifest, MetaReader } from './meta.ts'
import { OdfReader } from './odf-reader.ts'
import { Styles } from './styles.ts'

/** What XML files of a package are; the rest of them is text of another vocabulary. */
type FileKind = 'styles' | 'content' | 'meta' | 'settings' | 'manifest' | 'other'

/**
 * Yields `body`, `sheet …` or `slide 1` and `slide 1 notes` …, `master pages`, `properties`, then embedded objects and pictures. Only
 * slides have numbers; nothing has boxes.
 * @throws {ProblemError} `corrupt`, `encrypted`, `too-large`.
 */
export const extractOdf: Extractor = async function* (bytes, context) {
  const budget = new TextBudget(context.limits.characters)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    yield* packageParts(await openPackage(bytes, context.limits), budget, context)
  } else {
    yield* flatParts(bytes, budget, context)
  }
}

async function* packageParts(
  pack: Package,
  budget: TextBudget,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const manifest = new Manifest()
  const manifestEntry = pack.find('META-INF/manifest.xml')
  if (manifestEntry) await readPart(pack, manifestEntry, manifest, context)
  if (manifest.encrypted) throw new ProblemError('encrypted')
  if (!pack.find('content.xml')) {
    throw new ProblemError('corrupt', { reason: { zh: '找不到 content.xml', en: 'there is no content.xml' } })
  }
  const files = pack.entries.map(entry => ({ entry, kind: kindOf(entry.name) }))
  const spend = (text: string) => budget.spend(text)

  // Styles of a folder come first: its content says by their names what is hidden.
  const styles = new Map<string, Styles>()
  const masters = new Map<string, OdfReader>()
  for (const { entry, kind } of files) {
    if (kind !== 'styles') continue
    const own = new Styles(null)
    const reader = new OdfReader(`${folderOf(entry.name)}master pages`, own, spend)
    await readPart(pack, entry, reader, context)
    styles.set(folderOf(entry.name), own)
    masters.set(entry.name, reader)
  }
  for (const { entry, kind } of files.toSorted((a, b) => depth(a.entry) - depth(b.entry))) {
    if (kind !== 'content') continue
    const folder = folderOf(entry.name)
    const reader = new OdfReader(
      folder === '' ? 'body' : folder.slice(0, -1),
      new Styles(styles.get(folder) ?? null),
      spend,
    )
    await readPart(pack, entry, reader, context)
    yield* readerParts(reader, context)
  }
  for (const reader of masters.values()) yield* readerParts(reader, context)
  yield* propertyParts(pack, files, budget, context)
  for (const { entry, kind } of files) {
    if (kind === 'other') yield* otherParts(pack, entry, context)
  }
}

function kindOf(name: string): FileKind {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase()
  if (base === 'styles.xml') return 'styles'
  if (base === 'content.xml') return 'content'
  if (base === 'meta.xml') return 'meta'
  if (base === 'settings.xml') return 'settings'
  return /^(?:META-INF\/manifest\.xml|mimetype)$/i.test(name) ? 'manifest' : 'other'
}

/** Metadata of the document and of the objects in it; settings only where they hold Chinese text. */
async function* propertyParts(
  pack: Package,
  files: readonly { entry: PackageEntry; kind: FileKind }[],
  budget: TextBudget,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const lines: Line[] = []
  for (const { entry, kind } of files) {
    if (kind === 'meta') {
      const reader = new MetaReader()
      await readPart(pack, entry, reader, context)
      for (const line of reader.lines) lines.push(line)
    } else if (kind === 'settings') {
      const reader = new XmlTextReader('metadata')
      await readPart(pack, entry, reader, context)
      for (const line of reader.lines) if (/[\u2e80-\uffff]/.test(line.text)) lines.push(line)
    }
  }
  for (const line of lines) budget.spend(line.text)
  if (lines.length > 0) yield partOf('properties', lines)
}

/** Objects, pictures, macros, and whatever else was put into the package. */
async function* otherParts(
  pack: Package,
  entry: PackageEntry,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const { name } = entry
  const start = await pack.peek(name, contentKindBytes)
  const kind = contentKind(start)
  if (kind === 'empty' || /^layout-cache$/i.test(name)) return
  // The drawing of an embedded object as it was last seen, in a format of its own: the object itself is read.
  const object = /^ObjectReplacements\/(.+)$/i.exec(name)?.[1]
  if (object && kind !== 'picture' && (pack.find(object) || pack.find(`${object}/content.xml`))) return
  if (kind === 'xml' && !/\.(?:svg|html?|xhtml)$/i.test(name)) {
    const reader = new XmlTextReader('hidden')
    await readPart(pack, entry, reader, context)
    // The manifest in RDF is made of names of files.
    const lines = reader.lines.filter(line => !/^[\w./-]{1,200}\.xml$/.test(line.text))
    if (lines.length > 0) yield partOf(name, lines)
    return
  }
  try {
    const bytes = await pack.read(name)
    if (kind !== 'picture') {
      yield* context.nested(bytes, name.replace(/\.bin$/i, ''))
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

/** Reads one XML file; damage of it alone is recorded, so that the others are still read. */
async function readPart(
  pack: Package,
  entry: PackageEntry,
  handler: XmlHandler,
  context: ExtractContext,
): Promise<void> {
  context.spend(entry.declaredBytes)
  try {
    await readXml(pack.stream(entry.name), handler)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'too-large') throw error
    const { name } = entry
    context.problem('part-unread', { part: name, reason: error.details.reason ?? error.code }, name)
  }
}

/** One XML file with styles, text, metadata and pictures in it (`.fodt`, `.fods`, `.fodp`). */
async function* flatParts(
  bytes: Uint8Array,
  budget: TextBudget,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const meta = new MetaReader()
  const reader = new OdfReader('body', new Styles(null), text => budget.spend(text))
  let problem: unknown = null
  try {
    await readXml([bytes], {
      open(element) {
        meta.open(element)
        reader.open(element)
      },
      text(text) {
        meta.text(text)
        reader.text(text)
      },
      close(element) {
        meta.close()
        reader.close(element)
      },
    })
  } catch (error) {
    problem = error
  }
  yield* readerParts(reader, context)
  if (meta.lines.length > 0) yield partOf('properties', meta.lines)
  if (problem) throw problem
}

async function* readerParts(reader: OdfReader, context: ExtractContext): AsyncGenerator<ExtractedPart> {
  for (const { label, page, lines } of reader.parts) {
    if (lines.length > 0 || page !== null) yield { ...partOf(label, lines), page }
  }
  for (const [index, bytes] of reader.files.entries()) {
    const label = `picture ${index + 1}`
    context.spend(bytes.length)
    if (contentKind(bytes.subarray(0, contentKindBytes)) === 'picture') {
      const part = await picturePart(bytes, label, context)
      if (part) yield part
    } else if (bytes.length > 0) yield* context.nested(bytes, `object ${index + 1}`)
  }
}

function partOf(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}

/** With its final `/`; empty for the root. */
function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1)
}

function depth({ name }: PackageEntry): number {
  return name.split('/').length
}
