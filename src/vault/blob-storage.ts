/** Where encrypted bytes lie: unreadable without the keys, which are in the database. */
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Db, Trx } from '../store/open.ts'

export interface BlobStorage {
  /** Keeps all of it or, when `chunks` throws, nothing; resolved when it is durable. */
  write(id: string, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /**
   * @param within the caller's transaction: who waited for another connection while holding one would, with as many at
   *   once as there are connections, wait for ever.
   * @throws an error with the code `ENOENT` when there is none.
   */
  read(id: string, within?: Db | Trx): Promise<Buffer>
  /** What is not there is removed already. */
  remove(ids: readonly string[]): Promise<void>
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

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await rm(this.fileOf(id), { force: true })
  }
}
