/**
 * Opens a zip package (docx, xlsx, odt, ofd …) from bytes in memory. The directory of a zip is only a claim:
 * every limit is taken on bytes that were really inflated, and a package whose two sets of headers disagree
 * is refused, since another reader may see another document in it.
 */
import { ProblemError } from '../../document/problem.ts'
import { readEntry } from './contents.ts'
import { type PackageLimits, readDirectory, type StoredEntry } from './directory.ts'
import { entryKey } from './entry-name.ts'

export type { PackageLimits }

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

/**
 * Reads the directory; nothing is inflated yet.
 * @throws {ProblemError} `corrupt`, `encrypted` (an entry needs a password), `too-large` (too many entries, or
 *   declared sizes over the limit).
 */
export async function openPackage(bytes: Uint8Array, limits: PackageLimits): Promise<Package> {
  const { entries } = await readDirectory(bytes, limits)
  if (entries.some(entry => entry.encrypted)) throw new ProblemError('encrypted')
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
    stream: name => readEntry(get(name), limits.ratio),
    read: async name => Buffer.concat(await Array.fromAsync(readEntry(get(name), limits.ratio))),
    peek: (name, length) => peek(readEntry(get(name), limits.ratio), length),
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

function corrupt(reason: string): ProblemError {
  return new ProblemError('corrupt', { reason: `zip: ${reason}` })
}
