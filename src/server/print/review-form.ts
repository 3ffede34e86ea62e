/** The printable review form 公开审查表 of an item, with every decision and opinion on it. */
import type { Language } from '../../document/problem.ts'
import type { RuleWords } from '../../packs/rule-words.ts'
import { printSheet, type SheetRow } from '../../report/sheet.ts'
import type { Db } from '../../store/open.ts'
import type { SubmissionTable } from '../../store/submission-schema.ts'
import { historyOf } from '../views/ledger.ts'
import { filesOfRevision } from '../views/submission.ts'
import { formOf } from '../workflow/drafts.ts'
import { findingList } from './finding-list.ts'
import { printedTime } from './printed-time.ts'
import { type Opinion, type PrintWords, printWords } from './words.ts'

export async function reviewForm(
  db: Db,
  row: SubmissionTable,
  language: Language,
  ruleWords: RuleWords,
): Promise<Buffer> {
  const words = printWords[language]
  const form = formOf(row)
  const shown = { ...form, level: words.level[form.level], publicity: words.publicity[form.publicity] }
  const fields = Object.entries(words.form).map(
    ([field, label]): SheetRow => [label, shown[field as keyof typeof shown] || words.none],
  )
  const files = await filesOfRevision(db, row.id, row.revision)
  const history = await historyOf(db, row.id)
  return printSheet({
    title: words.reviewTitle,
    rows: [
      [words.number, `${row.id} · v${row.revision}`],
      [words.submitter, row.submitterName],
      ...fields,
      [words.stateLabel, words.state[row.state]],
      [words.verdictLabel, row.verdict === null ? words.none : words.verdict[row.verdict]],
      [words.contentHash, row.contentHash ?? words.none],
    ],
    lists: [
      {
        heading: words.files,
        columns: words.fileColumns,
        widths: [34, 52, 14],
        rows: files.map(file => [
          file.name,
          file.sha256,
          file.verdict === null ? words.none : words.verdict[file.verdict],
        ]),
      },
      await findingList(db, row, language, ruleWords, 'name'),
      {
        heading: words.opinions,
        columns: words.opinionColumns,
        widths: [26, 14, 20, 40],
        rows: history.flatMap(entry =>
          isOpinion(entry.act, words)
            ? [[printedTime(entry.at), entry.actor.name, words.opinion[entry.act], entry.reason ?? '']]
            : [],
        ),
      },
    ],
    signatures: words.signatures,
  })
}

function isOpinion(act: string, words: PrintWords): act is Opinion {
  return Object.hasOwn(words.opinion, act)
}
