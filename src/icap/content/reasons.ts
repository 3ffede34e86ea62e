/** Why a message is refused, beside what the screening itself found. One table holds every code. */
import type { Language } from '../../document/problem.ts'

/** Stable codes, with what is wrong and what to do about it. `{name}` is replaced. */
export const reasonWords = {
  finding: {
    zh: '内容中有必须先处理的标志或用语（见下）。',
    en: 'The content bears marks or phrases that have to be dealt with first (see below).',
  },
  unread: {
    zh: '有内容未能读完，无法确认可以公开：{message}',
    en: 'Something could not be read to its end and so cannot be cleared: {message}',
  },
  'too-large': {
    zh: '内容超过 {limit} MB，未检查。请拆分后分别提交。',
    en: 'The content is over {limit} MB and was not screened. Split it up.',
  },
  'too-many-parts': {
    zh: '一次提交的文件和字段超过 {limit} 个，未全部检查。请分次提交。',
    en: 'There are more than {limit} files and fields in one request, so not all were screened. Submit fewer at a time.',
  },
  malformed: {
    zh: '提交的表单不完整或不合规范，未能读完。请重新提交；若仍失败，请联系网站管理员。',
    en: 'The form is incomplete or malformed and was not read to its end. Submit it again; if it still fails, tell the administrator.',
  },
  'unknown-encoding': {
    zh: '内容以本系统不认识的方式编码或压缩，无法检查。请联系网站管理员。',
    en: 'The content is encoded or compressed in a way that cannot be read here. Tell the administrator.',
  },
  'partial-upload': {
    zh: '文件被分片上传，单个分片无法检查。请在网站关闭分片（断点）上传后重新提交。',
    en: 'The file is uploaded in pieces, and a piece alone cannot be screened. Switch chunked (resumable) uploads off and submit again.',
  },
  'partial-content': {
    zh: '只请求了文件的一部分，无法检查。',
    en: 'Only a part of the file was asked for, which cannot be screened.',
  },
  timeout: {
    zh: '在 {seconds} 秒内未能检查完。请稍后再试，或将文件拆分。',
    en: 'Screening did not finish within {seconds} s. Try again later, or split the file.',
  },
  stopping: {
    zh: '筛查服务正在停止，未检查完。请稍后再试。',
    en: 'The screening service is being stopped and did not finish. Try again later.',
  },
  internal: {
    zh: '筛查时发生内部错误，未检查完。请稍后再试；若仍失败，请把编号告诉管理员。',
    en: 'Screening failed by an internal error. Try again later; if it still fails, give the administrator the reference.',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>
export type ReasonCode = keyof typeof reasonWords

export interface Reason {
  readonly code: ReasonCode
  readonly details?: Readonly<Record<string, string | number>>
}

export function wordReason({ code, details = {} }: Reason, language: Language): string {
  return reasonWords[code][language].replaceAll(/\{(\w+)\}/g, (_, key: string) => String(details[key] ?? '?'))
}
