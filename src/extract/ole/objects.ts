/** Everything in a compound file that is no stream of the document itself: objects, macros, properties. */
import type { Channel, Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import type { CompoundEntry, CompoundFile } from './compound-file.ts'
import { isDocumentStream, streamRole } from './content.ts'
import { readOle10Native } from './ole10-native.ts'
import { propertyTexts } from './property-set.ts'
import { stringsOf } from './strings.ts'
import { storageAsFile } from './sub-file.ts'
import { macroModules } from './vba.ts'

/**
 * Reads embedded documents and packages as documents of their own, macro source and unknown data as `hidden` text,
 * properties as `metadata`. What is not understood is reported besides.
 * @param isOwn whether the caller reads the stream itself.
 */
export async function* objectParts(
  file: CompoundFile,
  isOwn: (entry: CompoundEntry) => boolean,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const streams = file.entries.filter(entry => entry.kind === 'stream' && entry.size > 0 && !isOwn(entry))
  const documents = documentFolders(streams)
  for (const folder of documents) {
    const copy = storageAsFile(file, folder)
    context.spend(copy.byteLength)
    yield* context.nested(copy, label(folder))
  }
  const projects = streams
    .filter(({ name, path }) => name.toLowerCase() === 'dir' && /(^|\/)VBA\/[^/]+$/i.test(path))
    .map(({ path }) => folderOf(path))
  for (const folder of projects) yield* macroParts(file, folder, context)

  const reader = new StreamReader(file, context)
  for (const entry of streams) {
    const inside = (folders: readonly string[]) => folders.some(folder => isInside(entry.path, folder))
    if (inside(documents) || inside(projects)) continue
    yield* reader.read(entry, inside(projects.map(folderOf)))
  }
}

/** Markers of programs and libraries; too short for a mark. */
const emptyBytes = 4

/** Storages that are documents, without those inside another one; the root is never one of them. */
function documentFolders(streams: readonly CompoundEntry[]): string[] {
  const found = streams.filter(({ name }) => isDocumentStream(name)).map(({ path }) => folderOf(path))
  const folders = [...new Set(found)].filter(folder => folder !== '')
  return folders.filter(folder => !folders.some(other => other !== folder && isInside(folder, other)))
}

async function* macroParts(
  file: CompoundFile,
  folder: string,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const part = label(folder)
  const lines: Line[] = []
  try {
    for (const { source } of macroModules(file, folder, bytes => context.spend(bytes))) {
      lines.push(...linesOf(source.split(/\r\n?|\n/), 'hidden'))
    }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'corrupt') throw error
    context.problem('part-unread', { part, reason: error.details.reason ?? error.code }, part)
  }
  yield textPart(part, lines)
}

class StreamReader {
  readonly #file: CompoundFile
  readonly #context: ExtractContext

  constructor(file: CompoundFile, context: ExtractContext) {
    this.#file = file
    this.#context = context
  }

  /** @param macro whether it stands in a VBA project: forms, their controls and settings. */
  async *read(entry: CompoundEntry, macro: boolean): AsyncGenerator<ExtractedPart> {
    const named = streamRole(entry.name)
    const role = named === 'unknown' && macro ? 'macro' : named
    if (role === 'silent' || (role === 'unknown' && entry.size <= emptyBytes)) return
    const { bytes, complete } = this.#file.read(entry)
    this.#context.spend(bytes.byteLength)
    const name = label(entry.path)
    if (!complete) this.#unread(name, { zh: '内容不完整', en: 'it is cut short' })
    if (bytes.byteLength === 0) return
    if (role === 'native') yield* this.#native(entry, bytes)
    else if (role === 'file') yield* this.#context.nested(bytes, name)
    else if (role === 'properties') yield textPart(name, linesOf(propertyTexts(bytes), 'metadata'))
    else {
      if (role === 'unknown') {
        this.#unread(name, {
          zh: '内嵌对象的格式无法识别',
          en: 'the format of the embedded object is unknown',
        })
      }
      yield textPart(name, linesOf(stringsOf(bytes), 'hidden'))
    }
  }

  async *#native(entry: CompoundEntry, stream: Uint8Array): AsyncGenerator<ExtractedPart> {
    const { name, paths, bytes } = readOle10Native(stream)
    const folder = folderOf(entry.path)
    const own = label([folder, name === '' ? 'Ole10Native' : name].filter(each => each !== '').join('/'))
    if (paths.length > 0) yield textPart(`${own} (OLE)`, linesOf(paths, 'metadata'))
    if (bytes.byteLength > 0) yield* this.#context.nested(bytes, own)
  }

  #unread(part: string, reason: { zh: string; en: string }): void {
    this.#context.problem('part-unread', { part, reason }, part)
  }
}

function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}

function linesOf(texts: readonly string[], channel: Channel): Line[] {
  return texts
    .filter(text => text.trim() !== '')
    .map(text => ({ text: text.trim(), channel, box: null, confidence: 1 }))
}

/** Names of streams begin with control characters; labels are printed. */
function label(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  return path.replace(/[\u0000-\u001f\u007f]/g, '') || 'object'
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function isInside(path: string, folder: string): boolean {
  return folder === '' || path.toLowerCase().startsWith(`${folder.toLowerCase()}/`)
}
