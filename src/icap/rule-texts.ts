/** What a rule is called, rests on and advises, in the language of whoever reads the page. */
import type { Language } from '../document/problem.ts'
import type { Finding } from '../document/screening.ts'
import { loadPacks } from '../packs/load.ts'
import { loadTerms } from '../packs/load-terms.ts'

export interface RuleText {
  readonly title: string
  readonly basis: string
  readonly advice: string
}

export type RuleTexts = (finding: Finding, language: Language) => RuleText

/** @throws {PackError} when a pack is not valid. */
export async function loadRuleTexts(packs: readonly string[], terms: readonly string[]): Promise<RuleTexts> {
  const all = [...(await loadPacks(packs)), ...(await loadTerms(terms))]
  const rules = new Map(all.flatMap(pack => pack.rules.map(rule => [rule.id, rule] as const)))
  return (finding, language) => {
    const rule = rules.get(finding.rule)
    if (!rule) return finding
    return { title: rule.title[language], basis: rule.basis[language], advice: rule.advice[language] }
  }
}
