/** A folder: an exported site, or the one that a content management system keeps its uploads in. */
import type { Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import { readWatched } from '../../source.ts'
import { walk } from '../../walk.ts'
import type { Fetched, Previous, Reference, SiteSource } from '../site-source.ts'
import { SourceError } from './source-name.ts'

/** Files asked for their size and times at once. */
const statsAtOnce = 64
/** A file may change once more within the same tick of the system's clock; milliseconds. */
const clockTick = 100

export interface FolderOptions {
  readonly limits: Pick<Limits, 'fileBytes'>
  /** Where the folder's files are published: `https://…/upload/`. */
  readonly baseUrl?: string | undefined
}

/** @throws {SourceError} when there is no such folder. */
export async function openFolder(folder: string, options: FolderOptions): Promise<SiteSource> {
  const root = await realpath(folder).catch(() => path.resolve(folder))
  if (!(await isFolder(root))) {
    throw new SourceError({
      zh: `没有文件夹 ${folder}，或无权打开。请核对路径。`,
      en: `There is no folder ${folder}, or it may not be opened. Check the path.`,
    })
  }
  return new FolderSource(root, options)
}

export async function isFolder(root: string): Promise<boolean> {
  return (await stat(root).catch(() => null))?.isDirectory() ?? false
}

/**
 * Size and both times: the time of change is the system's own, so that a file put in another's place with its size
 * and date is told from it. Null when it may change again unseen.
 * @param now when the system was asked, or before that, in milliseconds.
 */
export function fileValidator({ size, mtimeMs, ctimeMs }: Stats, now: number = Date.now()): string | null {
  return now - Math.max(mtimeMs, ctimeMs) < clockTick ? null : `${size} ${mtimeMs} ${ctimeMs}`
}

class FolderSource implements SiteSource {
  readonly name: string
  readonly #root: string
  readonly #limits: Pick<Limits, 'fileBytes'>
  readonly #baseUrl: string | undefined

  constructor(root: string, { limits, baseUrl }: FolderOptions) {
    this.name = root
    this.#root = root
    this.#limits = limits
    this.#baseUrl = baseUrl
  }

  async *seeds(signal: AbortSignal): AsyncGenerator<Reference> {
    let batch: string[] = []
    for await (const id of walk(this.#root, signal)) {
      batch.push(id)
      if (batch.length < statsAtOnce) continue
      yield* await this.#references(batch)
      batch = []
    }
    yield* await this.#references(batch)
  }

  #references(ids: readonly string[]): Promise<Reference[]> {
    return Promise.all(
      ids.map(async id => {
        const stats = await stat(path.join(this.#root, id)).catch(() => null)
        return { id, url: this.#urlOf(id), validator: stats?.isFile() ? fileValidator(stats) : null }
      }),
    )
  }

  #urlOf(id: string): string | null {
    if (this.#baseUrl === undefined) return null
    const relative = id.split('/').map(encodeURIComponent).join('/')
    return URL.parse(relative, this.#baseUrl)?.href ?? null
  }

  async fetch({ id }: Reference, previous: Previous | null, signal: AbortSignal): Promise<Fetched> {
    const file = path.join(this.#root, id)
    if (previous?.validator != null) {
      const stats = await stat(file).catch(() => null)
      const validator = stats && fileValidator(stats)
      if (validator === previous.validator) return { kind: 'unchanged', validator }
    }
    try {
      const now = Date.now()
      const { bytes, before, after } = await readWatched(file, this.#limits)
      const validator = fileValidator(before, now)
      return {
        kind: 'content',
        bytes,
        mayBeEmpty: true,
        name: path.basename(id),
        title: null,
        validator: fileValidator(after, now) === validator ? validator : null,
        found: [],
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      const problem = { code: error.code, details: error.details, part: null }
      if (error.code !== 'missing') {
        const found = (await isFolder(file)) ? await this.#filesIn(id, signal) : null
        return found ? { kind: 'skipped', why: 'folder', found } : { kind: 'problem', problem, retry: false }
      }
      // With the whole folder gone, a disk is not mounted: that nobody deleted anything must not look like a clean-up.
      return (await isFolder(this.#root)) ? { kind: 'gone' } : { kind: 'problem', problem, retry: true }
    }
  }

  /**
   * Where a file was, or a folder that could not be listed, there is now one that can: asked for again in any case,
   * since it may have been listed for the first time a moment ago.
   * @returns null when it still cannot be listed.
   */
  async #filesIn(folder: string, signal: AbortSignal): Promise<Reference[] | null> {
    const ids: string[] = []
    for await (const inside of walk(path.join(this.#root, folder), signal)) {
      if (inside === '.') return null
      ids.push(path.posix.join(folder, inside))
    }
    return ids.map(id => ({ id, url: this.#urlOf(id), validator: null }))
  }

  async close(): Promise<void> {}
}
