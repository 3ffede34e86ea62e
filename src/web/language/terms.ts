/** Words for the things of the service that several pages show; taken from the printed forms where those have them. */
import type { Language } from '../../document/problem.ts'
import type { Category } from '../../document/screening.ts'
import { reportWords } from '../../report/words.ts'
import type { ActName } from '../../review/lifecycle.ts'
import type { Role } from '../../review/roles.ts'
import { printWords } from '../../server/print/words.ts'
import { useLanguage } from './language.tsx'

interface Terms {
  readonly role: Readonly<Record<Role, string>>
  readonly act: Readonly<Record<ActName, string>>
  readonly category: Readonly<Record<Category, string>>
}

const terms: Readonly<Record<Language, Terms>> = {
  zh: {
    role: {
      editor: '承办人',
      reviewer: '保密审查员',
      approver: '单位负责人',
      administrator: '管理员',
      auditor: '审计员',
      portal: '门户',
    },
    act: {
      submit: '提交筛查',
      send: '送审',
      revise: '修改',
      withdraw: '撤回',
      pass: '审查通过，报批',
      return: '退回',
      approve: '批准公开',
      revoke: '撤销放行',
      report: '报告泄密事件',
    },
    category: {
      classification: '密级标志',
      telegram: '密码电报',
      phrase: '管控用语',
      personal: '个人信息',
      concealment: '遮盖隐藏',
      register: '登记文件',
      custom: '本单位词条',
    },
  },
  en: {
    role: {
      editor: 'Editor',
      reviewer: 'Reviewer',
      approver: 'Approver',
      administrator: 'Administrator',
      auditor: 'Auditor',
      portal: 'Portal',
    },
    act: {
      submit: 'Submit for screening',
      send: 'Send to review',
      revise: 'Revise',
      withdraw: 'Withdraw',
      pass: 'Pass to approval',
      return: 'Return',
      approve: 'Approve publication',
      revoke: 'Revoke release',
      report: 'Report an incident',
    },
    category: {
      classification: 'Classification mark',
      telegram: 'Cipher telegram',
      phrase: 'Handling phrase',
      personal: 'Personal data',
      concealment: 'Concealment',
      register: 'Registered paper',
      custom: 'Own terms',
    },
  },
}

/** Capital letters shout in a page; reports to a terminal need them. */
const pageVerdicts = { pass: 'Pass', review: 'Review', error: 'Not read', block: 'Block' }

export function termsIn(language: Language) {
  const print = printWords[language]
  return {
    ...terms[language],
    state: print.state,
    verdict: language === 'en' ? pageVerdicts : print.verdict,
    decision: { ...print.decision, ...print.gate },
    field: print.form,
    level: print.level,
    publicity: print.publicity,
    channel: reportWords[language].channel,
    severity: reportWords[language].severity,
  }
}

export function useTerms() {
  return termsIn(useLanguage().language)
}
