/** `baoshen ledger verify`: proves the ledger of a data folder, also while its service runs. */

import { existsSync } from 'node:fs'
import path from 'node:path'
import { LedgerHead } from '../ledger/head.ts'
import { verifyLedger } from '../ledger/verify.ts'
import { openStore } from '../store/open.ts'
import { keysFolder, openKeys } from '../vault/keys.ts'
import { UsageError } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import type { LedgerOptions } from './service-program.ts'
import { serviceWords } from './service-words.ts'

/** Exit status 1 when the ledger is not what it was. @throws {UsageError}, {StoreError}. */
export async function verify(options: LedgerOptions, io: Io): Promise<ExitStatus> {
  const words = serviceWords[options.lang]
  // Looking must not make anything: neither keys nor a database.
  if (!existsSync(path.join(options.data, keysFolder))) throw new UsageError(words.noLedger)
  const expected = /^(\d+):([0-9a-f]{64})$/.exec(options.head ?? '')
  if (options.head !== undefined && !expected) throw new UsageError(words.badOption('--head', ' N:SHA-256'))
  const store = await openStore({
    folder: options.data,
    url: io.env.DATABASE_URL || undefined,
    readOnly: true,
  })
  try {
    const head = new LedgerHead(options.data, openKeys(options.data, io.env).ledger)
    const position =
      expected?.[1] && expected[2] ? { seq: Number(expected[1]), hash: expected[2] } : undefined
    const result = await verifyLedger(store.db, head, position)
    if (result.broken) {
      io.stdout.write(`✖ ${words.broken(result.broken)}\n`)
      return exitStatus.flagged
    }
    io.stdout.write(`✔ ${words.intact(result.entries, result.head)}\n`)
    return exitStatus.clean
  } finally {
    await store.close()
  }
}
