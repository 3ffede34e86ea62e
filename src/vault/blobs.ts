/**
 * Encrypted content in the data folder. Each blob has its own key, which lies wrapped in the database:
 * sealing wraps it anew, purging forgets it, and a copy of the folder alone says nothing.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { v7 as newId } from 'uuid'
import type { Db, Trx } from '../store/open.ts'
import type { BlobTable } from '../store/schema.ts'
import { decrypt, startEncryption, unwrapKey, wrapKey } from './cipher.ts'
import type { Keys } from './keys.ts'

/** A blob that is written but not yet in the database; a crash leaves only unreadable bytes. */
export interface Written {
  readonly id: string
  readonly bytes: number
  readonly sha256: string
  readonly wrappedKey: string
}

export class PurgedError extends Error {
  override readonly name = 'PurgedError'
}

export class OversizeError extends Error {
  override readonly name = 'OversizeError'
}

export class Blobs {
  readonly #folder: string
  readonly #keys: Pick<Keys, 'content' | 'sealed'>

  constructor(folder: string, keys: Pick<Keys, 'content' | 'sealed'>) {
    this.#folder = path.join(folder, 'blobs')
    this.#keys = keys
  }

  fileOf(id: string): string {
    // The end of an id is random, its beginning a time.
    return path.join(this.#folder, id.slice(-2), id)
  }

  /**
   * Encrypts a stream to disk without ever writing it in clear.
   * @param most bytes; @throws {OversizeError} beyond, leaving nothing behind.
   */
  async write(source: Readable | Iterable<Uint8Array>, most = Number.MAX_SAFE_INTEGER): Promise<Written> {
    const id = newId()
    const key = randomBytes(32)
    const file = this.fileOf(id)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const hash = createHash('sha256')
    let bytes = 0
    const handle = await open(file, 'wx', 0o600)
    try {
      const { head, cipher } = startEncryption(key, id)
      await handle.write(head)
      for await (const chunk of source as AsyncIterable<Uint8Array>) {
        bytes += chunk.length
        if (bytes > most) throw new OversizeError()
        hash.update(chunk)
        await handle.write(cipher.update(chunk))
      }
      await handle.write(Buffer.concat([cipher.final(), cipher.getAuthTag()]))
      await handle.sync()
    } catch (error) {
      await handle.close()
      await rm(file, { force: true })
      throw error
    }
    await handle.close()
    return { id, bytes, sha256: hash.digest('hex'), wrappedKey: wrapKey(key, this.#keys.content, id) }
  }

  /** Makes a written blob known; inside the transaction of whatever refers to it. */
  async register(trx: Trx, written: Written, at: string): Promise<void> {
    await trx
      .insertInto('blob')
      .values({ ...written, wrappedBy: 'content', created: at })
      .execute()
  }

  /** The content in clear. @throws {PurgedError}; an Error when a byte on disk was changed. */
  async read(db: Db | Trx, id: string): Promise<Buffer> {
    const row = await db.selectFrom('blob').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return decrypt(await this.#encrypted(row), this.#keyOf(row), id)
  }

  #keyOf(row: BlobTable): Buffer {
    if (row.wrappedKey === null) throw new PurgedError(row.id)
    return unwrapKey(row.wrappedKey, this.#keys[row.wrappedBy], row.id)
  }

  async #encrypted(row: BlobTable): Promise<Buffer> {
    if (row.wrappedKey === null) throw new PurgedError(row.id)
    return readFile(this.fileOf(row.id))
  }

  /** From now on only the key for incidents opens these. */
  async seal(trx: Trx, ids: readonly string[]): Promise<void> {
    for (const row of await this.#rows(trx, ids)) {
      if (row.wrappedKey === null || row.wrappedBy === 'sealed') continue
      const wrappedKey = wrapKey(this.#keyOf(row), this.#keys.sealed, row.id)
      await trx
        .updateTable('blob')
        .set({ wrappedKey, wrappedBy: 'sealed' })
        .where('id', '=', row.id)
        .execute()
    }
  }

  /** Forgets the keys. The bytes are removed after the commit, with {@link remove}. */
  async forget(trx: Trx, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await trx.updateTable('blob').set({ wrappedKey: null }).where('id', 'in', ids).execute()
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await rm(this.fileOf(id), { force: true })
  }

  async #rows(trx: Trx, ids: readonly string[]): Promise<BlobTable[]> {
    if (ids.length === 0) return []
    return trx.selectFrom('blob').selectAll().where('id', 'in', ids).execute()
  }
}
