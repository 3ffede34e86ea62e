/** Every rule proves itself: its hits are found with its severity, its misses are not found. */
import { detect } from '../detect/detect.ts'
import { compileRules, type RuleSet } from '../detect/ruleset.ts'
import type { Severity } from '../document/screening.ts'
import type { Example, Pack, Rule } from '../packs/schema.ts'
import { documentOf } from './example-document.ts'

/** An example that does not give what its rule says. */
export interface FailedExample {
  readonly rule: string
  readonly kind: 'hit' | 'miss'
  readonly text: string
  /** What the rule gave for it; null when it found nothing. */
  readonly found: Severity | null
}

export interface ExampleResults {
  readonly rules: number
  readonly examples: number
  readonly failed: readonly FailedExample[]
  /** Rules without any example. */
  readonly unproven: readonly string[]
}

/** Runs the examples of the rules of `packs`, all packs together, since longer matches of other rules may win. */
export function runExamples(packs: readonly Pack[]): ExampleResults {
  const all = compileRules(packs)
  const rules = packs.flatMap(pack => pack.rules)
  const failed = rules.flatMap(rule => failuresOf(rule, all))
  const examplesOf = ({ examples }: Rule) => examples.hit.length + examples.miss.length
  return {
    rules: rules.length,
    examples: rules.reduce((sum, rule) => sum + examplesOf(rule), 0),
    failed,
    unproven: rules.filter(rule => examplesOf(rule) === 0).map(rule => rule.id),
  }
}

function failuresOf(rule: Rule, all: RuleSet): FailedExample[] {
  // A silent rule is never reported itself: it is tried with a copy that is not silent.
  const own = rule.silent
    ? compileRules([{ pack: 'own', title: rule.title, rules: [{ ...rule, silent: false }] }])
    : all
  const textOf = (example: Example) => (typeof example === 'string' ? example : example.text)
  const severities = (example: Example) => {
    const { parts, today } = documentOf(example)
    const found = detect(parts, own, { language: 'zh', ...(today === undefined ? {} : { today }) })
    return found.filter(finding => finding.rule === rule.id).map(finding => finding.severity)
  }
  const hits = rule.examples.hit.flatMap((example): FailedExample[] => {
    const expected = (typeof example === 'string' ? undefined : example.severity) ?? rule.severity
    const found = severities(example)
    if (found.includes(expected)) return []
    return [{ rule: rule.id, kind: 'hit', text: textOf(example), found: found[0] ?? null }]
  })
  const misses = rule.examples.miss.flatMap((example): FailedExample[] => {
    const found = severities(example)[0]
    return found === undefined ? [] : [{ rule: rule.id, kind: 'miss', text: textOf(example), found }]
  })
  return [...hits, ...misses]
}
