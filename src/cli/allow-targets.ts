/** `--allow-targets`, of the service and of its workers. */
import { type AllowList, AllowListError, parseAllowList } from '../outbound/allow.ts'
import { UsageError } from './config.ts'
import type { ServiceWords } from './service-words.ts'

/** @param entries absent: nothing but the internet. @throws {UsageError} naming the entry that is no host or network. */
export function allowedTargets(entries: readonly string[] | undefined, words: ServiceWords): AllowList {
  try {
    return parseAllowList(entries ?? [])
  } catch (error) {
    if (!(error instanceof AllowListError)) throw error
    throw new UsageError(words.badOption(`--allow-targets ${error.entry}`, ' host[:port], 10.0.0.0/8[:port]'))
  }
}
