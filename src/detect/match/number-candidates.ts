/** Rules about long numbers: the checks decide, and labels where a number alone says too little. */
import type { View } from '../fold/view.ts'
import { lineOf } from '../fold/view.ts'
import { type DigitRun, digitRuns, numbersIn, shortestOf } from '../grammar/digits.ts'
import type { CompiledRule, RuleSet } from '../ruleset.ts'
import { boundsOf, lineAt, lineText } from '../site.ts'
import type { Hits } from './automaton.ts'
import type { Candidate } from './candidates.ts'

/** How far before a number its label may stand in the same line. */
const labelReach = 60
/** How far above a number the heading of its column may stand, in folded characters. */
const columnReach = 50_000

/** Yields the numbers of a view that a rule's check accepts. Linear in the text and its numbers. */
export function* numberCandidates(
  view: View,
  hits: Hits,
  rules: RuleSet,
  today: string | undefined,
): Generator<Candidate> {
  if (rules.digits.length === 0) return
  const runs = digitRuns(view)
  if (runs.length === 0) return
  for (const { compiled, check, labelled } of rules.digits) {
    const labels = labelled ? labelEnds(compiled, hits, rules) : []
    const shortest = shortestOf(check)
    let at = 0
    for (const run of runs) {
      // The check character X is no digit.
      if (run.digits + 1 < shortest) continue
      for (; at < labels.length && (labels[at] as number) <= run.start; at++);
      if (labelled && !hasLabel(view, run, labels, at)) continue
      for (const { start, end } of numbersIn(view, run, check, today))
        yield { view, start, end, rule: compiled, certainty: 0.95, mark: null }
    }
  }
}

function labelEnds(rule: CompiledRule, hits: Hits, rules: RuleSet): number[] {
  const ends: number[] = []
  for (let index = 0; index < hits.length; index++) {
    const uses = rules.uses[hits.which[index] as number] ?? []
    if (uses.some(use => use.role === 'label' && use.rule === rule)) ends.push(hits.end[index] as number)
  }
  return ends
}

/** Short, no sentence, and parted by white space: a row of a list, or one cell of it. */
function isRow(text: string): boolean {
  return (
    text.length <= 80 &&
    !/[。！？；]/u.test(text) &&
    (/\S\s+\S/u.test(text.trim()) || text.trim().length <= 20)
  )
}

/** In the line of the number before it, or as the heading of its column in a table or list. */
function hasLabel(view: View, run: DigitRun, labels: readonly number[], before: number): boolean {
  const nearest = labels[before - 1]
  if (nearest === undefined) return false
  const line = lineOf(view, run.start)
  const [start] = boundsOf(view, line)
  if (nearest > start) return run.start - nearest <= labelReach
  if (nearest === start) return true
  if (run.start - nearest > columnReach) return false
  const cell = lineAt(view, line).channel === 'table'
  const row = lineText(view, line, 120)
  return cell || /[,|，、;\t]/u.test(row) || isRow(lineAt(view, line).text)
}
