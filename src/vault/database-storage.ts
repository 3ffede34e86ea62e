/** Encrypted bytes in the database, for services and workers on several machines that share nothing else. */
import { sql } from 'kysely'
import type { Db, Trx } from '../store/open.ts'
import { idOf } from './blob-id.ts'
import { type BlobStorage, listed } from './blob-storage.ts'

/** Base64 of it stays below a megabyte: rows that any client can hold. A multiple of three: only the last is padded. */
const chunkBytes = 720_000

export class DatabaseStorage implements BlobStorage {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  async write(id: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      let ordinal = 0
      for await (const chunk of inPieces(chunks)) {
        await this.#db
          .insertInto('blobChunk')
          .values({ blobId: id, ordinal, content: chunk.toString('base64') })
          .execute()
        ordinal += 1
      }
    } catch (error) {
      await this.remove([id])
      throw error
    }
  }

  async read(id: string, within: Db | Trx = this.#db): Promise<Buffer> {
    const rows = await within
      .selectFrom('blobChunk')
      .select('content')
      .where('blobId', '=', id)
      .orderBy('ordinal')
      .execute()
    if (rows.length === 0) throw Object.assign(new Error('no such blob'), { code: 'ENOENT' })
    return Buffer.concat(rows.map(({ content }) => Buffer.from(content, 'base64')))
  }

  async holds(id: string, bytes: number, within: Db | Trx = this.#db): Promise<boolean> {
    const row = await within
      .selectFrom('blobChunk')
      .select(sql<number | string | null>`sum(octet_length(content))`.as('size'))
      .where('blobId', '=', id)
      .executeTakeFirst()
    return Number(row?.size ?? 0) === Math.ceil(bytes / 3) * 4
  }

  async *begunBefore(instant: Date): AsyncGenerator<readonly string[]> {
    let after = ''
    for (;;) {
      const rows = await this.#db
        .selectFrom('blobChunk')
        .select('blobId')
        .distinct()
        .where('blobId', '>', after)
        .where('blobId', '<', idOf(instant))
        .orderBy('blobId')
        .limit(listed)
        .execute()
      const last = rows.at(-1)?.blobId
      if (last === undefined) return
      yield rows.map(({ blobId }) => blobId)
      after = last
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#db.deleteFrom('blobChunk').where('blobId', 'in', ids).execute()
  }
}

/** Gathers small chunks and cuts large ones, so that every row but the last is full. */
async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    waiting.push(chunk)
    size += chunk.length
    while (size >= chunkBytes) {
      const all = Buffer.concat(waiting)
      yield all.subarray(0, chunkBytes)
      waiting = [all.subarray(chunkBytes)]
      size -= chunkBytes
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}
