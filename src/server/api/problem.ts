/** Every error the API answers with, as an RFC 9457 problem document: one table, nothing else invents a code. */
import { z } from 'zod'
import type { Language } from '../../document/problem.ts'
import { reasonSchema } from '../../gate/content.ts'

interface ApiProblemKind {
  readonly status: number
  readonly zh: string
  readonly en: string
}

/** Keys are the stable codes; `{name}` is replaced from the details. */
export const apiProblems = {
  invalid: { status: 400, zh: '请求内容有误：{what}', en: 'The request is not valid: {what}' },
  'signed-out': {
    status: 401,
    zh: '尚未登录或登录已过期，请重新登录。',
    en: 'Not signed in, or the session has ended. Sign in again.',
  },
  'wrong-credentials': {
    status: 401,
    zh: '用户名或密码不正确。',
    en: 'The name or the password is not right.',
  },
  'bad-key': {
    status: 401,
    zh: 'API 密钥无效、已过期或已吊销。',
    en: 'The API key is not valid, has expired or was revoked.',
  },
  'locked-out': {
    status: 429,
    zh: '多次登录失败，账号已暂时锁定，请于 {until} 后再试，或联系管理员。',
    en: 'Too many failed attempts: the account is locked until {until}. Try later or ask the administrator.',
  },
  'bad-link': {
    status: 403,
    zh: '链接无效、已使用或已过期，请联系管理员重新生成。',
    en: 'The link is not valid, was used or has expired. Ask the administrator for a new one.',
  },
  forbidden: { status: 403, zh: '当前角色不能执行此操作。', en: 'Your role does not allow this.' },
  'cross-site': {
    status: 403,
    zh: '请求来源不可信，已拒绝。',
    en: 'The request came from another site and was refused.',
  },
  'own-item': {
    status: 403,
    zh: '不能审查或审批本人提交的送审件。',
    en: 'Nobody reviews or approves what they submitted.',
  },
  'same-reviewer': {
    status: 403,
    zh: '审批人不能是通过审查的同一人。',
    en: 'Whoever passed the review cannot also approve.',
  },
  'reveal-first': {
    status: 403,
    zh: '内容已遮蔽。请先说明理由并查看原文（会记入登记簿）。',
    en: 'The content is masked. Reveal it first, with a reason (it is recorded).',
  },
  sealed: {
    status: 403,
    zh: '该件已作为泄密事件封存，仅授权人员可见。',
    en: 'The item is sealed as an incident; only authorised people may see it.',
  },
  'not-found': {
    status: 404,
    zh: '没有这一项，或您无权查看。',
    en: 'There is no such item, or you may not see it.',
  },
  'stale-version': {
    status: 409,
    zh: '该件刚被他人更新，请刷新后再操作（现为版本 {version}）。',
    en: 'Somebody changed this in the meantime. Reload and try again (now version {version}).',
  },
  'already-decided': {
    status: 409,
    zh: '该发现已由他人作出决定，请刷新。',
    en: 'Somebody else has decided this finding. Reload.',
  },
  'wrong-state': {
    status: 409,
    zh: '该件现在的状态不能执行此操作，请刷新后查看。',
    en: 'This cannot be done in the state the item is in now. Reload to see it.',
  },
  'undecided-findings': {
    status: 409,
    zh: '还有 {count} 项发现未作决定，不能通过审查。',
    en: '{count} findings have not been decided; the review cannot pass.',
  },
  'must-change': {
    status: 409,
    zh: '有发现要求修改稿件，只能退回。',
    en: 'A decision asks for a change of the paper; it can only be returned.',
  },
  unread: {
    status: 409,
    zh: '有内容无法检查，不能送审。请按提示修改后重新提交。',
    en: 'Something could not be screened, so it cannot go on. Change it as told and submit again.',
  },
  'form-incomplete': { status: 422, zh: '请填写：{fields}', en: 'Fill in: {fields}' },
  'declared-secret': {
    status: 422,
    zh: '标明密级且未解密的文稿不得在本系统处理。请立即删除，并按保密规定办理。',
    en: 'A paper declared secret and not declassified must not be on this system. Delete it and follow the secrecy rules.',
  },
  'not-public': {
    status: 409,
    zh: '公开属性不是“主动公开”，不能签发放行凭证。',
    en: 'The form does not say “proactive publication”, so no ticket can be issued.',
  },
  'no-content': {
    status: 422,
    zh: '没有可筛查的文件或文本，请先添加。',
    en: 'There is nothing to screen. Add a file or text first.',
  },
  'evidence-needed': {
    status: 422,
    zh: '“已解密”须附解密证明文件。',
    en: '“Declassified” needs a document that proves it.',
  },
  'decision-not-allowed': {
    status: 422,
    zh: '此项发现不能作出该决定。',
    en: 'This decision cannot be made on this finding.',
  },
  'weak-password': {
    status: 422,
    zh: '密码不符合要求：{rule}',
    en: 'The password does not meet the rules: {rule}',
  },
  taken: { status: 409, zh: '{what} 已被使用。', en: '{what} is already in use.' },
  'in-use': {
    status: 409,
    zh: '仍在使用，不能删除：{what}',
    en: 'It is still in use and cannot be deleted: {what}',
  },
  'last-administrator': {
    status: 409,
    zh: '至少要保留一名启用的管理员。',
    en: 'At least one active administrator must remain.',
  },
  'checklist-open': {
    status: 409,
    zh: '处置清单尚未完成，不能结案。',
    en: 'The checklist is not complete; the incident cannot be closed.',
  },
  'key-reused': {
    status: 422,
    zh: '同一 Idempotency-Key 已用于不同的请求。',
    en: 'This Idempotency-Key was used for another request.',
  },
  purged: { status: 410, zh: '内容已按规定清除。', en: 'The content has been purged as the rules demand.' },
  'precondition-failed': {
    status: 412,
    zh: '该项刚被他人更新，请刷新后再操作。',
    en: 'Somebody changed this in the meantime. Reload and try again.',
  },
  'precondition-needed': { status: 428, zh: '缺少 If-Match。', en: 'If-Match is missing.' },
  'too-large': {
    status: 413,
    zh: '上传超过上限（{limit}）。请拆分后提交，或由管理员调高上限。',
    en: 'The upload is over the limit ({limit}). Split it, or have the limit raised.',
  },
  'too-many-entries': {
    status: 422,
    zh: '符合条件的登记超过 {limit} 条，一次导不完。请缩小日期范围，分次导出。',
    en: 'More than {limit} entries match, too many for one export. Narrow the dates and export in parts.',
  },
  'too-many-files': {
    status: 413,
    zh: '文件过多，每件最多 {limit} 个。',
    en: 'Too many files: at most {limit} in one item.',
  },
  'unsupported-media': { status: 415, zh: '不支持这种内容类型。', en: 'This content type is not supported.' },
  'target-refused': { status: 422, zh: '{why}', en: '{why}' },
  'webhook-inactive': {
    status: 409,
    zh: '该接收端已停用。请先启用。',
    en: 'This endpoint is switched off. Switch it on first.',
  },
  'bad-source': { status: 422, zh: '{why}', en: '{why}' },
  'bad-schedule': {
    status: 422,
    zh: '定时表达式或时区有误：{what}',
    en: 'The schedule or its time zone is not valid: {what}',
  },
  'rescan-open': {
    status: 409,
    zh: '该站点的复查尚未结束（{state}）。',
    en: 'A rescan of this site has not ended ({state}).',
  },
  'no-rescan': {
    status: 409,
    zh: '该站点没有可执行此操作的复查。',
    en: 'No rescan of this site is in a state for this.',
  },
  'no-report': {
    status: 409,
    zh: '只有站点最近一次已完成的复查能出具自查报告：该次复查未完成，或其后又开始了复查。请在最近一次复查完成后下载。',
    en: 'Only the last rescan of a site can be reported on, when it has come to its end: this one has not, or another has begun since.',
  },
  'site-inactive': { status: 409, zh: '该站点已停用。', en: 'The site is switched off.' },
  'bad-pack': {
    status: 422,
    zh: '规则包或词条有误：{what}',
    en: 'The pack or term list is not valid: {what}',
  },
  'too-many-requests': {
    status: 429,
    zh: '请求过于频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests. Try again in {seconds} s.',
  },
  'key-scope': {
    status: 403,
    zh: '该 API 密钥没有此项权限。',
    en: 'This API key is not good for that.',
  },
  overloaded: {
    status: 503,
    zh: '保审服务繁忙，请稍后再试。',
    en: 'The service is busy. Try again in a moment.',
  },
  internal: {
    status: 500,
    zh: '服务内部错误，已记录（编号 {request}）。',
    en: 'Something went wrong here; it has been logged (request {request}).',
  },
  unavailable: {
    status: 503,
    zh: '服务暂不可用，请稍后再试。',
    en: 'The service is not available right now. Try again later.',
  },
} as const satisfies Record<string, ApiProblemKind>

