/** Where a document's bytes come from, before anything looks into them. */
import { createHash } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import path from 'node:path'
import type { Limits } from './document/limits.ts'
import { ProblemError, type RawProblem } from './document/problem.ts'

/**
 * A file on disk; bytes that the caller already has (`name` decides over nothing but the file-name checks); or bytes
 * that are fetched when their turn comes, so that a long list of them is never in memory as a whole.
 */
export type Source =
  | { readonly path: string }
  | { readonly name: string; readonly bytes: Uint8Array; readonly mayBeEmpty?: boolean | undefined }
  | FetchedSource

export interface FetchedSource {
  /** What reports call it. */
  readonly label: string
  /** Its file name, without a folder. */
  readonly name: string
  /** @throws {ProblemError} when there is nothing to read. */
  readonly fetch: () => Promise<Uint8Array>
  /**
   * Whether it lies in a store, where no bytes are all there is (`.gitkeep`, an empty style sheet), as is true of
   * every file on disk. What was sent or served may have been lost on the way: empty, it is an error.
   */
  readonly mayBeEmpty?: boolean
}

/** A document's identity and bytes, or why there are none. */
export interface Loaded {
  readonly path: string
  /** Without its folder. */
  readonly name: string
  readonly bytes: Uint8Array | null
  readonly size: number
  readonly sha256: string | null
  readonly problem: RawProblem | null
  /** `performance.now()` when its turn came: waiting for a free child is no part of a screening. */
  readonly startedAt: number
}

export function identityOf(source: Source): { path: string; name: string } {
  if ('path' in source) return { path: source.path, name: path.basename(source.path) }
  if ('fetch' in source) return { path: source.label, name: source.name }
  return { path: source.name, name: path.basename(source.name) }
}

/** Reads the bytes within the size limit; a pipe or device is no document. */
export async function load(source: Source, limits: Limits): Promise<Loaded> {
  const identity = { ...identityOf(source), startedAt: performance.now() }
  try {
    const bytes = await bytesOf(source, limits)
    if (bytes.length === 0 && !mayBeEmpty(source)) throw new ProblemError('empty')
    checkSize(bytes.length, limits)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { ...identity, bytes, size: bytes.length, sha256, problem: null }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const size = Number(error.details.bytes ?? 0)
    const problem = { code: error.code, details: error.details, part: null }
    return { ...identity, bytes: null, size, sha256: null, problem }
  }
}

function bytesOf(source: Source, limits: Limits): Promise<Uint8Array> | Uint8Array {
  if ('path' in source) return readFile(source.path, limits)
  return 'fetch' in source ? source.fetch() : source.bytes
}

function mayBeEmpty(source: Source): boolean {
  return 'path' in source || source.mayBeEmpty === true
}

function checkSize(bytes: number, limits: Pick<Limits, 'fileBytes'>): void {
  if (bytes > limits.fileBytes) {
    throw new ProblemError('too-large', {
      what: { zh: '文件', en: 'The file' },
      size: megabytes(bytes),
      limit: megabytes(limits.fileBytes),
      bytes,
    })
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`
}

/** The bytes of a regular file. @throws {ProblemError} `missing`, `unreadable`, `too-large`. */
export async function readFile(file: string, limits: Pick<Limits, 'fileBytes'>): Promise<Uint8Array> {
  return (await readWatched(file, limits)).bytes
}

/** What was read of a file, and what the system said of it before and after. */
export interface WatchedFile {
  readonly bytes: Uint8Array
  readonly before: Stats
  readonly after: Stats
}

/** As `readFile`, for who has to know whether the file changed meanwhile. */
export async function readWatched(file: string, limits: Pick<Limits, 'fileBytes'>): Promise<WatchedFile> {
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const before = await handle.stat()
      if (!before.isFile()) throw new ProblemError('unreadable', { reason: 'not a regular file' })
      checkSize(before.size, limits)
      const bytes = await readToEnd(handle, before.size, limits)
      return { bytes, before, after: await handle.stat() }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    if (code === 'ENOENT' && file.includes('\uFFFD')) {
      const reason = { zh: '文件名不是 UTF-8 编码，请改名', en: 'its name is not UTF-8; rename it' }
      throw new ProblemError('unreadable', { reason }, { cause: error })
    }
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ProblemError('missing', {}, { cause: error })
    throw new ProblemError('unreadable', { reason: code }, { cause: error })
  }
}

/**
 * One question for most files; `handle.readFile` asks three times.
 * @param size what the file is said to have: it may be growing, and what the system makes up (`/proc`) has 0.
 */
async function readToEnd(
  handle: FileHandle,
  size: number,
  limits: Pick<Limits, 'fileBytes'>,
): Promise<Uint8Array> {
  // Room for a byte more, so that the end is seen.
  let buffer = Buffer.allocUnsafeSlow(size + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length)
    length += bytesRead
    checkSize(length, limits)
    const isAtEnd = bytesRead === 0 || (length === size && size > 0)
    if (isAtEnd) return buffer.subarray(0, length)
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(Math.max(length, 4096))])
  }
}
