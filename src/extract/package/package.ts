/**
 * Opens a zip package (docx, xlsx, odt, ofd …) from bytes in memory. The directory of a zip is only a claim:
 * every limit is taken on bytes that were really inflated, and a package whose two sets of headers disagree
 * is refused, since another reader may see another document in it.
 */
import { crc32 } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import yauzl from 'yauzl'
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import { decodeEntryName, entryKey } from './entry-name.ts'
import { inflate } from './inflate.ts'

export type PackageLimits = Pick<Limits, 'inflatedBytes' | 'entries' | 'ratio'>

export interface PackageEntry {
  /** As written in the package, `/` between folders; for look-up and messages, never a path on a disk. */
  readonly name: string
  /** What the directory claims; `stream` fails when it is not the truth. */
  readonly declaredBytes: number
}

export interface Package {
  /** Files in the order of the directory; folders are left out. */
  readonly entries: readonly PackageEntry[]
  /** Without regard to case, to `\` for `/`, and to percent-encoding. */
  find(name: string): PackageEntry | undefined
  /**
   * Inflates piece by piece. What comes before a damaged spot is yielded before the error is thrown.
   * @throws {ProblemError} `corrupt` (broken data, false size or checksum), `too-large` (bomb).
   */
  stream(name: string): AsyncIterable<Uint8Array>
  /** @throws {ProblemError} as `stream`. */
  read(name: string): Promise<Uint8Array>
  /** The first `length` bytes, or fewer when the entry is shorter or damaged; never fails on damage. */
  peek(name: string, length: number): Promise<Uint8Array>
}

interface StoredEntry extends PackageEntry {
  readonly data: Uint8Array
  readonly method: number
  readonly crc32: number
}

/**
 * Reads the directory; nothing is inflated yet.
 * @throws {ProblemError} `corrupt`, `encrypted` (an entry needs a password), `too-large` (too many entries, or
 *   declared sizes over the limit).
 */
export async function openPackage(bytes: Uint8Array, limits: PackageLimits): Promise<Package> {
  const entries = await readDirectory(bytes, limits)
  const byKey = new Map<string, StoredEntry>()
  for (const entry of entries) {
    const key = entryKey(entry.name)
    if (byKey.has(key)) throw corrupt(`duplicate entry ${entry.name}`)
    byKey.set(key, entry)
  }
  const get = (name: string): StoredEntry => {
    const entry = byKey.get(entryKey(name))
    if (!entry) throw corrupt(`no entry ${name}`)
    return entry
  }
  return {
    entries,
    find: name => byKey.get(entryKey(name)),
    stream: name => checked(get(name), limits.ratio),
    read: async name => Buffer.concat(await Array.fromAsync(checked(get(name), limits.ratio))),
    peek: (name, length) => peek(checked(get(name), limits.ratio), length),
  }
}

async function peek(chunks: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let count = 0
  try {
    for await (const chunk of chunks) {
      parts.push(chunk)
      count += chunk.byteLength
      if (count >= length) break
    }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'corrupt') throw error
  }
  return Buffer.concat(parts).subarray(0, length)
}

/**
 * The contents of an entry, cut off where they exceed what the directory claims of them. As the claims together were
 * held against the limit when the package was opened, so are the bytes that really come out.
 */
async function* checked(entry: StoredEntry, ratio: number): AsyncGenerator<Uint8Array> {
  let sum = 0
  let reached = 0
  for await (const piece of contents(entry, ratio)) {
    reached += piece.byteLength
    if (reached > entry.declaredBytes) {
      // A reader that trusts the directory stops here: so far both see the same.
      yield piece.subarray(0, piece.byteLength - (reached - entry.declaredBytes))
      throw corrupt(`${entry.name}: longer than its declared size`)
    }
    sum = crc32(piece, sum)
    yield piece
  }
  if (reached !== entry.declaredBytes) throw corrupt(`${entry.name}: shorter than its declared size`)
  if (sum !== entry.crc32) throw corrupt(`${entry.name}: checksum differs`)
}

