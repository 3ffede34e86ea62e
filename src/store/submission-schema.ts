/** Submissions, what is in them, what was found in it and decided over it. */
import type { Category, Severity, Verdict } from '../document/screening.ts'
import type { DecisionKind } from '../review/decision.ts'
import type { State } from '../review/lifecycle.ts'

export interface SubmissionTable {
  id: string
  title: string
  /** JSON of the form. */
  form: string
  state: State
  since: string
  version: number
  revision: number
  submitterKind: 'person' | 'portal' | 'system'
  submitterId: string
  submitterName: string
  departmentId: string | null
  departmentPath: string
  created: string
  updated: string
  verdict: Verdict | null
  contentHash: string | null
  /** Goes to review by itself when everything could be read. */
  forward: number
  /** Who passed the review of this revision. */
  reviewerId: string | null
  lastReason: string | null
  fileCount: number
  findingCount: number
  undecidedCount: number
  purged: string | null
  /** The portal's own name for the post, and where it will stand. */
  item: string | null
  url: string | null
}

/** Everyone who wrote some part of a submission: none of them may judge it. */
export interface ContributorTable {
  submissionId: string
  actorId: string
}

export interface RevisionTable {
  submissionId: string
  revision: number
  created: string
  actorKind: 'person' | 'portal' | 'system'
  actorId: string
  actorName: string
  form: string
  verdict: Verdict | null
  contentHash: string | null
}

export interface BlobTable {
  id: string
  bytes: number
  sha256: string
  /** The blob's own key, wrapped by the key named in `wrappedBy`; null once purged. */
  wrappedKey: string | null
  wrappedBy: 'content' | 'sealed'
  created: string
}

/** A piece of an encrypted blob, where blobs lie in the database. */
export interface BlobChunkTable {
  blobId: string
  ordinal: number
  /** Base64. */
  content: string
}

export interface FileTable {
  id: string
  submissionId: string
  revision: number
  ordinal: number
  name: string
  kind: 'upload' | 'text'
  /** The address under which the post shows or links it. */
  src: string | null
  bytes: number
  sha256: string
  blobId: string
  state: 'waiting' | 'queued' | 'running' | 'done'
  type: string | null
  verdict: Verdict | null
  parts: number
  ocrParts: number
  /** JSON array of page numbers. */
  pages: string
  /** JSON array of problems. */
  problems: string
  ruleset: string | null
  durationMs: number | null
  findingCount: number
  /** What was read, and the words of its findings: encrypted JSON. */
  readingBlobId: string | null
  wordsBlobId: string | null
}

export interface FindingTable {
  id: string
  submissionId: string
  fileId: string
  revision: number
  ordinal: number
  rule: string
  category: Category
  severity: Severity
  title: string
  confidence: number
  part: string
  page: number | null
  /** JSON `[x, y, w, h]`. */
  box: string | null
  channel: string
  maskedMatch: string
  maskedContext: string
  basis: string
  advice: string
  fingerprint: string
  version: number
  decision: DecisionKind | null
  decisionReason: string | null
  decidedById: string | null
  decidedByName: string | null
  decidedAt: string | null
  /** JSON array of evidence ids. */
  evidence: string
}

export interface EvidenceTable {
  id: string
  submissionId: string
  name: string
  bytes: number
  sha256: string
  blobId: string
  actorId: string
  actorName: string
  created: string
}

export interface RevealTable {
  id: string
  submissionId: string
  fileId: string
  personId: string
  created: string
  until: string
}

export interface IncidentTable {
  id: string
  submissionId: string
  state: 'open' | 'closed'
  content: 'sealed' | 'purged'
  opened: string
  openedById: string
  openedByName: string
  openedByKind: 'person' | 'portal' | 'system'
  reason: string
  due: string
  closed: string | null
  /** JSON array of `{step, done, by, note}`. */
  checklist: string
  version: number
}
