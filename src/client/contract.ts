/**
 * What a portal asks and what it is answered, as plain types: those of `gate/content.ts`, without a library that a
 * portal would have to install to read them. A test keeps the two the same.
 */

/** A file that the post shows, links, or offers for download. */
export type Attachment = {
  /** The address under which the post shows or links it, exactly as the HTML writes it. */
  readonly src?: string | null
} & (
  | { readonly path: string; readonly name?: string }
  | { readonly bytes: Uint8Array; readonly name: string }
  /** Hex; bytes that this portal has sent before. */
  | { readonly sha256: string; readonly name: string }
)

export interface Content {
  readonly title?: string | null
  /** The body as it will be published. */
  readonly html?: string | null
  readonly attachments?: readonly Attachment[]
  /** The approval that the portal holds; without one the gate looks for one itself. */
  readonly ticket?: string | null
  /** The portal's own name for the post, the same at every edit of it, e.g. `post-123`. */
  readonly item?: string | null
  /** Where it will stand. */
  readonly url?: string | null
  /** Opens a submission for review when the answer is no and a reviewer could change that. */
  readonly submit?: boolean
}

export interface Reason {
  /** Stable, for programs. */
  readonly code: string
  /** For people, in the language that the gate was opened with. */
  readonly message: string
  /** The attachment it is about. */
  readonly attachment: string | null
}

/** What was found, its words masked. */
export interface Finding {
  readonly rule: string
  readonly title: string
  readonly category:
    | 'classification'
    | 'telegram'
    | 'phrase'
    | 'personal'
    | 'concealment'
    | 'register'
    | 'custom'
  readonly severity: 'info' | 'review' | 'block'
  readonly match: string
  readonly context: string
  readonly part: string
  readonly page: number | null
  /** Null: the title or the body. */
  readonly attachment: string | null
  readonly basis: string
  readonly advice: string
}

/** What the service said. */
export interface GateAnswer {
  readonly id: string
  readonly decision: 'allow' | 'deny'
  readonly policy: 'screen' | 'approve' | 'both'
  readonly verdict: 'pass' | 'review' | 'error' | 'block' | null
  /** Why not; empty when it is a yes. */
  readonly reasons: readonly Reason[]
  readonly findings: readonly Finding[]
  /** `sha256:…` of the canonical content; what a ticket is bound to. */
  readonly content: string | null
  /** The ticket that counted. */
  readonly ticket: string | null
  /** The submission where people decide on it, with its page. */
  readonly submission: { readonly id: string; readonly state: string; readonly url: string } | null
}

/** Either what the service said, or a no because it could not say anything. */
export type Answer =
  | (GateAnswer & { readonly failure: null })
  | {
      readonly decision: 'deny'
      /** Why there is no answer; also the code of the first reason unless the service gave reasons of its own. */
      readonly failure: FailureCode
      readonly reasons: readonly Reason[]
      readonly findings: readonly Finding[]
      /** With `still-screening`: ask `gate.answer(id)` later. */
      readonly id: string | null
      readonly policy: null
      readonly verdict: null
      readonly content: null
      readonly ticket: null
      readonly submission: null
    }

export type FailureCode =
  | 'service-unreachable'
  | 'key-refused'
  | 'no-answer-in-time'
  | 'still-screening'
  | 'service-busy'
  | 'request-refused'
  | 'service-failed'
  | 'answer-invalid'
  | 'file-unreadable'
  | 'aborted'
