/**
 * The directory of a zip. It is only a claim: an archive whose two sets of headers disagree is refused, since
 * another reader may see another document in it.
 */
import type { Entry, ZipFile } from 'yauzl'
import yauzl from 'yauzl'
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import { decodeEntryName } from './entry-name.ts'

export type PackageLimits = Pick<Limits, 'inflatedBytes' | 'entries' | 'ratio'>

/** One file of a zip, as it is stored. */
export interface StoredEntry {
  /** As written in the zip, `/` between folders; for look-up and messages, never a path on a disk. */
  readonly name: string
  /** What the directory claims; reading the contents fails when it is not the truth. */
  readonly declaredBytes: number
  readonly data: Uint8Array
  readonly method: number
  readonly crc32: number
  readonly encrypted: boolean
  /** Whether the contents are the target of a symbolic link. */
  readonly link: boolean
  /** In an encoding that is not stated. */
  readonly comment: Uint8Array
}

export interface Directory {
  /** In the order of the directory; two may have the same name. */
  readonly entries: readonly StoredEntry[]
  /** Names of the folders that have an entry of their own. */
  readonly folders: readonly string[]
  /** Of the whole zip, in an encoding that is not stated. */
  readonly comment: Uint8Array
}

/** The file type S_IFLNK of stat.h, which Unix zips keep in the topmost bits of the external attributes. */
const unixLink = 0xa

/**
 * Reads the directory; nothing is inflated yet. Folders are left out unless they claim to hold something.
 * @throws {ProblemError} `corrupt`, `too-large` (too many entries, or declared sizes over the limit).
 */
export async function readDirectory(bytes: Uint8Array, limits: PackageLimits): Promise<Directory> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: StoredEntry[] = []
  const folders: string[] = []
  const ranges: [start: number, end: number][] = []
  let declared = 0
  let comment: Uint8Array = new Uint8Array()
  try {
    // Sizes are checked here while inflating, names are decoded here: the library's own checks stay out of the way.
    const zip = await yauzl.fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false })
    if (zip.entryCount > limits.entries) throw tooMany(zip.entryCount, limits.entries)
    if (typeof zip.comment !== 'string') comment = zip.comment
    for await (const entry of zip.eachEntry()) {
      const stored = await readEntry(zip, entry, buffer, ranges)
      if (stored.name.endsWith('/') && stored.declaredBytes === 0) {
        folders.push(stored.name)
        continue
      }
      declared += stored.declaredBytes
      if (declared > limits.inflatedBytes) throw tooMuch(limits.inflatedBytes)
      entries.push(stored)
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw corrupt(error instanceof Error ? error.message : String(error), error)
  }
  checkLayout(buffer, ranges)
  return { entries, folders, comment }
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  buffer: Buffer,
  ranges: [number, number][],
): Promise<StoredEntry> {
  const name = decodeEntryName(entry)
  const local = await zip.readLocalFileHeaderPromise(entry)
  const encrypted = entry.isEncrypted() || (local.generalPurposeBitFlag & 1) !== 0
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
    encrypted,
    link: entry.externalFileAttributes >>> 28 === unixLink,
    comment: entry.fileCommentRaw,
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
  return new ProblemError('too-large', { what: { zh: '压缩包条目数', en: 'number of entries' }, size, limit })
}

function tooMuch(limit: number): ProblemError {
  return new ProblemError('too-large', {
    what: { zh: '解压后大小', en: 'inflated size' },
    size: `> ${limit}`,
    limit,
  })
}