export type ApiProblemCode = keyof typeof apiProblems
const codes = Object.keys(apiProblems) as [ApiProblemCode, ...ApiProblemCode[]]

/** Fill the gaps of a message; words in both languages where a program's own would be read by people. */
export type ApiProblemDetails = Readonly<Record<string, string | number | Readonly<Record<Language, string>>>>

/** RFC 9457, with our stable `code`. */
export const problemDocumentSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(codes),
  detail: z.string(),
  /** Field errors of an `invalid` request: path and message. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Fields of a `form-incomplete`. */
  fields: z.array(z.string()).optional(),
  /** At the gate, every problem is a no. */
  decision: z.literal('deny').optional(),
  reasons: z.array(reasonSchema).optional(),
})
export type ProblemDocument = z.infer<typeof problemDocumentSchema>

/** Thrown anywhere below a route; becomes the answer. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: ApiProblemCode
  readonly details: ApiProblemDetails
  readonly extra: Pick<ProblemDocument, 'errors' | 'fields'>

  constructor(
    code: ApiProblemCode,
    details: ApiProblemDetails = {},
    extra: Pick<ProblemDocument, 'errors' | 'fields'> = {},
    options?: ErrorOptions,
  ) {
    super(code, options)
    this.code = code
    this.details = details
    this.extra = extra
  }

  get status(): number {
    return apiProblems[this.code].status
  }
}

/** The problem document in the reader's language. */
export function problemDocument(problem: ApiProblem, language: Language): ProblemDocument {
  const kind: ApiProblemKind = apiProblems[problem.code]
  const detail = kind[language].replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = problem.details[key] ?? '?'
    return String(typeof value === 'object' ? value[language] : value)
  })
  return {
    type: `urn:baoshen:problem:${problem.code}`,
    title: problem.code,
    status: kind.status,
    code: problem.code,
    detail,
    ...problem.extra,
  }
}
