/** Files that portals sent: kept encrypted for a while, so that the next question names them by their hash. */
import type { Db } from '../../store/open.ts'
import { type Service, transact } from '../workflow/service.ts'
import { readSettings } from '../workflow/settings.ts'
import { forgetFile } from './retention.ts'

/** A file is noted as sent again at most once in this time. */
const touchMinutes = 60

async function find(db: Db, portalId: string, sha256: string) {
  return (
    db
      .selectFrom('gateFile')
      .innerJoin('blob', 'blob.id', 'gateFile.blobId')
      .select(['gateFile.blobId', 'gateFile.bytes', 'gateFile.sent'])
      .where('portalId', '=', portalId)
      .where('gateFile.sha256', '=', sha256)
      // Purged with an item that it was part of.
      .where('blob.wrappedKey', 'is not', null)
      .executeTakeFirst()
  )
}

/** The blob of what this portal sent before; null when it is not kept. */
export async function sentBlob(service: Service, portalId: string, sha256: string): Promise<string | null> {
  return (await find(service.store.db, portalId, sha256))?.blobId ?? null
}

/** The bytes that this portal sent before; null when they are not kept. */
export async function sentBefore(service: Service, portalId: string, sha256: string): Promise<Buffer | null> {
  const row = await find(service.store.db, portalId, sha256)
  return row ? service.blobs.read(service.store.db, row.blobId) : null
}

/** Destroys files that look classified, where the settings say so. */
export async function purgeSent(
  service: Service,
  portalId: string,
  hashes: readonly string[],
): Promise<void> {
  const { settings } = await readSettings(service.store.db)
  if (settings.incidentContent !== 'purge') return
  for (const sha256 of hashes) {
    const row = await find(service.store.db, portalId, sha256)
    if (row) await forgetFile(service, { portalId, sha256, blobId: row.blobId })
  }
}

/** Keeps a file. */
export async function keepSent(
  service: Service,
  portalId: string,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: Buffer },
): Promise<void> {
  const { db } = service.store
  const row = await find(db, portalId, sha256)
  const now = new Date()
  if (row && now.getTime() - Date.parse(row.sent) < touchMinutes * 60_000) return
  if (row) {
    await db
      .updateTable('gateFile')
      .set({ sent: now.toISOString() })
      .where('portalId', '=', portalId)
      .where('sha256', '=', sha256)
      .execute()
    return
  }
  // When this fails, at the commit too, of which nobody knows the outcome, it stays or is swept.
  const written = await service.blobs.write([bytes])
  await transact(service, async ({ trx, at }) => {
    await service.blobs.register(trx, written, at)
    const file = { blobId: written.id, bytes: written.bytes, sent: at }
    await trx
      .insertInto('gateFile')
      .values({ portalId, sha256, ...file })
      .onConflict(each => each.columns(['portalId', 'sha256']).doUpdateSet(file))
      .execute()
  })
}
