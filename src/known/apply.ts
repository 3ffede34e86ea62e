/** Weighs a screening against what is already known; known findings stay visible as `info`, with the reason. */
import { verdictOf } from '../detect/verdict.ts'
import type { Language } from '../document/problem.ts'
import type { Finding, Screening } from '../document/screening.ts'
import type { AllowList } from './allow-list.ts'
import type { Baseline } from './baseline.ts'

export interface Known {
  readonly allowList: AllowList | null
  readonly baseline: Baseline | null
}

const wording = {
  zh: {
    allowed: (by: string, until: string, reason: string) => `已列入允许清单（${by}，至 ${until}）：${reason}`,
    baseline: (created: string) => `已在 ${created} 的基线中。`,
  },
  en: {
    allowed: (by: string, until: string, reason: string) =>
      `On the allow-list (${by}, until ${until}): ${reason}`,
    baseline: (created: string) => `In the baseline of ${created}.`,
  },
} as const

/** @returns the screening with known findings lowered to `info` and its verdict decided anew. */
export function applyKnown(screening: Screening, known: Known, language: Language): Screening {
  const words = wording[language]
  const findings = screening.findings.map((finding): Finding => {
    if (finding.severity === 'info') return finding
    const entry = known.allowList?.entryFor(finding)
    if (entry)
      return { ...finding, severity: 'info', reason: words.allowed(entry.by, entry.until, entry.reason) }
    if (known.baseline?.has(screening.path, finding)) {
      return { ...finding, severity: 'info', reason: words.baseline(known.baseline.created) }
    }
    return finding
  })
  return { ...screening, findings, verdict: verdictOf(findings, screening.problems) }
}
