/** What a case of the corpus is made of, before a format gives it bytes. */

export type Expected = 'pass' | 'review' | 'block'
export const formats = ['txt', 'html', 'docx', 'pdf', 'csv'] as const
export type Format = (typeof formats)[number]

/** One document's content. Every format writes the places that it has; a case names the formats that have its places. */
export interface Draft {
  /** File name without extension; made from the title when absent. */
  readonly name?: string
  /** Lines at the top left of the first page, each a line of its own. */
  readonly top?: readonly string[]
  /** The line at the top right. */
  readonly corner?: string
  /** 发文机关标志, in red. */
  readonly head?: string
  /** 发文字号, alone on its line under the head. */
  readonly number?: string
  readonly title: string
  /** Centred lines under the title: a mark of a map, the source line of a post. */
  readonly below?: readonly string[]
  readonly body: readonly string[]
  readonly table?: readonly (readonly string[])[]
  /** Issuer and date. */
  readonly closing?: readonly string[]
  /** 附注 and 版记: lines after the date. */
  readonly notes?: readonly string[]
  /** In the header and footer of every page. */
  readonly header?: string
  readonly footer?: string
  readonly textbox?: string
  readonly footnote?: string
  readonly comment?: string
  readonly hidden?: string
  readonly alt?: string
  /** Custom properties (docx), meta tags (html). */
  readonly properties?: Readonly<Record<string, string>>
}

export interface Case {
  /** The fact of the domain notes that it stands for: M1, V3b, T9, F7 … `N` for ordinary papers. */
  readonly id: string
  readonly expected: Expected
  /** Why, in a few words. */
  readonly reason: string
  /** How many documents are made of it. */
  readonly count: number
  readonly formats: readonly Format[]
  readonly draft: (writer: Writer, index: number) => Draft
}

/** Chance and words for a case; the same seed writes the same corpus. */
export interface Writer {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** `count` different items. */
  sample<T>(items: readonly T[], count: number): T[]
  /** Expands `{bank}` and `{one|other}` in a template, inner braces first. */
  fill(template: string): string
}

export const prose: readonly Format[] = ['txt', 'html', 'docx', 'pdf']
