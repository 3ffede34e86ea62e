/** Reads one document of any format: decides what it is, then hands it to the extractor of that format. */
import type { ExtractedPart } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { systemFileLines } from './archive/system-files.ts'
import type { ExtractContext, ExtractSettings } from './extractor.ts'
import { extensionOf, type Format, formatOfExtension, formatOfType } from './formats.ts'
import { asProblem, rootContext } from './nested.ts'
import { encryptedOffice } from './sniff/compound-file.ts'
import { hasAppendedZip, isPdfToo, type Sniffed, sniff } from './sniff.ts'
import { linesOf } from './text.ts'

export interface Extraction {
  /** Media type by content, known before anything is read; null when the content is of no known format. */
  readonly type: string | null
  /**
   * The part `file name` first, then the parts of the document. Iterating throws nothing but ProblemError,
   * and does so for documents that cannot be read at all as well: what was yielded before still counts.
   */
  readonly parts: AsyncIterable<ExtractedPart>
}

/** Never throws: what is wrong with the document comes out of `parts` or through `settings.problem`. */
export async function extract(bytes: Uint8Array, settings: ExtractSettings): Promise<Extraction> {
  const context = documentContext(settings)
  if (bytes.length === 0) return { type: null, parts: emptyFile(context) }
  const found = await recognise(bytes, context)
  return { type: found?.type ?? null, parts: limited(partsOf(bytes, found, context), context) }
}

/** What the extractors of a document that stands in no other are given. */
export function documentContext(settings: ExtractSettings): ExtractContext {
  return rootContext(settings, memberParts)
}

/** The parts of a document inside another; the caller has counted it against the limits. */
async function* memberParts(bytes: Uint8Array, context: ExtractContext): AsyncGenerator<ExtractedPart> {
  yield* partsOf(bytes, await recognise(bytes, context), context)
}

/** What the content is; null for what is empty, too large or confuses even the recognition. */
async function recognise(bytes: Uint8Array, context: ExtractContext): Promise<Sniffed | null> {
  if (bytes.length === 0 || bytes.length > context.limits.fileBytes) return null
  try {
    return refine(await sniff(bytes), context.name)
  } catch {
    return null
  }
}

/** The name only chooses between kinds of text, which content cannot tell apart. */
function refine(found: Sniffed | null, name: string): Sniffed | null {
  const named = formatOfExtension(extensionOf(name))
  if (!found || named?.family !== 'text' || !named.load) return found
  const plain = found.type === 'text/plain'
  const refines =
    (plain && named.type !== 'application/json') || (found.fragment && named.type !== 'text/html')
  return refines ? { ...found, type: named.type, label: named.label, format: named } : found
}

/** Nothing but its name. Whether it should hold something, who sent it knows (source.ts). */
async function* emptyFile(context: ExtractContext): AsyncGenerator<ExtractedPart> {
  yield* namePart(context)
  context.problem('empty-file')
}

function* namePart({ name }: ExtractContext): Generator<ExtractedPart> {
  if (name === '') return
  const lines = linesOf(name, 'filename')
  yield { label: 'file name', page: null, width: null, height: null, lines, pictures: [] }
}

async function* partsOf(
  bytes: Uint8Array,
  found: Sniffed | null,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const { limits } = context
  yield* namePart(context)
  if (bytes.length === 0) throw new ProblemError('empty')
  if (bytes.length > limits.fileBytes) {
    throw new ProblemError('too-large', {
      what: { zh: '文件大小', en: 'file size' },
      size: bytes.length,
      limit: limits.fileBytes,
    })
  }
  const system = found ? null : systemFileLines(bytes)
  if (system) {
    yield { label: 'text', page: null, width: null, height: null, lines: system, pictures: [] }
    return
  }
  if (!found) throw new ProblemError('unknown-type')
  compareWithName(found, context)
  if (found.type === encryptedOffice) throw new ProblemError('encrypted')
  if (!found.format?.load) throw new ProblemError('unsupported-type', { type: found.label })
  if (hasAppendedZip(bytes, found.type) && found.format.family !== 'word') {
    context.problem('part-unread', {
      part: { zh: '附在末尾的压缩包', en: 'appended archive' },
      reason: `zip after ${found.label}`,
    })
  }
  if (isPdfToo(bytes, found)) {
    context.problem('part-unread', { part: 'PDF', reason: `PDF in ${found.label}` })
  }
  const extractor = await found.format.load()
  yield* extractor(bytes, context)
}

/** An extension that promises another family of formats is an error, another format of the family a note. */
function compareWithName(found: Sniffed, context: ExtractContext): void {
  const extension = extensionOf(context.name)
  const named = formatOfExtension(extension)
  const details = { extension, type: found.label }
  if (!named) {
    // `通知(v1.2)` has no extension; `.bak` on a PDF is worth a note; text goes by many names.
    const looksLikeExtension = /^[a-z][a-z0-9]{0,5}$/.test(extension)
    if (looksLikeExtension && found.format?.family !== 'text') context.problem('type-differs', details)
    return
  }
  if (named.type === found.type) return
  if (found.type === encryptedOffice) {
    if (!['word', 'sheet', 'slides', 'office'].includes(named.family))
      context.problem('type-mismatch', details)
    return
  }
  context.problem(sameFamily(named, found) ? 'type-differs' : 'type-mismatch', details)
}

function sameFamily(named: Format, found: Sniffed): boolean {
  return named.family === (found.format ?? formatOfType(found.type))?.family
}

/** Enforces the limit of characters over all parts, and lets nothing but ProblemErrors out. */
async function* limited(
  parts: AsyncIterable<ExtractedPart>,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const limit = context.limits.characters
  let characters = 0
  try {
    for await (const part of parts) {
      let kept = 0
      for (const line of part.lines) {
        if (characters + line.text.length > limit) {
          yield { ...part, lines: part.lines.slice(0, kept) }
          throw new ProblemError('too-large', {
            what: { zh: '文字数', en: 'characters' },
            size: `> ${limit}`,
            limit,
          })
        }
        characters += line.text.length
        kept++
      }
      yield part
    }
  } catch (error) {
    throw asProblem(error)
  }
}
