/** Tells while a document is being read whether what was read of it blocks already. */
import { type DetectOptions, detect } from './detect/detect.ts'
import type { RuleSet } from './detect/ruleset.ts'
import type { Part } from './document/document.ts'

/** Asked after each part, with all parts so far: whether the rest need not be read. */
export type Enough = (parts: readonly Part[]) => boolean

/** How often the whole so far is judged in vain: a document of a thousand lowered marks must not take quadratic time. */
const mostDoubts = 5

/**
 * Enough is a part that blocks by itself and still blocks together with what came before it, which may lower it
 * (a release statement, a date). What only several parts together tell is found when all has been read.
 */
export function enoughToBlock(rules: RuleSet, options: DetectOptions): Enough {
  const blocks = (parts: readonly Part[]) =>
    detect(parts, rules, options).some(finding => finding.severity === 'block')
  let doubts = 0
  return parts => {
    const latest = parts.slice(-1)
    if (doubts === mostDoubts || !blocks(latest)) return false
    if (parts.length === 1 || blocks(parts)) return true
    doubts += 1
    return false
  }
}
