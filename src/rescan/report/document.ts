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
  statuses,
} from './inspection.ts'
import { type InspectionWords, inspectionWords, moment } from './words.ts'

const barWidths = [28, 10, 12, 12, 38]

/** @param pictures how many pictures of places go in at most. */
export async function inspectionDocument(
  inspection: Inspection,
  language: Language,
  pictures = 50,
): Promise<Buffer> {
  const words = inspectionWords[language]
  const { run, counts, source, ruleset, notScreened, history } = inspection
  const findings = inOrder(inspection.findings)
  const categories = byCategory(findings).map(bar => ({ ...bar, label: words.category[bar.label] }))
  const columns = byColumn(findings).map(bar => ({ ...bar, label: bar.label ?? words.noColumn }))
  return printSheet({
    title: words.title(inspection.site),
    rows: [
      [words.source, source],
      [words.started, moment(run.started)],
      [words.ended, run.ended === null ? words.notEnded : moment(run.ended)],
      [words.documents, String(run.documents)],
      [words.read, String(counts.read)],
      [words.unchanged, String(counts.unchanged)],
      [words.gone, String(counts.gone)],
      [
        words.verdicts,
        verdicts.map(verdict => `${words.verdict[verdict]} ${counts.verdicts[verdict]}`).join('\n'),
      ],
      [words.ruleset, ruleset],
      [words.overview, `${words.conclusion(run, notScreened.length)}\n${words.warning}`],
    ],
    lists: [
      { heading: words.byCategory, columns: words.barColumns, rows: bars(categories), widths: barWidths },
      { heading: words.byColumn, columns: words.barColumns, rows: bars(columns), widths: barWidths },
      {
        heading: words.overTime,
        columns: words.runColumns,
        widths: [24, 24, 16, 12, 12, 12],
        rows: [...history, run].map(each => [
          moment(each.started),
          each.ended === null ? words.notEnded : moment(each.ended),
          ...[each.documents, each.new, each.remaining, each.fixed].map(String),
        ]),
      },
      ...statuses.map(status => findingList(findings, status, words)),
      {
        heading: `${words.notScreened}（${notScreened.length}）`,
        columns: words.notScreenedColumns,
        widths: [24, 22, 10, 12, 12, 20],
        rows: notScreened.map(({ place, code, message }) => [
          place.url ?? place.id,
          place.linkedFrom.join('\n'),
          place.column ?? '',
          place.owner ?? '',
          code,
          message,
        ]),
      },
    ],
    pictures: findings.flatMap(finding => placePicture(finding, words)).slice(0, pictures),
    signatures: words.signatures,
  })
}

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
  status: InspectionFinding['status'],
  words: InspectionWords,
) {
  const findings = all.filter(finding => finding.status === status)
  const { severity, column, where, what, advice } = words
  return {
    heading: `${words.findings[status]}（${findings.length}）`,
    columns: [words.barColumns[0] ?? '', where, what, column, advice],
    widths: [14, 26, 20, 14, 26],
    rows: findings.map(finding => [
      `${severity[finding.severity]} · ${finding.title}`,
      `${finding.place.url ?? finding.place.id}\n${finding.page === null ? finding.part : words.page(finding.page)}`,
      `${finding.match}\n${finding.context}`,
      [finding.place.column, finding.place.owner].filter(each => each !== null).join('\n'),
      finding.advice,
    ]),
  }
}

function placePicture(
  { picture, place, title, page }: InspectionFinding,
  words: InspectionWords,
): SheetPicture[] {
  if (picture === null) return []
  const where = page === null ? '' : ` ${words.page(page)}`
  return [{ ...picture, caption: `${title} · ${place.url ?? place.id}${where} · ${words.blackened}` }]
}
