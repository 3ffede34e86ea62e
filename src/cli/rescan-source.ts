/** From what stands on the command line of `baoshen rescan` to the source of it. */
import { realpath } from 'node:fs/promises'
import type { Limits } from '../document/limits.ts'
import type { SiteSource } from '../rescan/site-source.ts'
import { openFolder } from '../rescan/sources/folder.ts'
import { UsageError } from './config.ts'
import type { RescanOptions } from './rescan-program.ts'
import { rescanWords } from './rescan-words.ts'

export interface Opened {
  readonly source: SiteSource
  /** What the site is known by in the state. */
  readonly key: string
  /** Of a folder: where the state must not lie. */
  readonly folder: string | null
}

/** @throws {UsageError}, {SourceError}. */
export async function openRescanSource(
  target: string,
  options: RescanOptions,
  limits: Limits,
): Promise<Opened> {
  const words = rescanWords[options.lang]
  const { baseUrl } = options
  if (baseUrl !== undefined && !/^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?$/.test(baseUrl)) {
    throw new UsageError(words.badBaseUrl)
  }
  const source = await openFolder(target, { limits, baseUrl })
  return { source, key: `folder ${await realpath(target)}`, folder: target }
}
