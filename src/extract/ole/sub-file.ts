/** A storage of a compound file as a compound file of its own: legacy Office keeps embedded documents that way. */
import CFB from 'cfb'
import type { CompoundFile } from './compound-file.ts'

/** Deeper storages hold objects in objects in objects; the limit keeps the writer's work in proportion. */
const maxEntries = 10_000

/** @param folder path of the storage. Streams that are cut short are copied as far as they go. */
export function storageAsFile(file: CompoundFile, folder: string): Uint8Array {
  const target = CFB.utils.cfb_new()
  CFB.utils.cfb_del(target, '/\u0001Sh33tJ5')
  const inside = file.entries.filter(
    each => each.kind === 'stream' && each.path.toLowerCase().startsWith(`${folder.toLowerCase()}/`),
  )
  for (const entry of inside.slice(0, maxEntries)) {
    const path = entry.path.slice(folder.length)
    CFB.utils.cfb_add(target, path, Buffer.from(file.read(entry).bytes), { unsafe: true })
  }
  return new Uint8Array(CFB.write(target, { type: 'buffer' }))
}
