/** Does with a source what the engine does: takes each reference once, and what is found in it, until nothing is left. */
import { createHash } from 'node:crypto'
import type { Fetched, Previous, Reference, SiteSource } from '../../src/rescan/site-source.ts'

export interface Driven {
  /** The last answer for each reference. */
  readonly results: ReadonlyMap<string, Fetched>
  readonly previous: ReadonlyMap<string, Previous>
}

const atOnce = 4
const tries = 2

/** @param before what an earlier pass left. */
export async function drive(
  source: SiteSource,
  before: ReadonlyMap<string, Previous> = new Map(),
): Promise<Driven> {
  const signal = AbortSignal.timeout(50_000)
  const waiting: Reference[] = []
  const met = new Set<string>()
  const results = new Map<string, Fetched>()
  const previous = new Map<string, Previous>()
  const counts = new Map<string, number>()
  const meet = (reference: Reference) => {
    if (met.has(reference.id)) return
    met.add(reference.id)
    const { kind = null } = reference
    const nth = kind === null ? null : (counts.get(kind) ?? 0) + 1
    if (kind !== null && nth !== null) counts.set(kind, nth)
    waiting.push({ ...reference, nth })
  }
  for await (const reference of source.seeds(signal)) meet(reference)
  const one = async (reference: Reference) => {
    for (let attempt = 1; attempt <= tries; attempt++) {
      const known = before.get(reference.id) ?? null
      const fetched = await source.fetch(reference, known, signal)
      results.set(reference.id, fetched)
      if ('found' in fetched) for (const each of fetched.found) meet(each)
      if (fetched.kind === 'content') {
        const sha256 = createHash('sha256').update(fetched.bytes).digest('hex')
        previous.set(reference.id, { validator: fetched.validator, sha256 })
      }
      if (fetched.kind !== 'problem' || !fetched.retry) return
    }
  }
  const atWork = new Set<Promise<void>>()
  while (waiting.length > 0 || atWork.size > 0) {
    const next = atWork.size < atOnce ? waiting.shift() : undefined
    if (!next) await Promise.race(atWork)
    else {
      const work = one(next).finally(() => atWork.delete(work))
      atWork.add(work)
    }
  }
  return { results, previous }
}
