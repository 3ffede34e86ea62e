/** The corpus: every case of every class, made one at a time. */

import type { Made, Truth } from './case.ts'
import { classes } from './cases/classes.ts'
import { newChance, seedOf } from './chance.ts'

export interface CorpusOptions {
  readonly seed: number
  /** Classes to make; all when empty. */
  readonly only: readonly string[]
  /** Cases of each class at most. */
  readonly limit: number
  /** Share of each class, 1 for all of it; at least one case is left. */
  readonly share: number
}

export interface Raster {
  readonly truth: Truth
  readonly bytes: Buffer
}

/** What will be made, in an order that spreads the classes over the run. */
export function plan(options: CorpusOptions): { readonly id: string; make(): Promise<Raster> }[] {
  const planned: { id: string; rank: number; make(): Promise<Raster> }[] = []
  for (const each of classes) {
    const wanted = [each.name, each.set, `${each.set}/${each.name}`]
    if (options.only.length > 0 && !options.only.some(name => wanted.includes(name))) continue
    const count = Math.min(options.limit, Math.max(1, Math.round(each.count * options.share)))
    const offset = seedOf(options.seed, each.set, each.name) % 1009
    for (let index = 0; index < count; index++) {
      const id = `${each.set}-${each.name}-${String(index + 1).padStart(3, '0')}`
      const make = async () => {
        const made: Made = await each.make(newChance(seedOf(options.seed, id), offset), index)
        const { bytes, ending, ...rest } = made
        const truth: Truth = { id, file: `${id}.${ending}`, set: each.set, class: each.name, ...rest }
        return { truth, bytes }
      }
      planned.push({ id, rank: (index + 0.5) / count, make })
    }
  }
  return planned.sort((a, b) => a.rank - b.rank)
}
