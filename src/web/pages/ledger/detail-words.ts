/** Names of what an entry says of its act. A detail that is not named here is shown as it is kept. */
import type { Language } from '../../../document/problem.ts'
import { checklistSteps, checklistWords } from '../../../review/checklist.ts'
import { personRoles } from '../../../review/roles.ts'
import { termsIn } from '../../language/terms.ts'

const names: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  person: ['人员', 'Person'],
  department: ['单位', 'Department'],
  portal: ['门户', 'Portal'],
  webhook: ['接收端', 'Endpoint'],
  site: ['站点', 'Site'],
  pack: ['规则包', 'Pack'],
  roles: ['角色', 'Roles'],
  active: ['启用', 'Active'],
  key: ['密钥编号', 'Key'],
  before: ['原密钥编号', 'Key before'],
  compromised: ['因泄露停用', 'Withdrawn as compromised'],
  policy: ['放行条件', 'A yes needs'],
  failOn: ['不放行的结论', 'The screening says no from'],
  kind: ['类型', 'Kind'],
  rules: ['规则', 'Rules'],
  rule: ['规则', 'Rule'],
  fingerprint: ['指纹', 'Fingerprint'],
  until: ['有效期至', 'Until'],
  evidence: ['证明材料编号', 'Evidence'],
  sha256: ['文件校验值', 'Hash of the file'],
  bytes: ['字节数', 'Bytes'],
  host: ['主机', 'Host'],
  overlapHours: ['旧密钥继续有效（小时）', 'Old secret valid for (hours)'],
  delivery: ['通知编号', 'Message'],
  run: ['复查次数', 'Rescan'],
  files: ['文件数', 'Files'],
  findings: ['发现数', 'Findings'],
  finding: ['发现编号', 'Finding'],
  file: ['文件编号', 'File'],
  incident: ['事件编号', 'Incident'],
  content: ['内容处置', 'Content'],
  step: ['处置事项', 'Step'],
  question: ['询问编号', 'Question'],
  reasons: ['不放行的原因', 'Reasons'],
  reason: ['原因', 'Reason'],
  problem: ['问题', 'Problem'],
  incidentContent: ['泄密事件的内容', 'Content of an incident'],
  keepContentDays: ['办结后保存内容（天）', 'Keep content (days)'],
  keepDraftsDays: ['草稿保存（天）', 'Keep drafts (days)'],
  gateFileHours: ['闸门文件保存（小时）', 'Keep files of the gate (hours)'],
  ticketDays: ['放行凭证有效期（天）', 'Tickets valid for (days)'],
  sessionIdleMinutes: ['无操作自动退出（分钟）', 'Sign out after idling (minutes)'],
  uploadMegabytes: ['单个文件上限（MB）', 'Largest file (MB)'],
  filesPerSubmission: ['每件最多文件数', 'Most files in an item'],
}

const values: Readonly<Record<string, Readonly<Record<string, readonly [zh: string, en: string]>>>> = {
  kind: {
    upload: ['上传文件', 'uploaded file'],
    text: ['粘贴文字', 'pasted text'],
    pack: ['规则包', 'rule pack'],
    terms: ['词条表', 'term list'],
  },
  content: { sealed: ['加密封存', 'sealed'], purged: ['立即清除', 'purged at once'] },
  step: Object.fromEntries(
    checklistSteps.map(step => [step, [checklistWords[step].zh, checklistWords[step].en] as const]),
  ),
  incidentContent: { seal: ['加密封存', 'sealed'], purge: ['立即清除', 'purged at once'] },
  policy: {
    screen: ['筛查通过即可', 'a clean screening'],
    approve: ['须有放行凭证', 'a ticket'],
    both: ['筛查通过且有放行凭证', 'a clean screening and a ticket'],
  },
}

export function detailName(key: string, language: Language): string {
  return names[key]?.[language === 'zh' ? 0 : 1] ?? key
}

export function detailValue(
  key: string,
  value: string | number | boolean | null,
  language: Language,
): string {
  const index = language === 'zh' ? 0 : 1
  if (value === null) return ''
  if (typeof value === 'boolean')
    return value ? (['是', 'yes'] as const)[index] : (['否', 'no'] as const)[index]
  const text = String(value)
  const terms = termsIn(language)
  if (key === 'failOn')
    return Object.entries(terms.verdict).find(([verdict]) => verdict === text)?.[1] ?? text
  if (key !== 'roles') return values[key]?.[text]?.[index] ?? text
  const roles = text.split(' ').map(role => {
    const known = personRoles.find(each => each === role)
    return known ? terms.role[known] : role
  })
  return roles.join(language === 'zh' ? '、' : ', ')
}
