/** The words of the self-inspection report, in both languages. */

import type { Language } from '../../document/problem.ts'
import type { Category, Severity, Verdict } from '../../document/screening.ts'
import type { NotLookedAt } from '../state/not-looked-at.ts'
import type { Inspection, RunSummary, Status } from './inspection.ts'
import { wordNotLookedAt } from './not-looked-at-words.ts'

export interface InspectionWords {
  readonly title: (site: string) => string
  readonly warning: string
  readonly status: Readonly<Record<Status, string>>
  readonly category: Readonly<Record<Category, string>>
  readonly severity: Readonly<Record<Severity, string>>
  readonly verdict: Readonly<Record<Verdict, string>>
  readonly source: string
  readonly started: string
  readonly ended: string
  readonly notEnded: string
  readonly documents: string
  readonly read: string
  readonly unchanged: string
  readonly gone: string
  readonly ruleset: string
  readonly verdicts: string
  readonly leftOut: string
  /** Empty when everything was looked at. */
  readonly notLookedAt: (left: NotLookedAt) => string
  readonly conclusion: (counts: Omit<RunSummary, 'started' | 'ended'>, notScreened: number) => string
  readonly overview: string
  readonly byCategory: string
  readonly byColumn: string
  readonly noColumn: string
  readonly overTime: string
  readonly runColumns: readonly string[]
  readonly barColumns: readonly string[]
  readonly findings: Readonly<Record<Status, string>>
  readonly findingsSheet: string
  readonly none: string
  readonly notScreened: string
  readonly notScreenedColumns: readonly string[]
  readonly columns: readonly string[]
  readonly where: string
  readonly page: (page: number) => string
  readonly what: string
  readonly linkedFrom: string
  readonly column: string
  readonly basis: string
  readonly advice: string
  readonly firstSeen: string
  readonly picture: string
  readonly blackened: string
  readonly morePictures: (left: number) => string
  readonly notListed: (left: number) => string
  readonly reviewItem: string
  readonly signatures: readonly string[]
}

const zh: InspectionWords = {
  title: site => `${site} 已发布信息保密自查报告`,
  warning: '本报告列明疑似涉密信息的位置，请按工作秘密保管，不得上网。原文已作遮盖。',
  status: { new: '新增', remaining: '未整改', fixed: '已消除' },
  category: {
    classification: '国家秘密标志',
    telegram: '密码电报',
    phrase: '内部管控用语',
    personal: '个人信息',
    concealment: '遮盖隐藏',
    register: '已知文件',
    custom: '自定义',
  },
  severity: { info: '说明', review: '人工复核', block: '拦截' },
  verdict: { pass: '通过', review: '人工复核', error: '无法检查', block: '拦截' },
  source: '来源',
  started: '开始',
  ended: '结束',
  notEnded: '未完成',
  documents: '检查信息（件）',
  read: '其中读取',
  unchanged: '未变化或内容已知',
  gone: '已撤下',
  ruleset: '规则版本',
  verdicts: '结论',
  leftOut: '检查范围之外',
  notLookedAt: left => wordNotLookedAt(left, 'zh') ?? '',
  conclusion: (counts, notScreened) =>
    `${counts.documents === 0 ? '没有读到任何信息，不能视为没有问题，请核对来源。' : ''}发现问题 ${counts.new + counts.remaining} 处，其中新增 ${counts.new} 处、上次发现尚未整改 ${counts.remaining} 处；` +
    `上次发现现已消除 ${counts.fixed} 处；无法检查 ${notScreened} 件，须人工检查。`,
  overview: '检查概况',
  byCategory: '按类别',
  byColumn: '按栏目（责任单位）',
  noColumn: '未指定栏目',
  overTime: '历次自查',
  runColumns: ['开始', '结束', '检查信息', '新增', '未整改', '已消除'],
  barColumns: ['名称', '新增', '未整改', '已消除', '图示'],
  findings: { new: '新增问题', remaining: '上次发现、尚未整改', fixed: '上次发现、现已消除' },
  findingsSheet: '问题清单',
  none: '无',
  notScreened: '未能检查的信息',
  notScreenedColumns: ['地址', '链自', '栏目', '责任单位', '代码', '原因'],
  columns: [
    '状态',
    '严重程度',
    '类别',
    '名称',
    '规则',
    '地址',
    '标题',
    '位置',
    '原文（已遮盖）',
    '上下文（已遮盖）',
    '链自',
    '栏目',
    '责任单位',
    '首次发现',
    '依据',
    '处置',
    '指纹',
    '送审件',
  ],
  where: '位置',
  page: page => `第 ${page} 页`,
  what: '原文（已遮盖）',
  linkedFrom: '链自',
  column: '栏目',
  basis: '依据',
  advice: '处置',
  firstSeen: '首次发现',
  picture: '位置图',
  blackened: '涉及文字已涂黑。',
  morePictures: left => `另有 ${left} 处的位置图未收入本报告，见系统。`,
  notListed: left => `另有 ${left} 项超出本格式的篇幅，未逐一列出；请使用 Excel 格式，或整改后再次复查。`,
  reviewItem: '送审件',
  signatures: [
    '检查人：＿＿＿＿＿＿　　　日期：＿＿＿＿＿＿',
    '分管负责人：＿＿＿＿＿＿　　　日期：＿＿＿＿＿＿',
  ],
}

