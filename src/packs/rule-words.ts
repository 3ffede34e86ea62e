/**
 * What a finding is called in a reader's language. It is kept with the words of the language that it was screened in;
 * its rule, where there still is one of its id, has them in all.
 */
import type { Language } from '../document/problem.ts'
import type { Pack } from './schema.ts'

export interface Worded {
  readonly rule: string
  readonly title: string
  readonly basis?: string
  readonly advice?: string
}

/** @returns the same finding in other words; as it is when no rule has its id any more. */
export type RuleWords = <T extends Worded>(finding: T) => T

export function ruleWords(packs: readonly Pack[], language: Language): RuleWords {
  const rules = new Map(packs.flatMap(pack => pack.rules.map(rule => [rule.id, rule] as const)))
  return finding => {
    const rule = rules.get(finding.rule)
    if (rule === undefined) return finding
    return {
      ...finding,
      title: rule.title[language],
      ...(finding.basis === undefined ? {} : { basis: rule.basis[language] }),
      ...(finding.advice === undefined ? {} : { advice: rule.advice[language] }),
    }
  }
}
