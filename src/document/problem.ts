/**
 * Why something was not read. A problem is data: it reaches every report and decides over the verdict.
 * One table holds every code; nothing else invents one.
 */
import { z } from 'zod'

export type Language = 'zh' | 'en'

/** `both`: in Chinese, with the words of both languages beside it, for what is kept and read by people of both. */
export type WordedIn = Language | 'both'

export const mainLanguage = (asked: WordedIn): Language => (asked === 'both' ? 'zh' : asked)

interface ProblemKind {
  /** `error`: not everything was read, so the verdict cannot be pass or review. `note`: all was read; worth knowing. */
  readonly severity: 'error' | 'note'
  /** What is wrong and what to do about it. `{name}` is replaced from the problem's details. */
  readonly zh: string
  readonly en: string
}

/** Keys are the stable codes of the JSON contract. */
export const problemKinds = {
  missing: {
    severity: 'error',
    zh: '找不到该文件。请核对路径。',
    en: 'No such file. Check the path.',
  },
  unreadable: {
    severity: 'error',
    zh: '无法读取该文件（{reason}）。请检查文件权限。',
    en: 'The file cannot be read ({reason}). Check its permissions.',
  },
  empty: {
    severity: 'error',
    zh: '文件为空（0 字节），没有可检查的内容。请重新导出或重新上传。',
    en: 'The file is empty (0 bytes), so there is nothing to screen. Export or upload it again.',
  },
  'empty-file': {
    severity: 'note',
    zh: '文件为空（0 字节），其中没有内容。',
    en: 'The file is empty (0 bytes): there is nothing in it.',
  },
  'too-large': {
    severity: 'error',
    zh: '{what}超过上限（{size}，上限 {limit}），未检查。请拆分后提交，或由管理员调高上限。',
    en: '{what} is over the limit ({size}; limit {limit}) and was not screened. Split it, or raise the limit.',
  },
  'unknown-type': {
    severity: 'error',
    zh: '无法识别的文件格式，未检查。请转换为 Word、PDF、图片、网页或文本后提交。',
    en: 'The format is not recognised, so it was not screened. Convert it to Word, PDF, a picture, HTML or text.',
  },
  'unsupported-type': {
    severity: 'error',
    zh: '暂不支持 {type} 格式，未检查。请转换为 Word（docx）、PDF、图片、网页或文本后提交。',
    en: '{type} is not supported yet, so it was not screened. Convert it to docx, PDF, a picture, HTML or text.',
  },
  'text-doubted': {
    severity: 'note',
    zh: '{part}：文字层所写与页面所显示的字形不符，已将整页另作图像识别。',
    en: '{part}: the text layer says other than what its glyphs show, so the page was also read as a picture.',
  },
  'type-mismatch': {
    severity: 'error',
    zh: '扩展名是 .{extension}，内容却是 {type}：已按内容读取，但不能放行。请改正扩展名后重新提交。',
    en: 'The name ends in .{extension} but the content is {type}: it was read as what it is, but cannot be cleared. Correct the name and submit again.',
  },
  'type-differs': {
    severity: 'note',
    zh: '扩展名是 .{extension}，内容是 {type}，已按内容读取。',
    en: 'The name ends in .{extension}; the content is {type} and was read as such.',
  },
  encrypted: {
    severity: 'error',
    zh: '文件已加密（需要密码），无法检查。请去除密码后重新提交。',
    en: 'The file is encrypted (needs a password) and cannot be screened. Remove the password and submit again.',
  },
  corrupt: {
    severity: 'error',
    zh: '文件已损坏或不完整，未能读完（{reason}）。请重新导出后提交。',
    en: 'The file is damaged or cut short and was not read to its end ({reason}). Export it again.',
  },
  'part-unread': {
    severity: 'error',
    zh: '{part}未能读取（{reason}）。请检查该部分或重新导出。',
    en: '{part} could not be read ({reason}). Check that part or export the file again.',
  },
  'picture-unread': {
    severity: 'error',
    zh: '图片 {name} 未能识别（{reason}）。请替换该图片，或转换为 PNG、JPEG 后重新提交。',
    en: 'The picture {name} could not be read ({reason}). Replace it, or convert it to PNG or JPEG.',
  },
  'too-many-pixels': {
    severity: 'error',
    zh: '图片 {name} 为 {size} 像素，超过上限 {limit}，未识别。请缩小后重新提交，或由管理员调高上限。',
    en: 'The picture {name} has {size} pixels, over the limit of {limit}, and was not read. Scale it down, or raise the limit.',
  },
  'ocr-off': {
    severity: 'error',
    zh: '图片 {name} 未识别：文字识别已关闭（--ocr off）。',
    en: 'The picture {name} was not read: OCR is switched off (--ocr off).',
  },
  'ocr-missing': {
    severity: 'error',
    zh: '文字识别引擎 {engine} 不可用：缺少 {package}。请运行 npm ci 重新安装。',
    en: 'The OCR engine {engine} is not available: {package} is missing. Run npm ci again.',
  },
  'text-undecodable': {
    severity: 'error',
    zh: '无法判定文本编码（已尝试 UTF-8、UTF-16、GB18030、Big5）。请另存为 UTF-8 后提交。',
    en: 'The text encoding is unknown (tried UTF-8, UTF-16, GB18030, Big5). Save the file as UTF-8.',
  },
  timeout: {
    severity: 'error',
    zh: '在 {seconds} 秒内未能检查完，已中止。请拆分文件，或用 --timeout 放宽时限。',
    en: 'Screening did not finish within {seconds} s and was stopped. Split the file, or allow more with --timeout.',
  },
  'out-of-memory': {
    severity: 'error',
    zh: '检查占用内存超过 {limit} MB，已中止。请拆分文件，或用 --memory 放宽上限。',
    en: 'Screening needed more than {limit} MB of memory and was stopped. Split the file, or allow more with --memory.',
  },
  crashed: {
    severity: 'error',
    zh: '解析程序异常退出（{reason}），该文件未检查完。请重新导出后再试；若仍失败，请报告此问题。',
    en: 'The parser stopped unexpectedly ({reason}); the file was not fully screened. Export it again; if it still fails, report it.',
  },
  'stopped-at-first': {
    severity: 'error',
    zh: '读到“{part}”已须拦截，按 --stop-at-first 停止，其后内容未检查。需要全部发现时，请去掉该选项再检查。',
    en: 'Reading stopped at “{part}”, which blocks (--stop-at-first); what follows was not screened. Run without that option for all findings.',
  },
  'fetch-failed': {
    severity: 'error',
    zh: '该网址未能读取，未检查：{reason}',
    en: 'The address could not be read and was not screened: {reason}',
  },
  'fetch-status': {
    severity: 'error',
    zh: '服务器回答 {status}，未取得内容，未检查。请核对该网址，或稍后重新复查。',
    en: 'The server answered {status} instead of the content, so nothing was screened. Check the address, or run again later.',
  },
  'fetch-denied': {
    severity: 'error',
    zh: '服务器拒绝访问（{status}），未检查。需要登录的内容，请改用目录、存储桶或数据库来源复查。',
    en: 'The server refused access ({status}), so nothing was screened. For content behind a login use the folder, bucket or database source.',
  },
  'redirect-loop': {
    severity: 'error',
    zh: '该网址的跳转绕回自身，没有内容可检查。请更正网站的跳转设置。',
    en: 'Its redirects lead back to itself, so there was nothing to screen. Correct the redirects of the site.',
  },
  'redirected-away': {
    severity: 'error',
    zh: '该网址跳转到 {host}，该主机不在复查范围，未检查。请改用新网址，或把该主机加入 hosts。',
    en: 'The address redirects to {host}, which is not part of this rescan, so nothing was screened. Give the new address, or add its host to hosts.',
  },
  'robots-forbidden': {
    severity: 'error',
    zh: 'robots.txt 不允许抓取该网址，未检查。请在本站 robots.txt 中加入“User-agent: baoshen”和“Allow: /”。',
    en: 'robots.txt forbids this address, so it was not screened. Add “User-agent: baoshen” and “Allow: /” to the robots.txt of your site.',
  },
  'robots-unreadable': {
    severity: 'error',
    zh: '未能读取 robots.txt（{reason}），按规定视为不允许抓取，未检查。请修复后重新复查。',
    en: 'robots.txt could not be read ({reason}), which by its standard forbids everything, so nothing was screened. Repair it and run again.',
  },
  'source-failed': {
    severity: 'error',
    zh: '读取时程序出错（{reason}），未检查。请重新复查；若仍失败，请报告此问题。',
    en: 'The program failed while reading this ({reason}), so it was not screened. Run again; if it still fails, report it.',
  },
  'crawl-limit': {
    severity: 'error',
    zh: '{what}超过上限（{limit}），该网址未检查。如确有内容，请调高该上限。',
    en: '{what}: over the limit of {limit}, so this address was not screened. If there is content, raise the limit.',
  },
  'not-an-address': {
    severity: 'error',
    zh: '不是 http 或 https 网址，未检查。请更正清单中的这一行。',
    en: 'This is no http or https address, so nothing was screened. Correct this line of the list.',
  },
  interrupted: {
    severity: 'error',
    zh: '已被用户中断，该文件未检查完。',
    en: 'Interrupted; the file was not fully screened.',
  },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problemKinds
const codes = Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]]