const en: InspectionWords = {
  title: site => `${site}: self-inspection of what is published`,
  warning:
    'This report says where papers that may be secret stand. Keep it off the network. Words are masked.',
  status: { new: 'new', remaining: 'remains', fixed: 'fixed' },
  category: {
    classification: 'classification mark',
    telegram: 'cipher telegram',
    phrase: 'handling phrase',
    personal: 'personal data',
    concealment: 'concealment',
    register: 'known document',
    custom: 'custom',
  },
  severity: { info: 'info', review: 'review', block: 'block' },
  verdict: { pass: 'pass', review: 'review', error: 'not read', block: 'block' },
  source: 'Source',
  started: 'Started',
  ended: 'Ended',
  notEnded: 'not complete',
  documents: 'Documents',
  read: 'read',
  unchanged: 'unchanged or known',
  gone: 'gone',
  ruleset: 'Rule set',
  verdicts: 'Verdicts',
  leftOut: 'Outside the scope',
  notLookedAt: left => wordNotLookedAt(left, 'en') ?? '',
  conclusion: (counts, notScreened) =>
    `${counts.documents === 0 ? 'Nothing was read, which does not mean that all is well: check the source. ' : ''}${counts.new + counts.remaining} findings stand: ${counts.new} new, ${counts.remaining} known and not yet mended; ` +
    `${counts.fixed} of the last run are gone; ${notScreened} documents could not be screened and need a person.`,
  overview: 'Overview',
  byCategory: 'By category',
  byColumn: 'By column (owner)',
  noColumn: 'no column set',
  overTime: 'Runs',
  runColumns: ['started', 'ended', 'documents', 'new', 'remain', 'fixed'],
  barColumns: ['name', 'new', 'remain', 'fixed', 'chart'],
  findings: { new: 'New', remaining: 'Known and not yet mended', fixed: 'Fixed since the last run' },
  findingsSheet: 'Findings',
  none: 'none',
  notScreened: 'Not screened',
  notScreenedColumns: ['address', 'linked from', 'column', 'owner', 'code', 'reason'],
  columns: [
    'status',
    'severity',
    'category',
    'title',
    'rule',
    'address',
    'page title',
    'place',
    'text (masked)',
    'context (masked)',
    'linked from',
    'column',
    'owner',
    'first seen',
    'basis',
    'to do',
    'fingerprint',
    'review item',
  ],
  where: 'where',
  page: page => `page ${page}`,
  what: 'text (masked)',
  linkedFrom: 'linked from',
  column: 'column',
  basis: 'basis',
  advice: 'to do',
  firstSeen: 'first seen',
  picture: 'picture of the place',
  blackened: 'The words are blackened.',
  morePictures: left => `${left} more pictures are not in this report.`,
  notListed: left =>
    `${left} more are too many for this format and not listed; use Excel, or rescan when these are mended.`,
  reviewItem: 'review item',
  signatures: ['Inspected by: ____________   Date: ________', 'Responsible: ____________   Date: ________'],
}

const inspectionWords: Readonly<Record<Language, InspectionWords>> = { zh, en }

export interface ReportWords extends InspectionWords {
  /** An instant as the clock on the wall shows it: `2026-11-26 09:30`. */
  readonly moment: (instant: string) => string
}

export function wordsOf({ timeZone }: Inspection, language: Language): ReportWords {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(timeZone === null ? {} : { timeZone }),
  })
  return { ...inspectionWords[language], moment: instant => clock.format(new Date(instant)) }
}
