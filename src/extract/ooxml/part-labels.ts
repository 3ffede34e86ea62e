/** Labels of parts that belong to a sheet or slide: after their owner and what they are. */
import type { Relationship } from './relationships.ts'

/** Never the same label twice. */
export class UniqueLabels {
  readonly #taken = new Set<string>()
  readonly #counts = new Map<string, number>()

  take(wanted: string): string {
    let label = wanted
    while (this.#taken.has(label)) {
      const count = (this.#counts.get(wanted) ?? 1) + 1
      this.#counts.set(wanted, count)
      label = `${wanted} ${count}`
    }
    this.#taken.add(label)
    return label
  }
}

/** Chains of parts that name parts are short: chart → drawing → sheet. */
const maxSteps = 8

/**
 * For a part, the label of the sheet or slide it belongs to.
 * @param owners labels by key of the sheets or slides themselves.
 */
export function ownerLabels(
  relationships: readonly Relationship[],
  owners: ReadonlyMap<string, string>,
): (key: string) => string | undefined {
  const sources = new Map<string, string>()
  for (const { source, target, external } of relationships) {
    if (!external && source !== '' && !sources.has(target)) sources.set(target, source)
  }
  return key => {
    let at: string | undefined = key
    for (let step = 0; at !== undefined && step < maxSteps; step++) {
      const label = owners.get(at)
      if (label !== undefined) return label
      at = sources.get(at)
    }
    return undefined
  }
}

/** `xl/comments12.xml` → `comments`. */
export function partWord(entryName: string): string {
  const base = entryName.slice(entryName.lastIndexOf('/') + 1)
  return base.replace(/\.[^.]*$/, '').replace(/\d+$/, '') || base
}
