/** Why a finding has its severity: in the language that was asked for, and in both where both are. */
import { type Language, mainLanguage, type WordedIn } from '../document/problem.ts'
import type { KeptFinding } from '../document/screening.ts'

/** @param reason words it in one language. */
export function reasonIn(
  asked: WordedIn,
  reason: (language: Language) => string,
): Pick<KeptFinding, 'reason' | 'reasonIn'> {
  if (asked !== 'both') return { reason: reason(asked) }
  const both = { zh: reason('zh'), en: reason('en') }
  return { reason: both[mainLanguage(asked)], reasonIn: both }
}

/** The reason of a finding that was worded before. */
export function reasonOf({ reason, reasonIn }: KeptFinding, language: Language): string {
  return reasonIn?.[language] ?? reason
}

/** What it found, as a reader of the language would call it. */
export function matchOf({ match, matchIn }: KeptFinding, language: Language): string {
  return matchIn?.[language] ?? match
}
