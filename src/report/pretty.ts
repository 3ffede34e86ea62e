/** What a person reads: the verdict first, then each finding with where, what, why, legal basis and what to do. */
import { styleText } from 'node:util'
import type { Language } from '../document/problem.ts'
import type { Finding, Screening, Verdict } from '../document/screening.ts'
import { verdicts } from '../document/screening.ts'
import { printable } from './printable.ts'
import type { Reporter, ReportOptions } from './reporter.ts'
import { type ReportWords, reportWords } from './words.ts'

type Style = Parameters<typeof styleText>[0]

const verdictStyle: Readonly<Record<Verdict, { mark: string; style: Style }>> = {
  pass: { mark: '✔', style: 'green' },
  review: { mark: '●', style: 'yellow' },
  error: { mark: '▲', style: 'magenta' },
  block: { mark: '✖', style: 'red' },
}

export function prettyReporter({ language, color }: ReportOptions): Reporter {
  const words = reportWords[language]
  const paint = (style: Style, text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text
  const heading = (verdict: Verdict) => {
    const { mark, style } = verdictStyle[verdict]
    return paint(style, `${mark} ${words.verdict[verdict]}`)
  }

  return {
    begin: () => '',
    document: screening => {
      const head = `${heading(screening.verdict)}  ${paint('bold', printable(screening.path))}`
      const facts = paint('dim', words.facts(screening))
      const problems = screening.problems.map(problem => {
        const place = problem.part ? `${printable(problem.part)}: ` : ''
        return `  ${words.problem[problem.severity]} ${place}${printable(problem.message)}\n`
      })
      const findings = screening.findings.map((finding, index) =>
        describe(finding, index + 1, words, paint, language),
      )
      return `${head}  ${facts}\n${problems.join('')}${findings.join('')}${findings.length > 0 ? '\n' : ''}`
    },
    end: screenings => (screenings.length === 0 ? '' : table(screenings, words, heading)),
  }
}

function describe(
  finding: Finding,
  number: number,
  words: ReportWords,
  paint: (style: Style, text: string) => string,
  language: Language,
): string {
  const style = finding.severity === 'block' ? 'red' : finding.severity === 'review' ? 'yellow' : 'dim'
  const fields: [string, string][] = [
    [words.where, words.place(finding)],
    [words.what, printable(finding.context)],
    [words.why, finding.reason],
    [words.basis, finding.basis],
    [words.advice, finding.advice],
  ]
  const separator = language === 'zh' ? '：' : ': '
  const lines = fields
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `     ${paint('dim', `${name}${separator}`)}${text}\n`)
  const title = `${finding.title}  ${paint(style, printable(finding.match))}  ${paint('dim', `[${finding.rule}]`)}`
  return `  ${number}. ${title}\n${lines.join('')}`
}

/** The closing table: gravest first, so that what matters stands next to the prompt's eye. */
function table(
  screenings: readonly Screening[],
  words: ReportWords,
  heading: (verdict: Verdict) => string,
): string {
  const sorted = [...screenings].sort((a, b) => {
    const difference = verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict)
    return difference === 0 ? (a.path < b.path ? -1 : 1) : difference
  })
  const rows = sorted.map(screening => {
    const first = screening.findings[0]?.match ?? screening.problems[0]?.code ?? ''
    const width = ' '.repeat(words.verdictWidth - words.verdictColumns[screening.verdict])
    return `${heading(screening.verdict)}${width}  ${printable(screening.path)}${first && `  ${printable(first)}`}\n`
  })
  const counts = verdicts
    .map(verdict => `${words.verdict[verdict]} ${screenings.filter(s => s.verdict === verdict).length}`)
    .reverse()
  return `\n${words.summary}\n${rows.join('')}\n${words.total(screenings.length)} ${counts.join(' · ')}\n`
}
