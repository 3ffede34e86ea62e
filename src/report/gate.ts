/** What a publish script or a hook prints: nothing for what may go out; file, place, rule, reason and what to do for the rest. */
import { styleText } from 'node:util'
import type { Language } from '../document/problem.ts'
import type { Finding, Screening, Verdict } from '../document/screening.ts'
import { verdicts } from '../document/screening.ts'
import { printable } from './printable.ts'
import type { Reporter, ReportOptions } from './reporter.ts'
import { reportWords } from './words.ts'

interface GateWords {
  readonly heading: Readonly<Record<Exclude<Verdict, 'pass'>, string>>
  readonly stopped: (held: number, all: number) => string
}

const gateWords: Readonly<Record<Language, GateWords>> = {
  zh: {
    heading: { block: '不得发布', review: '须人工复核，暂不得发布', error: '无法完整检查，不得发布' },
    stopped: (held, all) => `保审：${all} 份文稿中有 ${held} 份不得发布，发布已停止。`,
  },
  en: {
    heading: {
      block: 'must not be published',
      review: 'needs a review before it may be published',
      error: 'could not be fully screened and must not be published',
    },
    stopped: (held, all) =>
      `baoshen: ${held} of ${all} ${all === 1 ? 'document' : 'documents'} must not be published. Publishing was stopped.`,
  },
}

export function gateReporter({ language, color, failOn = 'review' }: ReportOptions): Reporter {
  const words = gateWords[language]
  const shared = reportWords[language]
  const separator = language === 'zh' ? '：' : ': '
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text
  const isHeld = (screening: Screening) => verdicts.indexOf(screening.verdict) >= verdicts.indexOf(failOn)
  const describe = (finding: Finding) =>
    [
      `    ${shared.place(finding)}${separator}${printable(finding.match)}  ${finding.title} [${finding.rule}]\n`,
      finding.reason === '' ? '' : `      ${shared.why}${separator}${finding.reason}\n`,
      finding.advice === '' ? '' : `      ${shared.advice}${separator}${finding.advice}\n`,
    ].join('')

  return {
    begin: () => '',
    document: screening => {
      const { verdict, path } = screening
      if (verdict === 'pass' || !isHeld(screening)) return ''
      const problems = screening.problems
        .filter(problem => problem.severity === 'error')
        .map(({ part, message, code }) => {
          const place = part ? `${printable(part)}${separator}` : ''
          return `    ${place}${printable(message)} [${code}]\n`
        })
      const findings = screening.findings.filter(finding => finding.severity !== 'info').map(describe)
      const head = `${paint('red', '✖')} ${paint('bold', printable(path))}  ${paint('red', words.heading[verdict])}`
      return `${head}\n${problems.join('')}${findings.join('')}`
    },
    end: screenings => {
      const held = screenings.filter(isHeld).length
      return held === 0 ? '' : `${words.stopped(held, screenings.length)}\n`
    },
  }
}
