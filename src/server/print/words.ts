/** Words of printed forms, in both languages. */
import type { Language } from '../../document/problem.ts'
import type { Verdict } from '../../document/screening.ts'
import type { DecisionKind } from '../../review/decision.ts'
import type { Form } from '../../review/form.ts'
import type { ActName, State } from '../../review/lifecycle.ts'

/** Acts that are somebody's opinion on an item. */
export type Opinion = Exclude<ActName, 'revise'> | 'decide'

export interface PrintWords {
  readonly form: Readonly<Record<keyof Form, string>>
  readonly level: Readonly<Record<Form['level'], string>>
  readonly publicity: Readonly<Record<Form['publicity'], string>>
  readonly state: Readonly<Record<State, string>>
  readonly verdict: Readonly<Record<Verdict, string>>
  readonly decision: Readonly<Record<DecisionKind, string>>
  /** What the gate answered, which the ledger keeps as its decision. */
  readonly gate: Readonly<Record<'allow' | 'deny', string>>
  readonly reviewTitle: string
  readonly incidentTitle: string
  readonly number: string
  readonly submitter: string
  readonly stateLabel: string
  readonly verdictLabel: string
  readonly contentHash: string
  readonly files: string
  readonly fileColumns: readonly string[]
  readonly findings: string
  readonly findingColumns: readonly string[]
  readonly evidence: (name: string) => string
  readonly opinions: string
  readonly opinionColumns: readonly string[]
  readonly opinion: Readonly<Record<Opinion, string>>
  readonly signatures: readonly string[]
  readonly opened: string
  readonly due: string
  readonly reason: string
  readonly content: Readonly<Record<'label' | 'sealed' | 'purged', string>>
  readonly checklist: string
  readonly checklistColumns: readonly string[]
  readonly none: string
}

export const printWords: Readonly<Record<Language, PrintWords>> = {
  zh: {
    form: {
      title: '标题',
      column: '栏目',
      level: '密级',
      period: '保密期限或解密条件',
      matter: '国家秘密事项名称',
      declassification: '解密依据',
      publicity: '是否公开',
      basis: '依据',
      opinion: '承办人意见',
    },
    level: { none: '不涉密', work: '工作秘密', secret: '秘密', confidential: '机密', 'top-secret': '绝密' },
    publicity: { proactive: '主动公开', 'on-request': '依申请公开', withheld: '不予公开' },
    state: {
      draft: '草稿',
      screening: '筛查中',
      screened: '已筛查',
      review: '审查中',
      approval: '待审批',
      released: '已放行',
      returned: '已退回',
      incident: '泄密事件',
      withdrawn: '已撤回',
      revoked: '已撤销放行',
    },
    verdict: { pass: '通过', review: '人工复核', error: '无法检查', block: '拦截' },
    decision: {
      'confirmed-secret': '确认涉密',
      'wrongly-marked': '标识有误，删除标识',
      redact: '应当删改',
      declassified: '已解密',
      acceptable: '可以公开',
      'false-alarm': '误报',
    },
    gate: { allow: '放行', deny: '不放行' },
    reviewTitle: '信息公开保密审查表',
    incidentTitle: '泄密事件处置单',
    number: '编号',
    submitter: '承办人',
    stateLabel: '状态',
    verdictLabel: '筛查结论',
    contentHash: '内容校验值',
    files: '送审文件',
    fileColumns: ['文件名', '校验值（SHA-256）', '结论'],
    findings: '发现与决定',
    findingColumns: ['规则', '位置', '决定', '理由', '审查人'],
    evidence: name => `证明材料：${name}`,
    opinions: '审查与审批记录',
    opinionColumns: ['时间', '经办', '事项', '意见'],
    opinion: {
      submit: '提交筛查',
      send: '送审',
      decide: '对发现作出决定',
      pass: '审查通过，报批',
      return: '退回',
      approve: '批准公开',
      revoke: '撤销放行',
      report: '报告泄密事件',
      withdraw: '撤回',
    },
    signatures: [
      '承办人（签字）：                        年   月   日',
      '保密审查员（签字）：                    年   月   日',
      '单位负责人（签字）：                    年   月   日',
    ],
    opened: '发现时间',
    due: '报告时限',
    reason: '情况说明',
    content: { label: '内容处置', sealed: '已加密封存', purged: '已清除' },
    checklist: '处置清单',
    checklistColumns: ['事项', '完成时间', '经办', '备注'],
    none: '无',
  },
  en: {
    form: {
      title: 'Title',
      column: 'Column',
      level: 'Classification',
      period: 'Period or condition of declassification',
      matter: 'Name of the secret matter',
      declassification: 'Proof of declassification',
      publicity: 'Publication',
      basis: 'Basis',
      opinion: "Editor's opinion",
    },
    level: {
      none: 'not classified',
      work: 'work secret',
      secret: 'secret',
      confidential: 'confidential',
      'top-secret': 'top secret',
    },
    publicity: { proactive: 'proactive', 'on-request': 'on request', withheld: 'withheld' },
    state: {
      draft: 'draft',
      screening: 'being screened',
      screened: 'screened',
      review: 'in review',
      approval: 'awaiting approval',
      released: 'released',
      returned: 'returned',
      incident: 'incident',
      withdrawn: 'withdrawn',
      revoked: 'release revoked',
    },
    verdict: { pass: 'pass', review: 'review', error: 'could not be screened', block: 'block' },
    decision: {
      'confirmed-secret': 'confirmed secret',
      'wrongly-marked': 'wrongly marked, remove the mark',
      redact: 'must be changed',
      declassified: 'declassified',
      acceptable: 'may be published',
      'false-alarm': 'false alarm',
    },
    gate: { allow: 'allowed', deny: 'denied' },
    reviewTitle: 'Review before publication',
    incidentTitle: 'Incident sheet',
    number: 'Number',
    submitter: 'Editor',
    stateLabel: 'State',
    verdictLabel: 'Verdict of the screening',
    contentHash: 'Content hash',
    files: 'Files',
    fileColumns: ['Name', 'SHA-256', 'Verdict'],
    findings: 'Findings and decisions',
    findingColumns: ['Rule', 'Place', 'Decision', 'Reason', 'Reviewer'],
    evidence: name => `Evidence: ${name}`,
    opinions: 'Record of review and approval',
    opinionColumns: ['Time', 'By', 'Act', 'Opinion'],
    opinion: {
      submit: 'Submitted for screening',
      send: 'Sent to review',
      decide: 'Decided a finding',
      pass: 'Passed to approval',
      return: 'Returned',
      approve: 'Approved publication',
      revoke: 'Revoked release',
      report: 'Reported an incident',
      withdraw: 'Withdrawn',
    },
    signatures: [
      'Editor:                              Date:',
      'Reviewer:                            Date:',
      'Head of the unit:                    Date:',
    ],
    opened: 'Discovered',
    due: 'Report due',
    reason: 'What happened',
    content: { label: 'Content', sealed: 'sealed, encrypted', purged: 'destroyed' },
    checklist: 'Checklist',
    checklistColumns: ['Step', 'Done', 'By', 'Note'],
    none: 'none',
  },
}
