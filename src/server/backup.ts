/** Backup and restore of everything: rows, encrypted content, keys, the ledger's signed head. */
import { existsSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { headFile } from '../ledger/head.ts'
import { dumpRows, loadRows, type Manifest, readManifest } from '../store/backup.ts'
import { StoreError } from '../store/error.ts'
import { openStore } from '../store/open.ts'
import { keysFolder } from '../vault/keys.ts'
import { moveBlobs } from '../vault/move-blobs.ts'
import { lockData } from './data-lock.ts'

export interface BackupOptions {
  readonly folder: string
  readonly databaseUrl?: string | undefined
  /** The keys are copied too, so that the backup can be read without anything else: guard it as the service itself. */
  readonly withKeys: boolean
}

const blobsFolder = 'blobs'

/**
 * Backs up a service, also one that runs.
 * @throws {StoreError} `not-empty` when `target` holds something; `no-database` when this is no data folder.
 */
export async function backUp(options: BackupOptions, target: string): Promise<Manifest> {
  const from = (name: string) => path.join(options.folder, name)
  // With a database elsewhere, a wrong folder would make a backup that nobody can open.
  if (!existsSync(from(keysFolder))) throw new StoreError('no-database', options.folder)
  await mkdir(target, { recursive: true, mode: 0o700 })
  await chmod(target, 0o700)
  if ((await readdir(target)).length > 0) throw new StoreError('not-empty', target)
  const store = await openStore({ folder: options.folder, url: options.databaseUrl, readOnly: true })
  try {
    // Before the rows: a head may lag behind the ledger, but one that leads says that entries were cut off.
    if (existsSync(from(headFile))) await copyFile(from(headFile), path.join(target, headFile))
    const manifest = await dumpRows(store, target)
    // After the rows: what they refer to was there before them.
    if (existsSync(from(blobsFolder))) await copyBlobs(from(blobsFolder), path.join(target, blobsFolder))
    if (options.withKeys) await cp(from(keysFolder), path.join(target, keysFolder), { recursive: true })
    return manifest
  } finally {
    await store.close()
  }
}

/** What is removed meanwhile is left out: nobody refers to it any more. */
async function copyBlobs(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const target = path.join(to, path.relative(from, entry.parentPath))
    await mkdir(target, { recursive: true, mode: 0o700 })
    await copyFile(path.join(entry.parentPath, entry.name), path.join(target, entry.name)).catch(error => {
      if (error.code !== 'ENOENT') throw error
    })
  }
}

/** Keys are all that opens what was encrypted with them: those of another service are never written over. */
async function refuseOthers(folder: string, source: string): Promise<void> {
  const keys = path.join(folder, keysFolder)
  for (const name of existsSync(keys) ? await readdir(keys) : []) {
    const backedUp = path.join(source, keysFolder, name)
    if (!existsSync(backedUp)) continue
    const [here, there] = await Promise.all([readFile(path.join(keys, name)), readFile(backedUp)])
    if (!here.equals(there)) throw new StoreError('not-empty', keys)
  }
}

/**
 * Restores into an empty data folder (and an empty database, with a URL).
 * @throws {StoreError} `not-empty`, `data-in-use`, `newer-schema`, `no-database`.
 */
export async function restore(options: Omit<BackupOptions, 'withKeys'>, source: string): Promise<Manifest> {
  const unlock = lockData(options.folder)
  try {
    await refuseOthers(options.folder, source)
    const { schema: upTo } = await readManifest(source)
    const store = await openStore({ folder: options.folder, url: options.databaseUrl, upTo })
    try {
      const manifest = await loadRows(store, source)
      for (const name of [blobsFolder, headFile, keysFolder]) {
        const from = path.join(source, name)
        if (existsSync(from))
          await cp(from, path.join(options.folder, name), { recursive: true, force: true })
      }
      await moveBlobs(store, options.folder)
      return manifest
    } finally {
      await store.close()
    }
  } finally {
    unlock()
  }
}
