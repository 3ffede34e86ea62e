/** One service for one data folder: a lock that the system drops by itself when the process dies. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { StoreError } from '../store/error.ts'

/** @returns releases the lock. @throws {StoreError} `data-in-use`. */
export function lockData(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new Sqlite(path.join(folder, 'serve.lock'), { timeout: 0 })
  try {
    // SQLite's exclusive lock is the one portable file lock at hand; nothing is ever written.
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new StoreError('data-in-use', folder, { cause: error })
  }
  return () => lock.close()
}
