/** The findings of an item with what was decided on them, as every printed form lists them. */

import { z } from 'zod'
import type { Language } from '../../document/problem.ts'
import type { RuleWords } from '../../packs/rule-words.ts'
import { partLabel } from '../../report/part-label.ts'
import type { Sheet } from '../../report/sheet.ts'
import type { Db } from '../../store/open.ts'
import type { SubmissionTable } from '../../store/submission-schema.ts'
import { printWords } from './words.ts'

const idsSchema = z.array(z.string())

/**
 * Names rules and places; nothing of what the paper says.
 * @param shown of evidence: the name of a file may say what it is about.
 */
export async function findingList(
  db: Db,
  row: Pick<SubmissionTable, 'id' | 'revision'>,
  language: Language,
  ruleWords: RuleWords,
  shown: 'name' | 'sha256',
): Promise<Sheet['lists'][number]> {
  const words = printWords[language]
  const findings = await db
    .selectFrom('finding')
    .select(['title', 'rule', 'part', 'decision', 'decisionReason', 'decidedByName', 'evidence'])
    .where('submissionId', '=', row.id)
    .where('revision', '=', row.revision)
    .orderBy('id')
    .execute()
  const evidence = await db
    .selectFrom('evidence')
    .select(['id', 'name', 'sha256'])
    .where('submissionId', '=', row.id)
    .execute()
  const names = new Map(evidence.map(each => [each.id, each[shown]]))
  const proofs = (finding: { evidence: string }) =>
    idsSchema.parse(JSON.parse(finding.evidence)).map(id => words.evidence(names.get(id) ?? id))
  return {
    heading: words.findings,
    columns: words.findingColumns,
    widths: [28, 18, 16, 26, 12],
    rows: findings.map(finding => [
      `${ruleWords(finding).title}\n${finding.rule}`,
      partLabel(finding.part, language),
      finding.decision === null ? words.none : words.decision[finding.decision],
      [finding.decisionReason ?? '', ...proofs(finding)].join('\n'),
      finding.decidedByName ?? '',
    ]),
  }
}
