/** The writer of the corpus: seeded choice, and templates filled from word banks. */
import { dice } from '../samples/deterministic.ts'
import type { Writer } from './draft.ts'
import { banks } from './words.ts'

export function newWriter(seed: number): Writer {
  const random = dice(seed)
  const int = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  function pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('nothing to pick from')
    return items[int(0, items.length - 1)] as T
  }
  function sample<T>(items: readonly T[], count: number): T[] {
    const left = [...items]
    const taken: T[] = []
    while (taken.length < count && left.length > 0) taken.push(...left.splice(int(0, left.length - 1), 1))
    return taken
  }
  function word(name: string): string {
    if (name.includes('|')) return pick(name.split('|'))
    const range = /^(\d+)-(\d+)$/.exec(name)
    if (range) return String(int(Number(range[1]), Number(range[2])))
    const bank = banks[name]
    if (!bank) throw new Error(`no bank of words: ${name}`)
    return pick(bank)
  }
  function fill(template: string): string {
    let text = template
    for (let depth = 0; depth < 6 && /\{[^{}]*\}/.test(text); depth++) {
      text = text.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => word(name))
    }
    return text
  }
  return { int, pick, sample, fill }
}
