/** Brings restored content to where the database at hand keeps it: a backup may come from the other kind. */
import { rm } from 'node:fs/promises'
import type { Store } from '../store/open.ts'
import { FolderStorage } from './blob-storage.ts'
import { DatabaseStorage } from './database-storage.ts'

async function* whole(bytes: Buffer) {
  yield bytes
}

export async function moveBlobs({ db, kind }: Store, folder: string): Promise<void> {
  const database = new DatabaseStorage(db)
  const files = new FolderStorage(folder)
  const [from, to] = kind === 'sqlite' ? [database, files] : [files, database]
  const rows = await db.selectFrom('blob').select('id').where('wrappedKey', 'is not', null).execute()
  for (const { id } of rows) {
    const bytes = await from.read(id).catch(error => {
      // Purged while the backup was made. Anything else must not be taken for moved and removed.
      if (error.code !== 'ENOENT') throw error
      return null
    })
    if (bytes === null) continue
    await to.write(id, whole(bytes))
    await from.remove([id])
  }
  // What remains belongs to nothing.
  if (kind === 'postgres') await rm(files.folder, { recursive: true, force: true })
  else await db.deleteFrom('blobChunk').execute()
}
