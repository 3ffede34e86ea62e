/** What kind of document a zip package is, from its list of names and its [Content_Types].xml (ECMA-376 part 2). */
import { inflateRawSync } from 'node:zlib'

interface Entry {
  readonly name: string
  readonly method: number
  readonly compressed: number
  /** Offset of the local header in the file. */
  readonly header: number
}

const endSignature = 0x06054b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50
/** End record without comment, and with the longest comment (APPNOTE 4.3.16). */
const endLength = 22
const endReach = endLength + 0xffff
/** Names that are looked at; the type shows early, and the extractor has limits of its own. */
const entryLimit = 20_000
/** [Content_Types].xml of the largest real packages is some 100 KB. */
const contentTypesLimit = 4 * 2 ** 20

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Where the end record of a zip stands whose comment reaches exactly to the end of the bytes; -1 when there is none. */
export function findZipEnd(bytes: Uint8Array): number {
  const view = viewOf(bytes)
  const lowest = Math.max(0, bytes.length - endReach)
  for (let at = bytes.length - endLength; at >= lowest; at--) {
    if (view.getUint32(at, true) !== endSignature) continue
    if (at + endLength + view.getUint16(at + 20, true) !== bytes.length) continue
    const start = at - view.getUint32(at + 12, true)
    const count = view.getUint16(at + 10, true)
    if (count > 0 && start >= 0 && start + 4 <= at && view.getUint32(start, true) === centralSignature)
      return at
  }
  return -1
}

/** Entries of the central directory; a prefix before the zip shifts all offsets. */
function centralEntries(bytes: Uint8Array, end: number): Entry[] {
  const view = viewOf(bytes)
  const start = end - view.getUint32(end + 12, true)
  const prefix = start - view.getUint32(end + 16, true)
  const entries: Entry[] = []
  let at = start
  while (at + 46 <= end && entries.length < entryLimit && view.getUint32(at, true) === centralSignature) {
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: latin(bytes, at + 46, nameLength),
      method: view.getUint16(at + 10, true),
      compressed: view.getUint32(at + 20, true),
      header: view.getUint32(at + 42, true) + prefix,
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** Entries by their local headers, for a zip that was cut off before its directory. */
function localEntries(bytes: Uint8Array): Entry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: Entry[] = []
  let at = buffer.indexOf('PK\x03\x04', 0, 'latin1')
  while (at >= 0 && at + 30 <= buffer.length && entries.length < entryLimit) {
    entries.push({
      name: latin(bytes, at + 30, buffer.readUInt16LE(at + 26)),
      method: buffer.readUInt16LE(at + 8),
      compressed: buffer.readUInt32LE(at + 18),
      header: at,
    })
    at = buffer.indexOf('PK\x03\x04', at + 30, 'latin1')
  }
  return entries
}

function latin(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', at, at + length)
}

/** Inflates one small entry; empty when it is damaged, encrypted or over its limit. */
function readEntry(bytes: Uint8Array, entry: Entry): string {
  const view = viewOf(bytes)
  if (entry.header < 0 || entry.header + 30 > bytes.length) return ''
  if (view.getUint32(entry.header, true) !== localSignature) return ''
  const start =
    entry.header + 30 + view.getUint16(entry.header + 26, true) + view.getUint16(entry.header + 28, true)
  const data = bytes.subarray(start, entry.compressed > 0 ? start + entry.compressed : bytes.length)
  try {
    const content = entry.method === 0 ? data : inflateRawSync(data, { maxOutputLength: contentTypesLimit })
    return Buffer.from(content.subarray(0, contentTypesLimit)).toString('utf8')
  } catch {
    return ''
  }
}

const openxml = 'application/vnd.openxmlformats-officedocument'
const word = `${openxml}.wordprocessingml.document`
const sheet = `${openxml}.spreadsheetml.sheet`
const slides = `${openxml}.presentationml.presentation`

/** Content types of main parts; compared without regard to case. */
const mainParts: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/wordprocessingml\.document\.main\+xml/i, word],
  [/ms-word\.document\.macroenabled\.main\+xml/i, 'application/vnd.ms-word.document.macroenabled.12'],
  [/wordprocessingml\.template\.main\+xml/i, `${openxml}.wordprocessingml.template`],
  [/ms-word\.template\.macroenabledtemplate\.main\+xml/i, 'application/vnd.ms-word.template.macroenabled.12'],
  [/spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.[\w.]{1,60}\.main(?:\+xml)?/i, sheet],
  [/presentationml\.\w{1,20}\.main\+xml|ms-powerpoint\.[\w.]{1,60}\.main\+xml/i, slides],
]

const folders: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^\/?word[/\\]/i, word],
  [/^\/?xl[/\\]/i, sheet],
  [/^\/?ppt[/\\]/i, slides],
]

/**
 * The media type of a zip package.
 * @returns `application/zip` for a plain archive.
 */
export function typeOfZip(bytes: Uint8Array): string {
  const end = findZipEnd(bytes)
  const entries = end >= 0 ? centralEntries(bytes, end) : localEntries(bytes)
  const declared = entries.find(entry => entry.name.toLowerCase() === '[content_types].xml')
  const contentTypes = declared ? readEntry(bytes, declared) : ''
  const mains = new Set(mainParts.filter(([pattern]) => pattern.test(contentTypes)).map(([, type]) => type))
  const [main] = mains
  // A package that claims to be two things would be read as one of them and shown as the other.
  if (main) return mains.size === 1 ? main : 'application/zip'
  const named = folders.find(([pattern]) => entries.some(entry => pattern.test(entry.name)))
  if (named) return named[1]
  if (entries.some(entry => /^OFD\.xml$/i.test(entry.name))) return 'application/ofd'
  const mimetype = entries.find(entry => entry.name === 'mimetype')
  const stated = mimetype ? readEntry(bytes, mimetype).trim() : ''
  if (/^application\/[\w.+-]{1,100}$/.test(stated)) return documentOf(stated)
  const manifest = entries.find(entry => /^META-INF\/manifest\.xml$/i.test(entry.name))
  const root = manifest ? readEntry(bytes, manifest) : ''
  const type = /media-type="(application\/vnd\.oasis\.opendocument\.[\w-]{1,60})"/.exec(root)?.[1]
  return type ? documentOf(type) : 'application/zip'
}

/** A template or master of OpenDocument is read as the document it makes. */
function documentOf(type: string): string {
  return type.startsWith('application/vnd.oasis.opendocument.')
    ? type.replace(/-(?:template|master|web)$/, '')
    : type
}
