/** The self-inspection report as an Excel workbook: overview with bars, findings, what was not screened, runs. */
import writeExcel from 'write-excel-file/node'
import type { Language } from '../../document/problem.ts'
import { verdicts } from '../../document/screening.ts'
import { printable } from '../../report/printable.ts'
import { textBar } from './bar-chart.ts'
import {
  type Bar,
  byCategory,
  byColumn,
  type Inspection,
  inOrder,
  type ReportLimits,
  unscreenedDocuments,
} from './inspection.ts'
import { type ReportWords, wordsOf } from './words.ts'

/** Excel's own limit of a cell. */
const mostCharacters = 32_767

type Value = string | number

// Given with a type, so that no text is taken for a formula or a date.
const cell = (value: Value) =>
  typeof value === 'number'
    ? { value, type: Number }
    : {
        value: printable(value).slice(0, mostCharacters),
        type: String,
        wrap: true,
        alignVertical: 'top' as const,
      }
const heading = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })

const usual = { lines: Number.POSITIVE_INFINITY }

/** Without pictures: a sheet is for sorting and counting. */
export async function inspectionWorkbook(
  inspection: Inspection,
  language: Language,
  { lines }: Pick<ReportLimits, 'lines'> = usual,
): Promise<Buffer> {
  const words = wordsOf(inspection, language)
  return writeExcel([
    { data: overview(inspection, words), columns: widths([26, 12, 12, 12, 40]), sheet: words.overview },
    {
      data: [
        words.columns.map(heading),
        ...listOf(findings(inspection, lines, words), inspection.findings.length, words),
      ],
      columns: widths([10, 10, 14, 24, 24, 48, 30, 14, 24, 48, 48, 18, 18, 26, 40, 40, 20, 48]),
      stickyRowsCount: 1,
      orientation: 'landscape',
      sheet: words.findingsSheet,
    },
    {
      data: [
        words.notScreenedColumns.map(heading),
        ...listOf(notScreened(inspection, lines), inspection.notScreened.length, words),
      ],
      columns: widths([60, 60, 18, 18, 20, 60]),
      stickyRowsCount: 1,
      orientation: 'landscape',
      sheet: words.notScreened,
    },
    {
      data: [words.runColumns.map(heading), ...runs(inspection, words).map(row => row.map(cell))],
      columns: widths([26, 26, 12, 12, 12, 12]),
      sheet: words.overTime,
    },
  ]).toBuffer()
}

/** @param all how many there would be without a limit. */
function listOf(rows: readonly Value[][], all: number, words: ReportWords) {
  const left = all - rows.length
  return [...rows, ...(left > 0 ? [[words.notListed(left)]] : [])].map(row => row.map(cell))
}

/** Across all columns of the overview. */
const wide = <T>(content: T) => ({ ...content, columnSpan: 5, height: 36 })

const widths = (columns: readonly number[]) => columns.map(width => ({ width }))

function overview(inspection: Inspection, words: ReportWords) {
  const { run, counts, source, ruleset, notScreened: unread } = inspection
  const leftOut = words.notLookedAt(inspection.notLookedAt)
  const facts: [string, Value][] = [
    [words.source, source],
    [words.started, words.moment(run.started)],
    [words.ended, run.ended === null ? words.notEnded : words.moment(run.ended)],
    [words.documents, run.documents],
    [words.read, counts.read],
    [words.unchanged, counts.unchanged],
    [words.gone, counts.gone],
    ...verdicts.map((verdict): [string, Value] => [words.verdict[verdict], counts.verdicts[verdict]]),
    ...(leftOut === '' ? [] : [[words.leftOut, leftOut] satisfies [string, Value]]),
    [words.ruleset, ruleset],
  ]
  return [
    [wide(heading(words.title(inspection.site)))],
    [wide(heading(words.conclusion(run, unscreenedDocuments(unread))))],
    [wide(cell(words.warning))],
    [],
    ...facts.map(([label, value]) => [
      cell(label),
      { ...cell(value), columnSpan: 4, align: 'left' as const },
    ]),
    [],
    [heading(words.byCategory)],
    words.barColumns.map(heading),
    ...bars(byCategory(inspection.findings).map(bar => ({ ...bar, label: words.category[bar.label] }))),
    [],
    [heading(words.byColumn)],
    words.barColumns.map(heading),
    ...bars(byColumn(inspection.findings).map(bar => ({ ...bar, label: bar.label ?? words.noColumn }))),
  ]
}

function bars(rows: readonly Bar<string>[]) {
  const total = (bar: Bar<string>) => bar.new + bar.remaining + bar.fixed
  const longest = Math.max(1, ...rows.map(total))
  return rows.map(bar => [
    ...[bar.label, bar.new, bar.remaining, bar.fixed].map(cell),
    { value: textBar(total(bar), longest), type: String, textColor: '#b3141a' },
  ])
}

function findings(inspection: Inspection, lines: number, words: ReportWords): Value[][] {
  const listed = inOrder(inspection.findings).slice(0, lines)
  return listed.map(finding => [
    words.status[finding.status],
    words.severity[finding.severity],
    words.category[finding.category],
    finding.title,
    finding.rule,
    finding.place.url ?? finding.place.id,
    finding.place.title ?? '',
    finding.page === null ? finding.part : words.page(finding.page),
    finding.match,
    finding.context,
    finding.place.linkedFrom.join('\n'),
    finding.place.column ?? '',
    finding.place.owner ?? '',
    words.moment(finding.firstSeen),
    finding.basis,
    finding.advice,
    finding.fingerprint,
    finding.reviewItem ?? '',
  ])
}

function notScreened(inspection: Inspection, lines: number): Value[][] {
  return inspection.notScreened
    .slice(0, lines)
    .map(({ place, code, message }) => [
      place.url ?? place.id,
      place.linkedFrom.join('\n'),
      place.column ?? '',
      place.owner ?? '',
      code,
      message,
    ])
}

function runs({ history, run }: Inspection, words: ReportWords): Value[][] {
  return [...history, run].map(each => [
    words.moment(each.started),
    each.ended === null ? words.notEnded : words.moment(each.ended),
    each.documents,
    each.new,
    each.remaining,
    each.fixed,
  ])
}
