/** The ledger as a table, for exports. */
import type { Language } from '../../document/problem.ts'
import { ledgerAct } from '../../ledger/act-words.ts'
import type { TitledEntry } from '../views/ledger.ts'
import { printWords } from './words.ts'

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

/** In words, as a register is read; the API has the entries as they are kept. */
export function ledgerRow(row: TitledEntry, language: Language): (string | number)[] {
  const words = printWords[language]
  const decisions: Readonly<Record<string, string>> = { ...words.decision, ...words.gate }
  return [
    row.seq,
    row.at,
    row.actorName,
    ledgerAct(row.act, language),
    row.title ?? '',
    row.submissionId ?? '',
    row.revision ?? '',
    row.contentHash ?? '',
    row.ruleset ?? '',
    row.verdict === null ? '' : words.verdict[row.verdict],
    row.decision === null ? '' : (decisions[row.decision] ?? row.decision),
    row.reason ?? '',
    row.detail === '{}' ? '' : row.detail,
    row.hash,
  ]
}
