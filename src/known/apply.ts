/** Weighs a screening against what is already known; known findings stay visible as `info`, with the reason. */
import { verdictOf } from '../detect/verdict.ts'
import { reasonIn } from '../detect/worded.ts'
import type { Language, WordedIn } from '../document/problem.ts'
import type { KeptFinding, Screening } from '../document/screening.ts'
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
export function applyKnown(screening: Screening, known: Known, asked: WordedIn): Screening {
  const findings = screening.findings.map((finding): KeptFinding => {
    if (finding.severity === 'info') return finding
    const entry = known.allowList?.entryFor(finding)
    if (entry) {
      const { by, until, reason } = entry
      return lowered(finding, language => wording[language].allowed(by, until, reason), asked)
    }
    const { baseline } = known
    if (baseline?.has(screening.path, finding)) {
      return lowered(finding, language => wording[language].baseline(baseline.created), asked)
    }
    return finding
  })
  return { ...screening, findings, verdict: verdictOf(findings, screening.problems) }
}

function lowered(finding: KeptFinding, reason: (language: Language) => string, asked: WordedIn): KeptFinding {
  const { reasonIn: _, ...rest } = finding
  return { ...rest, severity: 'info', ...reasonIn(asked, reason) }
}
