/** Evidence that adds up: rules about what else was found on the page or in the document (domain §5, §8). */
import type { Wording } from '../../document/problem.ts'
import type { KeptFinding, Severity } from '../../document/screening.ts'
import type { EvidenceGroup } from '../../packs/schema.ts'
import type { EvidenceRule } from '../ruleset.ts'

/** One match of any rule, reported or silent. */
export interface Signal {
  readonly rule: string
  readonly title: Wording
  /** Document number, handling phrase, level …: the pack's own word, the id up to its second dot. */
  readonly kind: string
  readonly severity: Severity
  /** Index of the part. */
  readonly part: number
  readonly text: string
  /** Already worded, so that a conclusion can point at it. */
  readonly finding: KeptFinding
}

export interface Conclusion {
  readonly rule: EvidenceRule
  /** The signals it rests on, the first of each group first. */
  readonly signals: readonly Signal[]
}

const ranks: Readonly<Record<Severity, number>> = { info: 0, review: 1, block: 2 }

/** `telegram.*` covers every id that begins with `telegram.`. */
export const covers = (pattern: string, id: string) =>
  pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : pattern === id

/** Draws the conclusions that the signals allow. */
export function conclude(rules: readonly EvidenceRule[], signals: readonly Signal[]): Conclusion[] {
  const conclusions: Conclusion[] = []
  if (signals.length === 0) return conclusions
  const byPart = Map.groupBy(signals, signal => signal.part)
  for (const rule of rules) {
    const scopes =
      rule.within === 'document'
        ? [signals]
        : rule.within === 'page'
          ? [...byPart.values()]
          : [firstPage(byPart)]
    for (const scope of scopes) {
      if (scope.some(signal => rule.none.some(pattern => covers(pattern, signal.rule)))) continue
      const support = rule.all.map(group => supporting(group, scope))
      if (support.some(list => list === null)) continue
      conclusions.push({ rule, signals: support.flatMap(list => list ?? []) })
    }
  }
  return conclusions
}

/** The first page; parts without pages count as one. */
function firstPage(byPart: Map<number, Signal[]>): readonly Signal[] {
  return [...byPart].filter(([, list]) => (list[0]?.finding.page ?? 1) === 1).flatMap(([, list]) => list)
}

function supporting(group: EvidenceGroup, signals: readonly Signal[]): readonly Signal[] | null {
  const least = group.severity === undefined ? 0 : ranks[group.severity]
  const matching = signals.filter(
    signal => ranks[signal.severity] >= least && group.rules.some(pattern => covers(pattern, signal.rule)),
  )
  const distinct = new Map<string, Signal>()
  for (const [index, signal] of matching.entries()) {
    const key =
      group.of === 'matches'
        ? String(index)
        : group.of === 'rules'
          ? signal.rule
          : group.of === 'kinds'
            ? signal.kind
            : signal.text
    if (!distinct.has(key)) distinct.set(key, signal)
  }
  return distinct.size >= group['at-least'] ? [...distinct.values()] : null
}
