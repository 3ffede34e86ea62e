/** Where results go: standard output, or a file that is complete as far as it is written. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { UsageError } from './config.ts'
import type { Io } from './io.ts'
import type { Words } from './words.ts'

export interface Results {
  write(text: string): void
  close(): void
  /** Whether a person watches: decides over colours. */
  readonly isTTY: boolean
}

/** @throws {UsageError} when the file cannot be written: better before an hour of work than after it. */
export function openResults(file: string | undefined, io: Io, words: Words): Results {
  if (file === undefined) return { write: text => io.stdout.write(text), close() {}, isTTY: io.stdout.isTTY }
  try {
    const descriptor = openSync(file, 'w')
    return { write: text => writeSync(descriptor, text), close: () => closeSync(descriptor), isTTY: false }
  } catch (error) {
    throw new UsageError(words.cannotWrite(file, (error as NodeJS.ErrnoException).code ?? 'unknown'), {
      cause: error,
    })
  }
}
