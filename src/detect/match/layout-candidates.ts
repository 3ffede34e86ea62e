/** Rules about the layout of a page. */
import type { View } from '../fold/view.ts'
import { featuresOf } from '../layout/features.ts'
import type { RuleSet } from '../ruleset.ts'
import { boundsOf } from '../site.ts'
import type { Candidate } from './candidates.ts'

/** Yields the lines that show a feature some rule asks for. */
export function* layoutCandidates(view: View, rules: RuleSet): Generator<Candidate> {
  if (rules.layout.length === 0) return
  const found = featuresOf(view.part)
  for (const rule of rules.layout) {
    const { match } = rule.rule
    if (!('layout' in match)) continue
    for (const { feature, line } of found) {
      if (feature !== match.layout) continue
      const [start, end] = boundsOf(view, line)
      if (end > start) yield { view, start, end, rule, certainty: 0.9, mark: null }
    }
  }
}
