/** What legacy Office files hold beside their own streams: properties, objects, macros, custom data. */
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import type { CompoundEntry, CompoundFile } from '../ole/compound-file.ts'
import { objectParts } from '../ole/objects.ts'
import { stringsOf } from '../ole/strings.ts'
import { plainLine } from '../ooxml/line.ts'
import { pictureOf } from './picture-bytes.ts'
import { thumbnailOf } from './thumbnail.ts'

/** Custom XML that later versions of Office keep in legacy files (MS-OFFMACRO2 and MS-DOC 2.1.10). */
const customXml = /^MsoDataStore\/.+/i
/** Settings of programs, controls, signatures, caches: no document of their own, but what words they hold is read. */
const settings =
  /^(?:_xmlsignatures|_signatures|Ctls$|Current User|WpsCustomData|ETExtData|WpsData|_SX_DB_CUR|User Names|Revision Log|XML$|List Data|Text_Content|Header$)/i

/** Names of an object's streams that begin with this character are settings of the object in its document. */
const objectSetting = 3

/** Streams and storages that hold the real content of a protected file (MS-OFFCRYPTO 1.3.3, 2.2). */
const protectedNames = ['\u0009DRMContent', 'EncryptedSummary']

/**
 * The parts of everything that is no stream of the document itself.
 * @param own names of the streams at the root that the caller reads.
 * @throws {ProblemError} `too-large`.
 */
export async function* storageParts(
  file: CompoundFile,
  own: readonly string[],
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const names = new Set(own.map(name => name.toLowerCase()))
  const ours = ({ path, name }: CompoundEntry) =>
    names.has(path.toLowerCase()) || customXml.test(path) || isSetting(path, name)
  yield* objectParts(file, ours, context)
  const summary = file.find('\u0005SummaryInformation')
  const thumbnail = summary && thumbnailOf(file.read(summary).bytes)
  if (thumbnail && thumbnail.length > 0) yield* pictureOf(thumbnail, 'thumbnail', context)
  for (const entry of file.entries) {
    if (entry.kind === 'storage' || entry.size === 0 || names.has(entry.path.toLowerCase())) continue
    if (customXml.test(entry.path)) yield* context.nested(file.read(entry).bytes, entry.path)
    else if (isSetting(entry.path, entry.name)) {
      const { bytes } = file.read(entry)
      context.spend(bytes.length)
      const lines = stringsOf(bytes).map(text => plainLine(text, 'metadata'))
      const label = entry.path.replace(/\p{Cc}/gu, '')
      if (lines.length > 0) yield { label, page: null, width: null, height: null, lines, pictures: [] }
    }
  }
}

function isSetting(path: string, name: string): boolean {
  return settings.test(path) || (path.includes('/') && name.charCodeAt(0) === objectSetting)
}

/** @throws {ProblemError} `encrypted` when the file's rights management keeps its content from every reader. */
export function refuseProtected(file: CompoundFile): void {
  if (protectedNames.some(name => file.find(name))) throw new ProblemError('encrypted')
}

/** Content of a stream at the root; empty when there is none. A stream cut short is a problem, and read as far as it goes. */
export function rootStream(file: CompoundFile, name: string, context: ExtractContext): Uint8Array {
  const entry = file.find(name)
  if (!entry) return new Uint8Array()
  const { bytes, complete } = file.read(entry)
  context.spend(bytes.length)
  if (!complete) {
    const reason = { zh: '内容不完整', en: 'it is cut short' }
    context.problem('part-unread', { part: name, reason }, name)
  }
  return bytes
}
