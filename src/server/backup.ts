/** Backup and restore of everything: rows, encrypted content, keys, the ledger's signed head. */
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { headFile } from '../ledger/head.ts'
import { dumpRows, loadRows, type Manifest } from '../store/backup.ts'
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

/** Content is copied after the rows: what the rows refer to was there before them. */
const beside = ['blobs', headFile] as const

/** Backs up a service, also one that runs. @throws {StoreError} `not-empty` when `target` holds something. */
export async function backUp(options: BackupOptions, target: string): Promise<Manifest> {
  await mkdir(target, { recursive: true, mode: 0o700 })
  await chmod(target, 0o700)
  if ((await readdir(target)).length > 0) throw new StoreError('not-empty', target)
  const store = await openStore({ folder: options.folder, url: options.databaseUrl, readOnly: true })
  try {
    const manifest = await dumpRows(store, target)
    for (const name of [...beside, ...(options.withKeys ? [keysFolder] : [])]) {
      const from = path.join(options.folder, name)
      if (existsSync(from)) await cp(from, path.join(target, name), { recursive: true })
    }
    return manifest
  } finally {
    await store.close()
  }
}

/**
 * Restores into an empty data folder (and an empty database, with a URL).
 * @throws {StoreError} `not-empty`, `data-in-use`, `newer-schema`, `no-database`.
 */
export async function restore(options: Omit<BackupOptions, 'withKeys'>, source: string): Promise<Manifest> {
  const unlock = lockData(options.folder)
  try {
    const store = await openStore({ folder: options.folder, url: options.databaseUrl })
    try {
      const manifest = await loadRows(store, source)
      for (const name of [...beside, keysFolder]) {
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
