/** Why the gate says no, in words that an editor can act on: one table, nothing else invents a code. */
import type { z } from 'zod'
import type { Language } from '../document/problem.ts'
import type { reasonSchema } from './content.ts'

export const gateReasons = {
  finding: {
    zh: '发现 {count} 处不宜公开的内容（{titles}）。请修改，或提交保密审查。',
    en: '{count} things were found that must not be published ({titles}). Change them, or have the post reviewed.',
  },
  unread: {
    zh: '有内容无法检查：{what}',
    en: 'Something could not be screened: {what}',
  },
  empty: { zh: '没有可检查的内容。', en: 'There is nothing to screen.' },
  'image-not-sent': {
    zh: '正文引用的图片或文件没有随请求送检：{name}。请重新上传后再发布。',
    en: 'The post shows or links a file that was not sent along: {name}. Upload it again, then publish.',
  },
  'attachment-unknown': {
    zh: '附件只给了哈希，服务端没有保存该内容。请重新发送附件本身。',
    en: 'Only the hash of the attachment was sent, and its bytes are not kept here. Send the file itself.',
  },
  'attachment-mismatch': {
    zh: '附件内容与所给哈希不一致，已拒绝。',
    en: 'The bytes of the attachment are not those of the hash that was stated.',
  },
  'not-approved': {
    zh: '尚未通过保密审查，不能发布。请先送审。',
    en: 'The content has not been approved. Submit it for review first.',
  },
  'under-review': {
    zh: '已送审，尚未批准。批准后方可发布。',
    en: 'The content is under review. It can be published once it is approved.',
  },
  returned: {
    zh: '保密审查已退回：{reason}',
    en: 'The review returned it: {reason}',
  },
  incident: {
    zh: '该内容已按泄密事件处置，不得发布。',
    en: 'The content is being handled as an incident and must not be published.',
  },
  'ticket-malformed': {
    zh: '放行凭证无法识别或格式不正确。',
    en: 'The ticket is not one of ours, or is malformed.',
  },
  'ticket-key': {
    zh: '放行凭证的签名无效，或其密钥已停用。',
    en: 'The signature of the ticket is not valid, or its key is no longer in use.',
  },
  'ticket-expired': {
    zh: '放行凭证已过期，请重新送审。',
    en: 'The ticket has expired. Have the content reviewed again.',
  },
  'ticket-revoked': {
    zh: '放行凭证已被撤销，不能发布。',
    en: 'The ticket was revoked. The content must not be published.',
  },
  'ticket-portal': {
    zh: '放行凭证是签发给另一个门户的。',
    en: 'The ticket was issued for another portal.',
  },
  'ticket-item': {
    zh: '放行凭证是签发给另一篇稿件的。',
    en: 'The ticket was issued for another post.',
  },
  'ticket-content': {
    zh: '内容在批准之后有改动，放行凭证不再有效。请重新送审。',
    en: 'The content was changed after its approval, so the ticket does not hold. Have it reviewed again.',
  },
  timeout: {
    zh: '检查超时，按未通过处理。请稍后再试，或减少附件。',
    en: 'The screening took too long, so the answer is no. Try again later, or with fewer attachments.',
  },
  overloaded: {
    zh: '保审服务繁忙，按未通过处理。请稍后再试。',
    en: 'The service is busy, so the answer is no. Try again in a moment.',
  },
  unavailable: {
    zh: '保审服务暂不可用，按未通过处理。请稍后再试，或联系管理员。',
    en: 'The service is not available, so the answer is no. Try again later, or tell the administrator.',
  },
  refused: {
    zh: '请求未被受理，按未通过处理：{what}',
    en: 'The request was not accepted, so the answer is no: {what}',
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>

export type GateReasonCode = keyof typeof gateReasons
export type Reason = z.infer<typeof reasonSchema>

/** @param attachment the name of the file it is about; null: the title or the body. */
export function reasonFor(
  code: GateReasonCode,
  language: Language,
  details: Readonly<Record<string, string | number>> = {},
  attachment: string | null = null,
): Reason {
  const message = gateReasons[code][language].replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    String(details[key] ?? '?'),
  )
  return { code, message, attachment }
}
