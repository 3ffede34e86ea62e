/** Words a conclusion as a finding that names what it rests on. */
import type { Language } from '../../document/problem.ts'
import type { Finding } from '../../document/screening.ts'
import { fingerprint } from '../finding.ts'
import type { Conclusion } from './evidence.ts'

const mostNamed = 4

/** The finding points at the first sign; its reason lists them. Personal data is named by rule, not repeated. */
export function toConclusion({ rule: { rule }, signals }: Conclusion, language: Language): Finding {
  const titles = new Map<string, Finding>()
  for (const { finding } of signals) if (!titles.has(finding.title)) titles.set(finding.title, finding)
  const named = [...titles.values()].slice(0, mostNamed).map(({ title, match, category, page }) => {
    const text = category === 'personal' ? '' : language === 'zh' ? `“${short(match)}”` : ` “${short(match)}”`
    const where = page === null ? '' : language === 'zh' ? `（第 ${page} 页）` : ` (page ${page})`
    return `${title}${text}${where}`
  })
  const first = signals[0]?.finding
  const list = named.join(language === 'zh' ? '、' : ', ')
  return {
    rule: rule.id,
    category: rule.category,
    severity: rule.severity,
    title: rule.title[language],
    match: first?.match ?? '',
    confidence: Math.min(...signals.slice(0, 50).map(({ finding }) => finding.confidence)),
    part: first?.part ?? '',
    page: first?.page ?? null,
    box: first?.box ?? null,
    channel: first?.channel ?? 'body',
    context: first?.context ?? '',
    reason:
      language === 'zh'
        ? `同一文稿中共有 ${signals.length} 处迹象：${list}。`
        : `${signals.length} signs together: ${list}.`,
    basis: rule.basis[language],
    advice: rule.advice[language],
    fingerprint: fingerprint(
      rule.id,
      ...[...titles.keys()].sort(),
      first?.context === '' ? first.fingerprint : (first?.match ?? ''),
    ),
  }
}

const short = (text: string) => (text.length > 20 ? `${text.slice(0, 20)}…` : text)