function contents(entry: StoredEntry, ratio: number): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (entry.method === 8) return inflate(entry.data, { name: entry.name, ratio })
  if (entry.method === 0) return [entry.data]
  throw corrupt(`${entry.name}: compression method ${entry.method}`)
}

async function readDirectory(bytes: Uint8Array, limits: PackageLimits): Promise<StoredEntry[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: StoredEntry[] = []
  const ranges: [start: number, end: number][] = []
  let declared = 0
  try {
    // Sizes are checked here while inflating, names are decoded here: the library's own checks stay out of the way.
    const zip = await yauzl.fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false })
    if (zip.entryCount > limits.entries) throw tooMany(zip.entryCount, limits.entries)
    for await (const entry of zip.eachEntry()) {
      const stored = await readEntry(zip, entry, buffer, ranges)
      if (stored.name.endsWith('/') && stored.declaredBytes === 0) continue
      declared += stored.declaredBytes
      if (declared > limits.inflatedBytes) throw tooMuch(limits.inflatedBytes)
      entries.push(stored)
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw corrupt(error instanceof Error ? error.message : String(error), error)
  }
  checkLayout(buffer, ranges)
  return entries
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  buffer: Buffer,
  ranges: [number, number][],
): Promise<StoredEntry> {
  const name = decodeEntryName(entry)
  const local = await zip.readLocalFileHeaderPromise(entry)
  if (entry.isEncrypted() || (local.generalPurposeBitFlag & 1) !== 0) throw new ProblemError('encrypted')
  if (local.compressionMethod !== entry.compressionMethod) throw corrupt(`${name}: two compression methods`)
  if (!local.fileName.equals(entry.fileNameRaw)) throw corrupt(`${name}: two names`)
  // Bit 3: sizes follow the data, the local header holds zeros; 0xffffffff: they stand in a zip64 field.
  const follows = (local.generalPurposeBitFlag & 8) !== 0
  const differs = (a: number, b: number) => a !== b && a !== 0xffffffff && !(follows && a === 0)
  if (differs(local.compressedSize, entry.compressedSize)) throw corrupt(`${name}: two compressed sizes`)
  if (differs(local.uncompressedSize, entry.uncompressedSize)) throw corrupt(`${name}: two sizes`)
  const end = local.fileDataStart + entry.compressedSize
  if (end > buffer.byteLength) throw corrupt(`${name}: cut short`)
  ranges.push([entry.relativeOffsetOfLocalHeader, end])
  return {
    name,
    declaredBytes: entry.uncompressedSize,
    data: buffer.subarray(local.fileDataStart, end),
    method: entry.compressionMethod,
    crc32: entry.crc32,
  }
}

const localSignature = Buffer.from('PK\x03\x04', 'latin1')

/**
 * Entries that share their bytes multiply one bomb at no cost (D. Fifield, A better zip bomb, WOOT 2019); entries
 * that the directory does not list are what a repairing reader would find and this one would not.
 */
function checkLayout(buffer: Buffer, ranges: [number, number][]): void {
  ranges.sort((a, b) => a[0] - b[0])
  let reached = 0
  for (const [start, end] of [...ranges, [buffer.byteLength, buffer.byteLength] as const]) {
    if (start < reached) throw corrupt('entries overlap')
    if (buffer.subarray(reached, start).includes(localSignature)) throw corrupt('an entry that is not listed')
    reached = end
  }
}

function corrupt(reason: string, cause?: unknown): ProblemError {
  return new ProblemError('corrupt', { reason: `zip: ${reason}` }, { cause })
}

function tooMany(size: number, limit: number): ProblemError {
  return new ProblemError('too-large', { what: '压缩包条目数 / number of entries', size, limit })
}

function tooMuch(limit: number): ProblemError {
  return new ProblemError('too-large', { what: '解压后大小 / inflated size', size: `> ${limit}`, limit })
}
