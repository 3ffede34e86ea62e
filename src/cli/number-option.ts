/** A whole number given as an option. */
import { z } from 'zod'
import { UsageError } from './config.ts'
import type { ServiceWords } from './service-words.ts'

/** @throws {UsageError} when it is none from `least` to `most`. */
export function numberOption(
  text: string,
  name: string,
  least: number,
  most: number,
  words: ServiceWords,
): number {
  const result = z.coerce.number().int().min(least).max(most).safeParse(text)
  if (!result.success) throw new UsageError(words.badOption(name, ` ${least}–${most}`))
  return result.data
}
