/** An official paper as its writer thinks of it. `layout.ts` and `word.ts` give it a form. */
export interface Paper {
  /** 份号 */
  readonly copyNumber?: string
  /** 密级和保密期限 as it stands at the top left. */
  readonly level?: string
  /** 紧急程度 */
  readonly urgency?: string
  /** What stands at the top right: 会后归还, 附件 … */
  readonly corner?: string
  /** 发文机关标志, in red. */
  readonly head?: string
  /** 发文字号 */
  readonly number?: string
  readonly title: readonly string[]
  readonly addressee?: string
  /** Paragraphs; one that starts with 一、 二、 … is a heading. */
  readonly body: readonly string[]
  readonly issuer?: string
  readonly date?: string
  /** 附注, in brackets under the date. */
  readonly note?: string
  /** 抄送 */
  readonly copiesTo?: string
  /** 印发机关 and 印发日期 */
  readonly imprint?: readonly [string, string]
  /** Whether the issuer's seal stands over the date. */
  readonly seal?: boolean
}

export function isHeading(paragraph: string): boolean {
  return /^[一二三四五六七八九十]+、/.test(paragraph) && !paragraph.endsWith('。')
}
