/** Attachments that lie in a folder beside a database: what a link's path names below it, and nothing outside. */
import { constants } from 'node:fs'
import { open, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Fetched, Previous } from '../site-source.ts'
import { problem } from './fetch-problem.ts'
import { fileValidator, isFolder } from './folder.ts'

export class AttachmentFolder {
  readonly #folder: string
  readonly #maxBytes: number
  /** Where the folder really is, once it has been found. */
  #root: string | undefined

  constructor(folder: string, maxBytes: number) {
    this.#folder = path.resolve(folder)
    this.#maxBytes = maxBytes
  }

  /** @param relative with `/`, as in a link, unescaped */
  async read(relative: string, previous: Previous | null): Promise<Fetched> {
    const file = path.join(this.#folder, ...relative.split('/'))
    try {
      // Links inside the folder may lead out of it.
      this.#root ??= await realpath(this.#folder)
      const real = await realpath(file)
      if (!real.startsWith(this.#root + path.sep)) return problem('unreadable', { reason: 'outside' })
      // Nearly all of a nightly run need not be opened.
      const before = previous?.validator == null ? null : await stat(real)
      if (before?.isFile() && fileValidator(before) === previous?.validator)
        return { kind: 'unchanged', validator: previous.validator }
      const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
      try {
        const stats = await handle.stat()
        if (!stats.isFile()) return problem('unreadable', { reason: 'not a regular file' })
        const validator = fileValidator(stats)
        if (stats.size > this.#maxBytes) {
          const what = { zh: '附件', en: 'The attachment' }
          return problem('too-large', { what, size: megabytes(stats.size), limit: megabytes(this.#maxBytes) })
        }
        const bytes = await handle.readFile()
        return {
          kind: 'content',
          bytes,
          mayBeEmpty: true,
          name: path.basename(file),
          title: null,
          validator,
          found: [],
        }
      } finally {
        await handle.close()
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
      const isMissing = code === 'ENOENT' || code === 'ENOTDIR'
      if (isMissing && (await isFolder(this.#folder))) return { kind: 'gone' }
      // With the whole folder gone, a disk is not mounted or the path is wrong: nobody has deleted anything.
      if (isMissing) return problem('unreadable', { reason: code }, true)
      return problem('unreadable', { reason: code })
    }
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`
}