export const problemSchema = z.object({
  code: z.enum(codes),
  severity: z.enum(['error', 'note']),
  message: z.string(),
  /** Label of the part concerned; null for the document as a whole. */
  part: z.string().nullable(),
})
export type Problem = z.infer<typeof problemSchema>

export const wordingSchema = z.object({ zh: z.string(), en: z.string() })
/** Words of a problem or of a reason, in both languages. */
export type Wording = Readonly<z.infer<typeof wordingSchema>>

/** As it is kept where people of both languages read it; of an older version in Chinese alone. */
export const keptProblemSchema = problemSchema.extend({ messageIn: wordingSchema.optional() })
export type KeptProblem = z.infer<typeof keptProblemSchema>

/** Values for the `{name}`s of a message; words are given in both languages. */
export type ProblemDetails = Readonly<Record<string, string | number | Wording>>

/** A problem before it is worded in the user's language. */
export interface RawProblem {
  readonly code: ProblemCode
  readonly details: ProblemDetails
  readonly part: string | null
}

/** Words a problem in the given language, or in both. */
export function wordProblem(raw: RawProblem, asked: WordedIn): KeptProblem {
  const kind: ProblemKind = problemKinds[raw.code]
  const messageIn = (language: Language) =>
    kind[language].replaceAll(/\{(\w+)\}/g, (_, key: string) => {
      const value = raw.details[key]
      return typeof value === 'object' ? value[language] : String(value ?? '?')
    })
  return {
    code: raw.code,
    severity: kind.severity,
    message: messageIn(mainLanguage(asked)),
    part: raw.part,
    ...(asked === 'both' ? { messageIn: { zh: messageIn('zh'), en: messageIn('en') } } : {}),
  }
}

/** Thrown where reading cannot go on; carries a code of the table instead of a stack trace. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly details: ProblemDetails

  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.details = details
  }
}
