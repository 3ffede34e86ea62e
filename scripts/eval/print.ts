/** Prints the measurement as tables of text. */
import type { Outcome } from './score.ts'
import { type Score, score } from './score.ts'

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`

const columns: readonly [string, (s: Score) => string][] = [
  ['positives', s => String(s.positives || '')],
  ['missed', s => String(s.missed || '')],
  ['recall', s => percent(s.positives - s.missed, s.positives)],
  ['exact', s => percent(s.exact, s.positives)],
  ['over', s => String(s.overBlocked || '')],
  ['under', s => String(s.underBlocked || '')],
  ['negatives', s => String(s.negatives || '')],
  ['blocked', s => percent(s.falseBlocks, s.negatives)],
  ['review', s => percent(s.falseAlarms, s.negatives)],
  ['unread', s => String(s.unread || '')],
  ['kw recall', s => percent(s.positives - s.keywordMissed, s.positives)],
  ['kw false', s => percent(s.keywordFalse, s.negatives)],
]

function row(label: string, cells: readonly string[]): string {
  return [
    label.padEnd(8),
    ...cells.map((cell, index) => cell.padStart(Math.max(8, columns[index]?.[0].length ?? 0))),
  ].join('  ')
}

/** One table: a row for each value of `key`, and the total. */
export function table(
  outcomes: readonly Outcome[],
  heading: string,
  key: (outcome: Outcome) => string,
): string {
  const groups = Map.groupBy(outcomes, key)
  const rows = [...groups].map(([label, group]) =>
    row(
      label,
      columns.map(([, cell]) => cell(score(group))),
    ),
  )
  const total = row(
    'all',
    columns.map(([, cell]) => cell(score(outcomes))),
  )
  return [
    row(
      heading,
      columns.map(([name]) => name),
    ),
    ...rows,
    total,
  ].join('\n')
}

function describe({ truth, verdict, screening }: Outcome): string {
  const found = screening.findings
    .filter(finding => finding.severity !== 'info')
    .map(finding => `${finding.rule} “${finding.match.slice(0, 30)}” [${finding.channel}]`)
  const problems = screening.problems.map(problem => problem.code)
  return `  ${truth.path}  ${truth.class}  ${truth.expected}→${verdict}  ${truth.reason}  ${[...found, ...problems].join('; ')}`
}

/** Every document that came out wrong, worst kind first. */
export function errors(outcomes: readonly Outcome[]): string {
  const sections: [string, (outcome: Outcome) => boolean][] = [
    ['Missed (should not pass)', ({ truth, verdict }) => truth.expected !== 'pass' && verdict === 'pass'],
    ['False blocks', ({ truth, verdict }) => truth.expected === 'pass' && verdict === 'block'],
    ['False alarms', ({ truth, verdict }) => truth.expected === 'pass' && verdict === 'review'],
    ['Not read to the end', ({ verdict }) => verdict === 'error'],
    [
      'Blocked where review was expected',
      ({ truth, verdict }) => truth.expected === 'review' && verdict === 'block',
    ],
    [
      'Review where block was expected',
      ({ truth, verdict }) => truth.expected === 'block' && verdict === 'review',
    ],
  ]
  return sections
    .map(([name, test]) => {
      const wrong = outcomes.filter(test)
      return `${name}: ${wrong.length}${wrong.map(outcome => `\n${describe(outcome)}`).join('')}`
    })
    .join('\n\n')
}
