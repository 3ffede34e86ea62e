/** Rules about the layout of a page. */
import type { View } from '../fold/view.ts'
import { featuresOf } from '../layout/features.ts'
import type { RuleSet } from '../ruleset.ts'
import { boundsOf } from '../site.ts'
import type { Candidate } from './candidates.ts'

/** Yields the lines and graphics that show a feature some rule asks for. */
export function* layoutCandidates(view: View, rules: RuleSet): Generator<Candidate> {
  if (rules.layout.length === 0) return
  const found = featuresOf(view.part)
  for (const rule of rules.layout) {
    const { match } = rule.rule
    if (!('layout' in match)) continue
    for (const one of found) {
      if (one.feature !== match.layout) continue
      if ('graphic' in one) {
        const { graphic } = one
        yield { view, start: 0, end: 0, rule, certainty: graphic.confidence, mark: null, graphic }
        continue
      }
      const [start, end] = boundsOf(view, one.line)
      if (end > start) yield { view, start, end, rule, certainty: 0.9, mark: null }
    }
  }
}
