/** Names of the acts in the ledger. An act that is not named here is shown as it is kept. */
import type { Language } from '../document/problem.ts'

const acts: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  create: ['建立草稿', 'Draft opened'],
  edit: ['修改表单', 'Form changed'],
  'add-file': ['添加文件', 'File added'],
  'remove-file': ['移除文件', 'File removed'],
  submit: ['提交筛查', 'Submitted for screening'],
  screened: ['筛查完成', 'Screened'],
  send: ['送审', 'Sent to review'],
  revise: ['修改', 'Taken back to revise'],
  withdraw: ['撤回', 'Withdrawn'],
  pass: ['审查通过，报批', 'Passed to approval'],
  return: ['退回', 'Returned'],
  approve: ['批准公开', 'Publication approved'],
  revoke: ['撤销放行', 'Release revoked'],
  report: ['报告泄密事件', 'Incident reported'],
  decide: ['作出决定', 'Finding decided'],
  'add-evidence': ['添加证明材料', 'Evidence attached'],
  'read-evidence': ['查看证明材料', 'Evidence read'],
  reveal: ['查看原文', 'Content revealed'],
  allow: ['加入放行名单', 'Allow-list entry'],
  disallow: ['移出放行名单', 'Allow-list entry removed'],
  'open-incident': ['泄密事件立案', 'Incident opened'],
  'check-incident': ['完成处置事项', 'Checklist step done'],
  'close-incident': ['泄密事件结案', 'Incident closed'],
  purge: ['清除内容', 'Content purged'],
  'sign-in': ['登录', 'Signed in'],
  'sign-out': ['退出', 'Signed out'],
  'lock-out': ['账号锁定', 'Account locked'],
  'set-password': ['设置密码', 'Password set'],
  'make-link': ['生成一次性链接', 'One-time link made'],
  'end-sessions': ['结束会话', 'Sessions ended'],
  'create-person': ['添加人员', 'Person added'],
  'change-person': ['修改人员', 'Person changed'],
  'create-department': ['添加单位', 'Department added'],
  'change-department': ['修改单位', 'Department changed'],
  'delete-department': ['删除单位', 'Department deleted'],
  'create-portal': ['添加门户', 'Portal added'],
  'change-portal': ['修改门户', 'Portal changed'],
  'make-key': ['生成密钥', 'Key made'],
  'revoke-key': ['吊销密钥', 'Key revoked'],
  'create-webhook': ['添加通知接收端', 'Webhook added'],
  'change-webhook': ['修改通知接收端', 'Webhook changed'],
  'delete-webhook': ['删除通知接收端', 'Webhook deleted'],
  'rotate-webhook': ['更换通知密钥', 'Webhook secret renewed'],
  'resend-webhook': ['重新发送通知', 'Webhook message sent again'],
  'disable-webhook': ['停用通知接收端', 'Webhook switched off'],
  'create-site': ['添加复查站点', 'Site added'],
  'change-site': ['修改复查站点', 'Site changed'],
  'delete-site': ['删除复查站点', 'Site deleted'],
  'start-rescan': ['开始复查', 'Rescan started'],
  'pause-rescan': ['暂停复查', 'Rescan paused'],
  'resume-rescan': ['继续复查', 'Rescan resumed'],
  'cancel-rescan': ['取消复查', 'Rescan cancelled'],
  'rotate-key': ['更换密钥', 'Key exchanged'],
  'rotate-ticket-key': ['更换签名密钥', 'Signing key exchanged'],
  gate: ['发布闸门应答', 'Gate answer'],
  'upload-pack': ['上传规则', 'Rules uploaded'],
  'activate-pack': ['启用规则', 'Rules put into force'],
  'retire-pack': ['停用规则', 'Rules taken out of force'],
  'change-settings': ['修改设置', 'Settings changed'],
}

export function ledgerAct(act: string, language: Language): string {
  return acts[act]?.[language === 'zh' ? 0 : 1] ?? act
}

/** All that can be searched for, by name. */
export function ledgerActs(language: Language): { value: string; label: string }[] {
  return Object.keys(acts).map(value => ({ value, label: ledgerAct(value, language) }))
}
