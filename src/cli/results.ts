/** Where results go: standard output, or a file that is complete as far as it is written. */
import { closeSync, openSync, realpathSync, writeSync } from 'node:fs'
import type { Source } from '../source.ts'
import { UsageError } from './config.ts'
import type { Io } from './io.ts'
import type { Words } from './words.ts'

export interface Results {
  write(text: string): void
  close(): void
  /** Whether a person watches: decides over colours. */
  readonly isTTY: boolean
}

/**
 * @param sources what will be screened: a report must not take the place of a document.
 * @throws {UsageError} when the file cannot be written: better before an hour of work than after it.
 */
export function openResults(
  file: string | undefined,
  sources: readonly Source[],
  io: Io,
  words: Words,
): Results {
  if (file === undefined) return { write: text => io.stdout.write(text), close() {}, isTTY: io.stdout.isTTY }
  refuseToOverwrite(file, sources, words)
  const descriptor = asUsageError(file, words, () => openSync(file, 'w'))
  return {
    write: text => void asUsageError(file, words, () => writeSync(descriptor, text)),
    close: () => closeSync(descriptor),
    isTTY: false,
  }
}

/** @throws {UsageError} when the output file is one of the documents. */
export function refuseToOverwrite(file: string, sources: readonly Source[], words: Words): void {
  const target = realPath(file)
  if (target === null) return
  const clash = sources.find(source => 'path' in source && realPath(source.path) === target)
  if (clash) throw new UsageError(words.outputIsInput(file))
}

function realPath(file: string): string | null {
  try {
    return realpathSync(file)
  } catch {
    return null
  }
}

/** Turns a failed file operation into a message that names the file. */
export function asUsageError<T>(file: string, words: Words, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new UsageError(words.cannotWrite(file, reason), { cause: error })
  }
}

/** The same for an operation that takes its time. */
export async function asUsageErrorAsync<T>(file: string, words: Words, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new UsageError(words.cannotWrite(file, reason), { cause: error })
  }
}
