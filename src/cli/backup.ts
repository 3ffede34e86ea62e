/** `baoshen backup` and `baoshen restore`. */
import path from 'node:path'
import { backUp, restore as restoreBackup } from '../server/backup.ts'
import { keysFolder } from '../vault/keys.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import type { BackupOptions } from './service-program.ts'
import { serviceWords } from './service-words.ts'

const databaseUrl = (io: Io) => io.env.DATABASE_URL || undefined

/** @throws {StoreError}. */
export async function backup(target: string, options: BackupOptions, io: Io): Promise<ExitStatus> {
  const words = serviceWords[options.lang]
  const { data: folder, keys: withKeys } = options
  const { rows } = await backUp({ folder, databaseUrl: databaseUrl(io), withKeys }, target)
  io.stdout.write(`${words.backedUp(target, rows.submission ?? 0, rows.ledger ?? 0)}\n`)
  io.stdout.write(`${withKeys ? words.keysIncluded : words.keysApart(path.join(folder, keysFolder))}\n`)
  return exitStatus.clean
}

/** @throws {StoreError}. */
export async function restore(source: string, options: BackupOptions, io: Io): Promise<ExitStatus> {
  const words = serviceWords[options.lang]
  const { rows } = await restoreBackup({ folder: options.data, databaseUrl: databaseUrl(io) }, source)
  io.stdout.write(`${words.restored(options.data, rows.submission ?? 0, rows.ledger ?? 0)}\n`)
  return exitStatus.clean
}
