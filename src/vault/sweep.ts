/**
 * Destroys content that nothing refers to: what a killed process had stored of an upload, what an act had stored that
 * failed, what was to be removed after an act when the process died.
 *
 * Nothing else is ever destroyed, for these reasons, of which none depends on clocks:
 * - An id is made for one write and never again, so nobody stores the same blob a second time. What can happen is that
 *   a blob is registered late, while it is swept.
 * - Stored bytes without a row are claimed first: with a row of that id and without a key, committed before any byte
 *   goes. Both insert under the primary key, so one comes first. If it is the claim, registering fails. If it is the
 *   registration, committed or not, the claim waits for it and then does nothing.
 * - The claim goes after the bytes. Who registers later still looks, inside the transaction, whether all bytes are
 *   there, and fails: an upload is never answered as done whose content is gone.
 * - A row that nothing refers to goes in one statement with the question whether anything does. A reference that is
 *   made at that moment holds the row's lock, and the foreign key then refuses the statement.
 *
 * One process does it, the service: workers keep no retention. Two at once would destroy no more than one.
 */
import { isUnreferenced } from '../store/blob-references.ts'
import type { Db } from '../store/open.ts'
import { retried } from '../store/retried.ts'
import { idOf } from './blob-id.ts'
import type { BlobStorage } from './blob-storage.ts'

/** Rows looked at in one statement: SQLite answers nobody else meanwhile. */
const batch = 500

/**
 * @param before only what was begun earlier: later than the beginning of every write that may still be registered.
 * @param signal ends it between two batches.
 * @returns how many were destroyed.
 */
export async function sweepBlobs(
  db: Db,
  storage: BlobStorage,
  before: Date,
  signal?: AbortSignal,
): Promise<number> {
  return (await sweepRows(db, storage, before, signal)) + (await sweepStored(db, storage, before, signal))
}

async function sweepRows(
  db: Db,
  storage: BlobStorage,
  before: Date,
  signal: AbortSignal | undefined,
): Promise<number> {
  let destroyed = 0
  let after = ''
  while (!signal?.aborted) {
    const ids = await db
      .selectFrom('blob')
      .select('id')
      .where('id', '>', after)
      .where('id', '<', idOf(before))
      .orderBy('id')
      .limit(batch)
      .execute()
    const last = ids.at(-1)?.id
    if (last === undefined) break
    const gone = await retried(() =>
      db
        .deleteFrom('blob')
        .where('id', '>', after)
        .where('id', '<=', last)
        .where('created', '<', before.toISOString())
        .where(isUnreferenced)
        .returning(['id', 'wrappedKey'])
        .execute(),
    )
    await storage.remove(gone.map(({ id }) => id))
    // Of the others the key had been forgotten, and the bytes removed, by an act.
    destroyed += gone.filter(({ wrappedKey }) => wrappedKey !== null).length
    after = last
  }
  return destroyed
}

async function sweepStored(
  db: Db,
  storage: BlobStorage,
  before: Date,
  signal: AbortSignal | undefined,
): Promise<number> {
  let destroyed = 0
  for await (const ids of storage.begunBefore(before)) {
    if (signal?.aborted) break
    const rows = await db.selectFrom('blob').select(['id', 'wrappedKey']).where('id', 'in', ids).execute()
    const keyOf = new Map(rows.map(({ id, wrappedKey }) => [id, wrappedKey]))
    for (const id of ids) {
      const key = keyOf.get(id)
      if (typeof key === 'string') continue
      // A key that is forgotten does not come back: these bytes need no claim.
      const isPurged = key === null
      if (!isPurged && !(await claim(db, id))) continue
      await storage.remove([id])
      if (!isPurged)
        await db.deleteFrom('blob').where('id', '=', id).where('wrappedKey', 'is', null).execute()
      destroyed += 1
    }
  }
  return destroyed
}

/** One at a time: a statement that claims several would hold some while it waits for others. */
async function claim(db: Db, id: string): Promise<boolean> {
  const created = new Date().toISOString()
  const row = await db
    .insertInto('blob')
    .values({ id, bytes: 0, sha256: '', wrappedKey: null, wrappedBy: 'content', created })
    .onConflict(each => each.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
