/** Chance for one case: the same seed, class and number give the same page whatever else is in the corpus. */
import type { Writer } from '../eval/draft.ts'
import { newWriter } from '../eval/writer.ts'
import { dice } from '../samples/deterministic.ts'

export interface Chance extends Writer {
  /** In [0, 1). */
  random(): number
  /** In [low, high), rounded to three digits so that it can stand in the truth as it was used. */
  between(low: number, high: number): number
  /** True with the given probability. */
  maybe(probability: number): boolean
  /** Roughly normal, mean 0, deviation 1. */
  bell(): number
  /** Where the class begins in what it takes in turn: another in each class and for each seed. */
  readonly offset: number
}

/** FNV-1a over the parts. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const character of parts.join('/')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return hash >>> 0
}

export function newChance(seed: number, offset = 0): Chance {
  const random = dice(seed)
  return {
    ...newWriter(seed ^ 0x5bd1e995),
    offset,
    random,
    between: (low, high) => Math.round((low + random() * (high - low)) * 1000) / 1000,
    maybe: probability => random() < probability,
    bell: () => (random() + random() + random() + random() - 2) * Math.sqrt(3),
  }
}
