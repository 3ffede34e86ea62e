/** Title, basis and advice of a finding in the reader's language: from the rule where it still exists. */
import type { FindingView } from '../../server/api/findings.ts'
import { useApi } from '../api/queries.ts'
import { useLanguage } from '../language/language.tsx'

export function useRuleWords() {
  const { language } = useLanguage()
  // Findings carry Chinese words; only another language needs the rules.
  const { data } = useApi(
    'rules.list',
    {},
    { enabled: language !== 'zh', staleTime: Number.POSITIVE_INFINITY },
  )
  return ({ rule, title, basis, advice }: Pick<FindingView, 'rule' | 'title' | 'basis' | 'advice'>) => {
    const found = language === 'zh' ? undefined : data?.items.find(each => each.id === rule)
    return {
      title: found?.title[language] || title,
      basis: found?.basis[language] || basis,
      advice: found?.advice[language] || advice,
    }
  }
}
