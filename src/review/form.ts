/** The form of a submission (公开审查表): what the editor states about a paper, and what must be stated when. */
import { z } from 'zod'

/** 密级 as declared by the editor: 不涉密, 工作秘密, 秘密, 机密, 绝密. */
export const levels = ['none', 'work', 'secret', 'confidential', 'top-secret'] as const
export const levelSchema = z.enum(levels)

/** 是否公开: 主动公开, 依申请公开, 不予公开. */
export const publicities = ['proactive', 'on-request', 'withheld'] as const
export const publicitySchema = z.enum(publicities)

const text = (most: number) => z.string().trim().max(most)

export const formSchema = z.strictObject({
  /** 标题; as long as portals may send one. */
  title: text(500).min(1),
  /** 栏目 */
  column: text(100).default(''),
  /** 密级 */
  level: levelSchema.default('none'),
  /** 保密期限或解密条件 */
  period: text(200).default(''),
  /** 国家秘密事项名称 */
  matter: text(300).default(''),
  /** 解密依据：解密通知的文号和日期 */
  declassification: text(300).default(''),
  /** 是否公开 */
  publicity: publicitySchema.default('proactive'),
  /** 依据 */
  basis: text(1000).default(''),
  /** 承办人意见 */
  opinion: text(1000).default(''),
})
export type Form = z.infer<typeof formSchema>

export type FormField = keyof Form

const isSecret = (form: Form) => !['none', 'work'].includes(form.level)

/** Fields that have to be filled in before the form may be submitted, given what it says; in the form's order. */
export function missingFields(form: Form): FormField[] {
  const required: FormField[] = ['column', 'opinion']
  if (isSecret(form)) required.push('period', 'matter', 'basis')
  else if (form.level === 'work' || form.publicity !== 'proactive') required.push('basis')
  return required.filter(field => form[field] === '')
}

/** A paper that is declared secret and not declassified must not be on this network at all. */
export function isDeclaredSecret(form: Form): boolean {
  return isSecret(form) && form.declassification === ''
}
