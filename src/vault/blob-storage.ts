/** Where encrypted bytes lie: unreadable without the keys, which are in the database. */
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Db, Trx } from '../store/open.ts'
import { idOf, isBlobId } from './blob-id.ts'

export interface BlobStorage {
  /** Keeps all of it or, when `chunks` throws, nothing; resolved when it is durable. */
  write(id: string, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /**
   * @param within the caller's transaction: who waited for another connection while holding one would, with as many at
   *   once as there are connections, wait for ever.
   * @throws an error with the code `ENOENT` when there is none.
   */
  read(id: string, within?: Db | Trx): Promise<Buffer>
  /**
   * Whether all of it is there.
   * @param bytes encrypted.
   * @param within as of `read`.
   */
  holds(id: string, bytes: number, within?: Db | Trx): Promise<boolean>
  /** What is not there is removed already. */
  remove(ids: readonly string[]): Promise<void>
  /** Ids of what lies here, in part or whole, and was begun before an instant; some hundreds at a time. */
  begunBefore(instant: Date): AsyncIterable<readonly string[]>
}

/** Ids that are listed at once. */
export const listed = 500

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    // Nothing was ever stored.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** In the data folder, for a service on one machine. */
export class FolderStorage implements BlobStorage {
  readonly folder: string

  constructor(folder: string) {
    this.folder = path.join(folder, 'blobs')
  }

  fileOf(id: string): string {
    // The end of an id is random, its beginning a time.
    return path.join(this.folder, id.slice(-2), id)
  }

  async write(id: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const file = this.fileOf(id)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(file, 'wx', 0o600)
    try {
      for await (const chunk of chunks) await handle.write(chunk)
      await handle.sync()
    } catch (error) {
      await handle.close()
      await rm(file, { force: true })
      throw error
    }
    await handle.close()
  }

  read(id: string): Promise<Buffer> {
    return readFile(this.fileOf(id))
  }

  async holds(id: string, bytes: number): Promise<boolean> {
    const found = await stat(this.fileOf(id)).catch(error => {
      if (error.code !== 'ENOENT') throw error
      return null
    })
    return found?.size === bytes
  }

  /** Files are written under their own names, with no temporary ones; others than blobs are somebody else's. */
  async *begunBefore(instant: Date): AsyncGenerator<readonly string[]> {
    const end = idOf(instant)
    for (const part of await namesIn(this.folder)) {
      if (!/^[0-9a-f]{2}$/.test(part)) continue
      const names = await namesIn(path.join(this.folder, part))
      const ids = names.filter(name => isBlobId(name) && name.endsWith(part) && name < end)
      for (let at = 0; at < ids.length; at += listed) yield ids.slice(at, at + listed)
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await rm(this.fileOf(id), { force: true })
  }
}
