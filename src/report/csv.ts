/** One row a finding (or problem, or clean document); opens in Excel and WPS with Chinese intact. */
import { stringify } from 'csv-stringify/sync'
import type { Screening } from '../document/screening.ts'
import { printable } from './printable.ts'
import type { Reporter, ReportOptions } from './reporter.ts'
import { reportWords } from './words.ts'

/** Without it Excel takes UTF-8 for the system's code page. */
const byteOrderMark = '\uFEFF'

export function csvReporter({ language }: ReportOptions): Reporter {
  const words = reportWords[language]
  const row = (cells: readonly string[]) =>
    stringify([cells.map(printable)], { record_delimiter: 'windows', escape_formulas: true })

  const rows = (screening: Screening): string[][] => {
    const head = [screening.path, words.verdict[screening.verdict]]
    const problems = screening.problems.map(problem => [
      ...head,
      words.problemKind[problem.severity],
      problem.code,
      '',
      '',
      problem.part ?? '',
      '',
      '',
      problem.message,
      '',
      '',
      '',
    ])
    const findings = screening.findings.map(finding => [
      ...head,
      words.severity[finding.severity],
      finding.rule,
      finding.title,
      finding.match,
      finding.part,
      words.channel[finding.channel],
      finding.confidence.toFixed(2),
      finding.reason,
      finding.basis,
      finding.advice,
      finding.fingerprint,
    ])
    const all = [...problems, ...findings]
    return all.length > 0 ? all : [[...head, ...new Array<string>(words.csvColumns.length - 2).fill('')]]
  }

  return {
    begin: () => `${byteOrderMark}${row(words.csvColumns)}`,
    document: screening => rows(screening).map(row).join(''),
    end: () => '',
  }
}
