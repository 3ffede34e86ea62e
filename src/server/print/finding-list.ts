/** The findings of an item with what was decided on them, as every printed form lists them. */

import type { Language } from '../../document/problem.ts'
import type { RuleWords } from '../../packs/rule-words.ts'
import { partLabel } from '../../report/part-label.ts'
import type { Sheet } from '../../report/sheet.ts'
import type { Db } from '../../store/open.ts'
import type { SubmissionTable } from '../../store/submission-schema.ts'
import { printWords } from './words.ts'

/** Names rules and places; nothing of what the paper says. */
export async function findingList(
  db: Db,
  row: Pick<SubmissionTable, 'id' | 'revision'>,
  language: Language,
  ruleWords: RuleWords,
): Promise<Sheet['lists'][number]> {
  const words = printWords[language]
  const findings = await db
    .selectFrom('finding')
    .select(['title', 'rule', 'part', 'decision', 'decisionReason', 'decidedByName'])
    .where('submissionId', '=', row.id)
    .where('revision', '=', row.revision)
    .orderBy('id')
    .execute()
  return {
    heading: words.findings,
    columns: words.findingColumns,
    widths: [28, 18, 16, 26, 12],
    rows: findings.map(finding => [
      `${ruleWords(finding).title}\n${finding.rule}`,
      partLabel(finding.part, language),
      finding.decision === null ? words.none : words.decision[finding.decision],
      finding.decisionReason ?? '',
      finding.decidedByName ?? '',
    ]),
  }
}
