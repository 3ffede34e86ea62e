/**
 * Encrypted content. Each blob has its own key, which lies wrapped in the database: sealing wraps it anew, purging
 * forgets it, and a copy of the storage alone says nothing.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { v7 as newId } from 'uuid'
import type { Db, Trx } from '../store/open.ts'
import type { BlobTable } from '../store/submission-schema.ts'
import type { BlobStorage } from './blob-storage.ts'
import { decrypt, encryptedBytes, startEncryption, unwrapKey, wrapKey } from './cipher.ts'
import type { Keys } from './keys.ts'

/** A blob that is written but not yet in the database; a crash leaves only unreadable bytes, which are swept. */
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

/** A worker has no key for what is sealed: it has no business with incidents. */
export type BlobKeys = Pick<Keys, 'content'> & Partial<Pick<Keys, 'sealed'>>

export class Blobs {
  readonly storage: BlobStorage
  readonly #keys: BlobKeys

  constructor(storage: BlobStorage, keys: BlobKeys) {
    this.storage = storage
    this.#keys = keys
  }

  /**
   * Encrypts a stream into the storage without ever writing it in clear.
   * @param most bytes; @throws {OversizeError} beyond, leaving nothing behind.
   */
  async write(source: Readable | Iterable<Uint8Array>, most = Number.MAX_SAFE_INTEGER): Promise<Written> {
    const id = newId()
    const key = randomBytes(32)
    const hash = createHash('sha256')
    let bytes = 0
    async function* encrypted() {
      const { head, cipher } = startEncryption(key, id)
      yield head
      for await (const chunk of source as AsyncIterable<Uint8Array>) {
        bytes += chunk.length
        if (bytes > most) throw new OversizeError()
        hash.update(chunk)
        yield cipher.update(chunk)
      }
      yield Buffer.concat([cipher.final(), cipher.getAuthTag()])
    }
    await this.storage.write(id, encrypted())
    return { id, bytes, sha256: hash.digest('hex'), wrappedKey: wrapKey(key, this.#keys.content, id) }
  }

  /**
   * Makes a written blob known; inside the transaction of whatever refers to it.
   * @throws when it was swept meanwhile: whoever has it must not be told that it was kept.
   */
  async register(trx: Trx, written: Written, at: string): Promise<void> {
    await trx
      .insertInto('blob')
      .values({ ...written, wrappedBy: 'content', created: at })
      .execute()
    // After the row, which keeps the sweep away from now on.
    const isThere = await this.storage.holds(written.id, encryptedBytes(written.bytes), trx)
    if (!isThere) throw new Error(`content was swept before it was referred to: ${written.id}`)
  }

  /** The content in clear. @throws {PurgedError}; an Error when a byte on disk was changed. */
  async read(db: Db | Trx, id: string): Promise<Buffer> {
    const row = await db.selectFrom('blob').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const key = this.#keyOf(row)
    return decrypt(await this.storage.read(id, db), key, id)
  }

  /** Whether the keys at hand are those that the newest content of each kind was wrapped with. */
  async areOurs(db: Db): Promise<boolean> {
    for (const wrappedBy of ['content', 'sealed'] as const) {
      const row = await db
        .selectFrom('blob')
        .selectAll()
        .where('wrappedBy', '=', wrappedBy)
        .where('wrappedKey', 'is not', null)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      try {
        if (row) this.#keyOf(row)
      } catch {
        return false
      }
    }
    return true
  }

  #keyOf(row: BlobTable): Buffer {
    if (row.wrappedKey === null) throw new PurgedError(row.id)
    return unwrapKey(row.wrappedKey, this.#wrapping(row.wrappedBy), row.id)
  }

  #wrapping(name: keyof BlobKeys): Buffer {
    const key = this.#keys[name]
    if (key === undefined) throw new Error('sealed: the key for incidents is not on this machine')
    return key
  }

  /** From now on only the key for incidents opens these. */
  async seal(trx: Trx, ids: readonly string[]): Promise<void> {
    for (const row of await this.#rows(trx, ids)) {
      if (row.wrappedKey === null || row.wrappedBy === 'sealed') continue
      const wrappedKey = wrapKey(this.#keyOf(row), this.#wrapping('sealed'), row.id)
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
    await this.storage.remove(ids)
  }

  async #rows(trx: Trx, ids: readonly string[]): Promise<BlobTable[]> {
    if (ids.length === 0) return []
    return trx.selectFrom('blob').selectAll().where('id', 'in', ids).execute()
  }
}
