/** The self-inspection report as a Word document to sign and file. */
import type { Language } from '../../document/problem.ts'
import { verdicts } from '../../document/screening.ts'
import { printSheet, type SheetPicture } from '../../report/sheet.ts'
import { textBar } from './bar-chart.ts'
import {
  type Bar,
  byCategory,
  byColumn,
  type Inspection,
  type InspectionFinding,
  inOrder,
  type ReportLimits,
  statuses,
  unscreenedDocuments,
} from './inspection.ts'
import { type ReportWords, wordsOf } from './words.ts'

const barWidths = [28, 10, 12, 12, 38]

const usual: ReportLimits = { pictures: 50, lines: Number.POSITIVE_INFINITY }

export async function inspectionDocument(
  inspection: Inspection,
  language: Language,
  { pictures, lines }: ReportLimits = usual,
): Promise<Buffer> {
  const words = wordsOf(inspection, language)
  const { run, counts, source, ruleset, notScreened, history } = inspection
  const leftOut = words.notLookedAt(inspection.notLookedAt)
  const findings = inOrder(inspection.findings)
  const listed = new Set(findings.slice(0, lines))
  const unread = notScreened.slice(0, lines)
  const categories = byCategory(findings).map(bar => ({ ...bar, label: words.category[bar.label] }))
  const columns = byColumn(findings).map(bar => ({ ...bar, label: bar.label ?? words.noColumn }))
  return printSheet({
    title: words.title(inspection.site),
    rows: [
      [words.source, source],
      [words.started, words.moment(run.started)],
      [words.ended, run.ended === null ? words.notEnded : words.moment(run.ended)],
      [words.documents, String(run.documents)],
      [words.read, String(counts.read)],
      [words.unchanged, String(counts.unchanged)],
      [words.gone, String(counts.gone)],
      [
        words.verdicts,
        verdicts.map(verdict => `${words.verdict[verdict]} ${counts.verdicts[verdict]}`).join('\n'),
      ],
      ...(leftOut === '' ? [] : [[words.leftOut, leftOut] as const]),
      [words.ruleset, ruleset],
      [words.overview, `${words.conclusion(run, unscreenedDocuments(notScreened))}\n${words.warning}`],
    ],
    lists: [
      { heading: words.byCategory, columns: words.barColumns, rows: bars(categories), widths: barWidths },
      { heading: words.byColumn, columns: words.barColumns, rows: bars(columns), widths: barWidths },
      {
        heading: words.overTime,
        columns: words.runColumns,
        widths: [24, 24, 16, 12, 12, 12],
        rows: [...history, run].map(each => [
          words.moment(each.started),
          each.ended === null ? words.notEnded : words.moment(each.ended),
          ...[each.documents, each.new, each.remaining, each.fixed].map(String),
        ]),
      },
      ...statuses.map(status => findingList(findings, listed, status, words)),
      {
        heading: `${words.notScreened}（${unscreenedDocuments(notScreened)}）`,
        columns: words.notScreenedColumns,
        widths: [24, 22, 10, 12, 12, 20],
        rows: [
          ...unread.map(({ place, code, message }) => [
            place.url ?? place.id,
            place.linkedFrom.join('\n'),
            place.column ?? '',
            place.owner ?? '',
            code,
            message,
          ]),
          ...more(notScreened.length - unread.length, 6, words),
        ],
      },
    ],
    pictures: findings.flatMap(finding => placePicture(finding, words)).slice(0, pictures),
    signatures: words.signatures,
  })
}

/** A row that says how many are left, in its first cell. */
const more = (left: number, columns: number, words: ReportWords) =>
  left > 0 ? [[words.notListed(left), ...Array<string>(columns - 1).fill('')]] : []

function bars(rows: readonly Bar<string>[]): string[][] {
  const total = (bar: Bar<string>) => bar.new + bar.remaining + bar.fixed
  const longest = Math.max(1, ...rows.map(total))
  return rows.map(bar => [
    bar.label,
    ...[bar.new, bar.remaining, bar.fixed].map(String),
    textBar(total(bar), longest),
  ])
}

function findingList(
  all: readonly InspectionFinding[],
  listed: ReadonlySet<InspectionFinding>,
  status: InspectionFinding['status'],
  words: ReportWords,
) {
  const findings = all.filter(finding => finding.status === status)
  const shown = findings.filter(finding => listed.has(finding))
  const { severity, column, where, what, advice } = words
  return {
    heading: `${words.findings[status]}（${findings.length}）`,
    columns: [words.barColumns[0] ?? '', where, what, column, advice],
    widths: [14, 26, 20, 14, 26],
    rows: [
      ...shown.map(finding => [
        `${severity[finding.severity]} · ${finding.title}`,
        `${finding.place.url ?? finding.place.id}\n${finding.page === null ? finding.part : words.page(finding.page)}`,
        `${finding.match}\n${finding.context}`,
        [finding.place.column, finding.place.owner].filter(each => each !== null).join('\n'),
        finding.reviewItem === null
          ? finding.advice
          : `${finding.advice}\n${words.reviewItem} ${finding.reviewItem}`,
      ]),
      ...more(findings.length - shown.length, 5, words),
    ],
  }
}

function placePicture(
  { picture, place, title, page }: InspectionFinding,
  words: ReportWords,
): SheetPicture[] {
  if (picture === null) return []
  const where = page === null ? '' : ` ${words.page(page)}`
  return [{ ...picture, caption: `${title} · ${place.url ?? place.id}${where} · ${words.blackened}` }]
}
