/** Why there is no answer, in words that an editor can act on: one table, nothing else invents a code. */
import type { Answer, FailureCode } from './contract.ts'

export type Language = 'zh' | 'en'

const words: Readonly<Record<FailureCode, Readonly<Record<Language, string>>>> = {
  'service-unreachable': {
    zh: '无法连接保审服务（{detail}），内容未经检查，不能发布。请稍后再试，或联系管理员。',
    en: 'The screening service cannot be reached ({detail}), so nothing may be published. Try again later, or tell the administrator.',
  },
  'key-refused': {
    zh: '保审服务拒绝了本站的密钥（{detail}），不能发布。请联系管理员更换密钥。',
    en: "The screening service refused this portal's key ({detail}), so nothing may be published. Ask the administrator for a new key.",
  },
  'no-answer-in-time': {
    zh: '保审服务在 {detail} 秒内没有答复，不能发布。请稍后再试，或联系管理员。',
    en: 'The screening service did not answer within {detail} s, so nothing may be published. Try again later, or tell the administrator.',
  },
  'still-screening': {
    zh: '图片或附件仍在检查，尚无结论，暂不能发布。请稍后再试。',
    en: 'Pictures or attachments are still being screened. Publish again in a moment.',
  },
  'service-busy': {
    zh: '保审服务繁忙，不能发布。请稍后再试。',
    en: 'The screening service is busy, so nothing may be published. Try again in a moment.',
  },
  'request-refused': {
    zh: '保审服务没有受理本次请求（{detail}），不能发布。请联系管理员。',
    en: 'The screening service did not accept the request ({detail}), so nothing may be published. Tell the administrator.',
  },
  'service-failed': {
    zh: '保审服务出错（{detail}），不能发布。请稍后再试，或联系管理员。',
    en: 'The screening service failed ({detail}), so nothing may be published. Try again later, or tell the administrator.',
  },
  'answer-invalid': {
    zh: '收到的不是保审服务的答复（{detail}），不能发布。请联系管理员核对服务地址。',
    en: 'What came back is no answer of the screening service ({detail}), so nothing may be published. Have its address checked.',
  },
  'file-unreadable': {
    zh: '无法读取附件（{detail}），不能发布。请重新上传该附件。',
    en: 'An attachment cannot be read ({detail}), so nothing may be published. Upload it again.',
  },
  aborted: {
    zh: '检查已取消，不能发布。',
    en: 'The check was cancelled, so nothing may be published.',
  },
}

/** Ends a question; caught before it reaches the caller. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly detail: string
  /** The reasons that the service gave. */
  readonly reasons: Answer['reasons']
  readonly attachment: string | null
  readonly id: string | null

  constructor(
    code: FailureCode,
    detail = '',
    about: { reasons?: Answer['reasons']; attachment?: string; id?: string; cause?: unknown } = {},
  ) {
    super(code, { cause: about.cause })
    this.code = code
    this.detail = detail
    this.reasons = about.reasons ?? []
    this.attachment = about.attachment ?? null
    this.id = about.id ?? null
  }
}

export function denied(failure: Failure, language: Language): Answer {
  const message = words[failure.code][language].replace('{detail}', failure.detail)
  const own = { code: failure.code, message, attachment: failure.attachment }
  return {
    decision: 'deny',
    failure: failure.code,
    reasons: failure.reasons.length > 0 ? failure.reasons : [own],
    findings: [],
    id: failure.id,
    policy: null,
    verdict: null,
    content: null,
    ticket: null,
    submission: null,
  }
}
