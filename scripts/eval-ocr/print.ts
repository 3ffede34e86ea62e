/** The measurement as tables of text. */
import type { CaseSet } from './case.ts'
import { isWrong } from './evaluate.ts'
import type { ReaderName } from './readers/reader.ts'
import { type Line, type Outcome, ofSet, passed, percent, type Tally, tally } from './score.ts'

type Column = readonly [string, (tally: Tally) => string]

const share = (part: number, whole: number) => (whole === 0 ? '–' : percent(part / whole))
const seconds: Column = ['s/page', t => t.secondsPerPage.toFixed(2)]

const columns: Readonly<Record<CaseSet, readonly Column[]>> = {
  marked: [
    ['found', t => share(t.found, t.cases)],
    ['any level', t => share(t.seen, t.cases)],
    ['not passed', t => share(t.cases - passed(t), t.cases)],
    seconds,
  ],
  unmarked: [
    ['blocked', t => String(t.blocked)],
    ['review', t => String(t.reviewed)],
    ['error', t => String(t.errors)],
    seconds,
  ],
  covered: [
    ['stopped', t => share(t.blocked + t.reviewed, t.cases)],
    ['blocked', t => String(t.blocked)],
    ['error', t => String(t.errors)],
    seconds,
  ],
  ordinary: [
    ['not passed', t => share(t.cases - passed(t), t.cases)],
    ['blocked', t => String(t.blocked)],
    ['error', t => String(t.errors)],
    seconds,
  ],
  informational: [['blocked', t => String(t.blocked)], ['review', t => String(t.reviewed)], seconds],
}

/** One table for a set: a row for each class, columns for each reader. */
function table(set: CaseSet, outcomes: readonly Outcome[], readers: readonly ReaderName[]): string {
  const cells = columns[set]
  const heads = readers.flatMap(reader =>
    cells.filter(cell => reader !== 'ideal' || cell !== seconds).map(cell => ({ reader, cell })),
  )
  const row = (label: string, values: readonly string[]) =>
    [
      label.padEnd(18),
      ...values.map((value, at) => value.padStart(Math.max(9, heads[at]?.cell[0].length ?? 0))),
    ].join(' ')
  const rowOf = (label: string, group: readonly Outcome[]) => {
    const own = new Map(readers.map(reader => [reader, tally(group, reader)]))
    const values = heads.map(({ reader, cell }) => cell[1](own.get(reader) as Tally))
    return row(`${label.padEnd(14)}${String(group.length).padStart(4)}`, values)
  }
  const owners = heads.map(({ reader }, at) => (heads[at - 1]?.reader === reader ? '' : reader))
  const classes = [...Map.groupBy(outcomes, ({ truth }) => truth.class)]
  return [
    row(set, owners),
    row(
      '',
      heads.map(({ cell }) => cell[0]),
    ),
    ...classes.map(([name, group]) => rowOf(name, group)),
    rowOf('all', outcomes),
  ].join('\n')
}

export function tables(outcomes: readonly Outcome[], readers: readonly ReaderName[]): string {
  const sets: readonly CaseSet[] = ['marked', 'unmarked', 'covered', 'ordinary', 'informational']
  return sets
    .map(set => [set, ofSet(outcomes, set)] as const)
    .filter(([, group]) => group.length > 0)
    .map(([set, group]) => table(set, group, readers))
    .join('\n\n')
}

/** Each case that a reader got wrong, in one line. */
export function wrongCases(outcomes: readonly Outcome[], reader: ReaderName): string {
  const wrong = outcomes.filter(outcome => isWrong(outcome, reader))
  const lines = wrong.map(({ truth, judged }) => {
    const found = (judged[reader]?.findings ?? [])
      .filter(({ severity }) => severity !== 'info')
      .map(({ rule, match }) => `${rule} “${match.slice(0, 24)}”`)
    const params = Object.entries(truth.params).map(([key, value]) => `${key} ${value}`)
    const sign = truth.sign === null ? '' : ` “${truth.sign.text}” ${truth.signPixels} px`
    const ideal =
      judged.ideal !== undefined && isWrong({ truth, judged }, 'ideal') ? ' [ideal reader too]' : ''
    return `  ${truth.id} ${truth.page}${sign} → ${judged[reader]?.verdict} ${found.join('; ')} (${params.join(', ')})${ideal}`
  })
  return [`${reader}: ${wrong.length} wrong`, ...lines].join('\n')
}

export function linesOf(lines: readonly Line[]): string {
  return lines.map(({ text, passes, empty }) => `  ${empty ? '–' : passes ? '✔' : '✖'} ${text}`).join('\n')
}
