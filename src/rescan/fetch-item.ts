/** Asks a source for one item. What breaks inside the source is a problem of that item: the others are not to wait. */
import type { Fetched, Previous, Reference, SiteSource } from './site-source.ts'

/** Without the message, which may repeat what the item says. */
export interface SourceFailure {
  /** A system's code, or the kind of the error. */
  readonly reason: string
  /** Where in the program. */
  readonly frames: readonly string[]
}

/**
 * As `SiteSource.fetch`, which should not reject but for the signal.
 * @param onFailure told when it did.
 * @returns null when it was given up at `signal`.
 */
export async function fetchItem(
  source: SiteSource,
  reference: Reference,
  previous: Previous | null,
  signal: AbortSignal,
  onFailure?: (failure: SourceFailure) => void,
): Promise<Fetched | null> {
  try {
    return await source.fetch(reference, previous, signal)
  } catch (error) {
    if (signal.aborted) return null
    const failure = failureOf(error)
    onFailure?.(failure)
    return {
      kind: 'problem',
      problem: { code: 'source-failed', details: { reason: failure.reason }, part: null },
      retry: true,
    }
  }
}

function failureOf(error: unknown): SourceFailure {
  if (!(error instanceof Error)) return { reason: 'unknown', frames: [] }
  const { code } = error as NodeJS.ErrnoException
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return { reason: typeof code === 'string' ? code : error.name, frames: frames.map(line => line.trim()) }
}
