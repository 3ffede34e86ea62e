/** What became of one item: made without touching the state, then written down in one transaction with the frontier. */
import type { Part } from '../document/document.ts'
import type { Problem } from '../document/problem.ts'
import type { Finding } from '../document/screening.ts'
import type { RescanItemTable } from '../store/rescan-schema.ts'
import type { Reference } from './site-source.ts'

/** What bytes were found to be; null findings stand for those that the state has already. */
export interface Judged {
  readonly type: string | null
  readonly bytes: number
  readonly parts: number
  readonly ocrParts: number
  readonly problems: readonly Problem[]
  readonly findings: readonly Finding[]
  readonly durationMs: number
  /** To be kept; null when it is not, `as-before` when it is kept already. */
  readonly reading: readonly Part[] | null | 'as-before'
}

/** The bytes that an item was seen to have. */
export interface Content {
  readonly id: string
  readonly sha256: string
  readonly name: string
  readonly title: string | null
  readonly validator: string | null
  /** A child process was lost over it, so that another try, in the next run, may say more. */
  readonly isLost: boolean
}

export type Result =
  | { readonly kind: 'unchanged'; readonly validator: string | null }
  | { readonly kind: 'gone' }
  | { readonly kind: 'skipped'; readonly why: string; readonly found: readonly Reference[] }
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** To be tried again in this run. @property after seconds from now. */
  | { readonly kind: 'again'; readonly after: number }
  | {
      readonly kind: 'content'
      readonly how: 'screened' | 'reused' | 'rematched'
      readonly content: Content
      /** Null: the state knows. */
      readonly judged: Judged | null
      readonly found: readonly Reference[]
      /** Bytes fetched for it. */
      readonly bytes: number
    }

export interface Step {
  readonly item: RescanItemTable
  readonly result: Result
}
