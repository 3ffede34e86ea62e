/** What parent and child say to each other over the IPC channel (structured clone, no document bytes come back). */
import type { Part } from '../document/document.ts'
import type { Limits } from '../document/limits.ts'
import type { KeptProblem, RawProblem, WordedIn } from '../document/problem.ts'
import type { KeptFinding, Verdict } from '../document/screening.ts'
import type { OcrMode } from '../ocr/engine.ts'
import type { OwnModels } from '../ocr/models/own-models.ts'
import type { Pack } from '../packs/schema.ts'

/** Sent once, before the first job: a child needs no file but the program and the models. */
export interface Setup {
  readonly packs: readonly Pack[]
  readonly language: WordedIn
  readonly ocr: OcrMode
  /** The user's models for PP-OCR; a child may read their files. */
  readonly models?: OwnModels | undefined
  /** Threads that recognition and image decoding may use in this child. */
  readonly threads: number
  readonly limits: Limits
}

/** Everything that was read of one document. */
export interface ReadResult {
  readonly type: string | null
  readonly parts: readonly Part[]
  readonly problems: readonly RawProblem[]
}

export interface Judgement {
  readonly type: string | null
  readonly verdict: Verdict
  readonly findings: readonly KeptFinding[]
  readonly problems: readonly KeptProblem[]
  readonly parts: number
  readonly ocrParts: number
}

export type Job =
  /** Read only: `baoshen extract`. */
  | { readonly kind: 'read'; readonly name: string; readonly bytes: Uint8Array }
  /** Read, to its end or to the first part that blocks, then judge as of `today`, `YYYY-MM-DD`. */
  | {
      readonly kind: 'screen'
      readonly name: string
      readonly bytes: Uint8Array
      readonly today: string
      readonly stopAtFirst: boolean
    }
  /** Draw a page, for a report: `page` counts from 1. */
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly page: number }
  /** Judge what was read before a child was lost: what already blocks must still block. */
  | { readonly kind: 'judge'; readonly read: ReadResult; readonly today: string }

export interface PictureResult {
  readonly jpeg: Uint8Array
  /** Size of the page in the units of its lines' boxes. */
  readonly width: number
  readonly height: number
}

export type ToChild = { readonly kind: 'setup'; readonly setup: Setup } | Job

export type ToParent =
  | { readonly kind: 'ready'; readonly ruleset: string }
  | { readonly kind: 'type'; readonly type: string }
  /** A part was read to its end; doubles as a sign of life. `part` carries its lines for salvage. */
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'read'; readonly result: ReadResult; readonly rss: number }
  | { readonly kind: 'judged'; readonly result: Judgement; readonly rss: number }
  /** Null when the format has no pages, or the page cannot be drawn. */
  | { readonly kind: 'picture'; readonly result: PictureResult | null; readonly rss: number }
  /** The child itself cannot go on (not a problem of the document's): a bug, worth a report. */
  | { readonly kind: 'failed'; readonly reason: string }
