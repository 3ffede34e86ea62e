/** The printable sheet of an incident. It names hashes and rules, and nothing of what the paper says. */
import type { Language } from '../../document/problem.ts'
import type { RuleWords } from '../../packs/rule-words.ts'
import { printSheet } from '../../report/sheet.ts'
import { checklistWords } from '../../review/checklist.ts'
import type { Db } from '../../store/open.ts'
import type { IncidentTable, SubmissionTable } from '../../store/submission-schema.ts'
import { filesOfRevision } from '../views/submission.ts'
import { checklistOf } from '../workflow/incidents.ts'
import { findingList } from './finding-list.ts'
import { printedTime } from './printed-time.ts'
import { printWords } from './words.ts'

export async function incidentSheet(
  db: Db,
  incident: IncidentTable,
  row: SubmissionTable,
  language: Language,
  ruleWords: RuleWords,
): Promise<Buffer> {
  const words = printWords[language]
  const files = await filesOfRevision(db, row.id, row.revision)
  return printSheet({
    title: words.incidentTitle,
    rows: [
      [words.number, incident.id],
      [words.opened, printedTime(incident.opened)],
      [words.due, printedTime(incident.due)],
      [words.submitter, row.submitterName],
      [words.reason, incident.reason],
      [words.content.label, words.content[incident.content]],
      [words.contentHash, row.contentHash ?? words.none],
    ],
    lists: [
      {
        heading: words.files,
        columns: words.fileColumns.slice(1),
        widths: [80, 20],
        rows: files.map(file => [
          file.sha256,
          file.verdict === null ? words.none : words.verdict[file.verdict],
        ]),
      },
      await findingList(db, row, language, ruleWords, 'sha256'),
      {
        heading: words.checklist,
        columns: words.checklistColumns,
        widths: [40, 24, 12, 24],
        rows: checklistOf(incident).map(line => [
          checklistWords[line.step][language],
          line.done === null ? '' : printedTime(line.done),
          line.by?.name ?? '',
          line.note,
        ]),
      },
    ],
    signatures: words.signatures.slice(1),
  })
}
