/** Words a conclusion as a finding that names what it rests on. */
import { type Language, mainLanguage, type WordedIn } from '../../document/problem.ts'
import type { KeptFinding } from '../../document/screening.ts'
import { fingerprint } from '../finding.ts'
import { matchOf, reasonIn } from '../worded.ts'
import type { Conclusion, Signal } from './evidence.ts'

const mostNamed = 4

/** The finding points at the first sign; its reason lists them. Personal data is named by rule, not repeated. */
export function toConclusion({ rule: { rule }, signals }: Conclusion, asked: WordedIn): KeptFinding {
  const language = mainLanguage(asked)
  const titles = new Map<string, Signal>()
  for (const signal of signals)
    if (!titles.has(signal.finding.title)) titles.set(signal.finding.title, signal)
  const named = [...titles.values()].slice(0, mostNamed)
  const first = signals[0]?.finding
  return {
    rule: rule.id,
    category: rule.category,
    severity: rule.severity,
    title: rule.title[language],
    match: first?.match ?? '',
    ...(first?.matchIn === undefined ? {} : { matchIn: first.matchIn }),
    confidence: Math.min(...signals.slice(0, 50).map(({ finding }) => finding.confidence)),
    part: first?.part ?? '',
    page: first?.page ?? null,
    box: first?.box ?? null,
    channel: first?.channel ?? 'body',
    context: first?.context ?? '',
    ...reasonIn(asked, each => signsOf(signals.length, named, each)),
    basis: rule.basis[language],
    advice: rule.advice[language],
    fingerprint: fingerprint(
      rule.id,
      ...[...titles.keys()].sort(),
      first?.context === '' ? first.fingerprint : (first?.match ?? ''),
    ),
  }
}

function signsOf(count: number, named: readonly Signal[], language: Language): string {
  const list = named.map(({ title, finding }) => {
    const { category, page } = finding
    const match = matchOf(finding, language)
    const text = category === 'personal' ? '' : language === 'zh' ? `“${short(match)}”` : ` “${short(match)}”`
    const where = page === null ? '' : language === 'zh' ? `（第 ${page} 页）` : ` (page ${page})`
    return `${title[language]}${text}${where}`
  })
  return language === 'zh'
    ? `同一文稿中共有 ${count} 处迹象：${list.join('、')}。`
    : `${count} signs together: ${list.join(', ')}.`
}

const short = (text: string) => (text.length > 20 ? `${text.slice(0, 20)}…` : text)
