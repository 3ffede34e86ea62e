/** A screening in the language of whoever asked for it. */
import { matchOf, reasonOf } from '../../detect/worded.ts'
import type { KeptProblem, Language, Problem } from '../../document/problem.ts'
import { problemText } from '../../document/problem-text.ts'
import type { Finding, KeptFinding, Screening } from '../../document/screening.ts'
import type { RuleWords } from '../../packs/rule-words.ts'

export function screeningIn(screening: Screening, language: Language, ruleWords: RuleWords): Screening {
  return {
    ...screening,
    findings: screening.findings.map(finding => findingIn(ruleWords(finding), language)),
    problems: problemsIn(screening.problems, language),
  }
}

function findingIn(kept: KeptFinding, language: Language): Finding {
  const { reasonIn: _, matchIn: __, ...finding } = kept
  return { ...finding, match: matchOf(kept, language), reason: reasonOf(kept, language) }
}

export function problemsIn(problems: readonly KeptProblem[], language: Language): Problem[] {
  return problems.map(({ messageIn, ...problem }) => ({
    ...problem,
    message: problemText({ ...problem, messageIn }, language),
  }))
}
