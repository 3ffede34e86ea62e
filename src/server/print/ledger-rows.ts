/** The ledger as a table, for exports. */
import type { Language } from '../../document/problem.ts'
import type { TitledEntry } from '../views/ledger.ts'

export const ledgerColumns: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '序号',
    '时间（UTC）',
    '经办',
    '事项',
    '标题',
    '送审件编号',
    '版本',
    '内容校验值',
    '规则版本',
    '结论',
    '决定',
    '理由',
    '明细',
    '校验链',
  ],
  en: [
    'No.',
    'Time (UTC)',
    'By',
    'Act',
    'Title',
    'Item',
    'Version',
    'Content hash',
    'Rule set',
    'Verdict',
    'Decision',
    'Reason',
    'Detail',
    'Chain hash',
  ],
}

export function ledgerRow(row: TitledEntry): (string | number)[] {
  return [
    row.seq,
    row.at,
    row.actorName,
    row.act,
    row.title ?? '',
    row.submissionId ?? '',
    row.revision ?? '',
    row.contentHash ?? '',
    row.ruleset ?? '',
    row.verdict ?? '',
    row.decision ?? '',
    row.reason ?? '',
    row.detail === '{}' ? '' : row.detail,
    row.hash,
  ]
}
