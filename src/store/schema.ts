/**
 * The tables, as kysely sees them (columns are snake_case in the database).
 * Both databases hold the same types: text, integers, doubles. Instants are ISO 8601 text in UTC, JSON is text,
 * truth is 0 or 1. No column holds document text: that is in encrypted blobs; findings are masked.
 */
import type { Category, Severity, Verdict } from '../document/screening.ts'
import type { Policy } from '../gate/content.ts'
import type { DecisionKind } from '../review/decision.ts'
import type { State } from '../review/lifecycle.ts'
import { type RescanDatabase, rescanKeys } from './rescan-schema.ts'
import { type SiteDatabase, siteKeys } from './site-schema.ts'

export interface DepartmentTable {
  id: string
  name: string
  parentId: string | null
  /** Ids from the root down, `/a/b/`: a department's items are those whose path begins with its own. */
  path: string
  version: number
}

export interface PersonTable {
  id: string
  login: string
  name: string
  /** JSON array of roles. */
  roles: string
  departmentId: string | null
  active: number
  passwordHash: string | null
  failedAttempts: number
  lockedUntil: string | null
  lastSignIn: string | null
  /** `issuer subject` of an OpenID provider. */
  oidcSubject: string | null
  created: string
  version: number
}

export interface SessionTable {
  /** SHA-256 of the token; the token itself is only in the cookie. */
  tokenHash: string
  personId: string
  created: string
  lastSeen: string
  expires: string
}

export interface OneTimeLinkTable {
  tokenHash: string
  /** Null: creates the first administrator. */
  personId: string | null
  created: string
  expires: string
  used: string | null
}

export interface PortalTable {
  id: string
  name: string
  departmentId: string | null
  active: number
  created: string
  version: number
  policy: Policy
  /** The verdict from which on the screening says no. */
  failOn: 'review' | 'block'
  /** Questions to the gate a minute; null: the service's own limit. */
  ratePerMinute: number | null
  /** Largest request to the gate. */
  requestMegabytes: number
  /** JSON: what the form of a submission says that the gate opens. */
  form: string
}

export interface ApiKeyTable {
  id: string
  portalId: string
  /** JSON array of what the key may be used for. */
  scopes: string
  prefix: string
  keyHash: string
  created: string
  expires: string | null
  revoked: string | null
  lastUsed: string | null
}

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

export interface TicketTable {
  id: string
  submissionId: string
  revision: number
  contentHash: string
  jws: string
  portalId: string | null
  item: string | null
  keyId: string | null
  issued: string
  expires: string
  revoked: string | null
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

/** The queue beside SQLite; with PostgreSQL jobs are pg-boss's. */
export interface JobTable {
  id: string
  submissionId: string
  fileId: string
  state: 'queued' | 'running'
  /** Lower runs first. */
  priority: number
  attempts: number
  created: string
}

export interface AllowEntryTable {
  id: string
  rule: string
  fingerprint: string
  reason: string
  actorId: string
  actorName: string
  until: string
  state: 'proposed' | 'active'
  confirmedById: string | null
  confirmedByName: string | null
  created: string
}

/** One row: rules and reader of the service, which its workers must share. */
export interface ServiceScreeningTable {
  id: number
  ruleset: string
  reader: string
  /** Of its allow-list: hosts besides the internet. */
  targets: string
}

export interface OwnPackTable {
  id: string
  kind: 'pack' | 'terms'
  name: string
  /** Base64 of the file. */
  content: string
  rules: number
  state: 'new' | 'active' | 'retired'
  actorId: string
  actorName: string
  uploaded: string
  activated: string | null
}

export interface SettingTable {
  id: number
  settings: string
  version: number
}

export interface IdempotencyTable {
  owner: string
  key: string
  requestHash: string
  /** JSON: what was made, so that a repeat answers with it. */
  made: string
  created: string
}

export interface WebhookEndpointTable {
  id: string
  /** Null: hears of every item; else only of those that this portal submitted. */
  portalId: string | null
  name: string
  url: string
  /** JSON array of event names. */
  events: string
  active: number
  /** Why the service itself switched it off; null when a person did, or nobody. */
  disabledFor: 'failing' | 'gone' | null
  disabledAt: string | null
  /** The first attempt that failed since the last one that succeeded. */
  failingSince: string | null
  /** Wrapped by the vault's content key. */
  secret: string
  /** Still signs until the instant beside it, so that the receiver can change over. */
  previousSecret: string | null
  previousUntil: string | null
  created: string
  version: number
}

export interface WebhookDeliveryTable {
  /** Sent as `webhook-id`, the same at every attempt. */
  id: string
  endpointId: string
  event: string
  /** The JSON that is signed and sent. */
  payload: string
  created: string
  /** `failed`: given up. */
  state: 'waiting' | 'sending' | 'delivered' | 'failed'
  /** Ever made. */
  attempts: number
  /** Where it is in the schedule; 0 again when it is sent anew by hand. */
  retry: number
  nextAttempt: string | null
  lastAttempt: string | null
  /** HTTP status of the last answer. */
  lastStatus: number | null
  /** JSON of code and details when there was no answer. */
  lastError: string | null
  delivered: string | null
  /** Which process sends it, and until when it may be silent. */
  owner: string | null
  leaseUntil: string | null
}

/** Rows are only ever inserted: triggers refuse the rest. */
export interface LedgerTable {
  seq: number
  at: string
  actorKind: 'person' | 'portal' | 'system'
  actorId: string
  actorName: string
  act: string
  submissionId: string | null
  departmentPath: string | null
  revision: number | null
  contentHash: string | null
  ruleset: string | null
  verdict: Verdict | null
  decision: string | null
  reason: string | null
  /** JSON object of plain values. */
  detail: string
  previous: string
  hash: string
}

/** A key that tickets were signed with: its public half, until the last ticket by it has run out. */
export interface TicketKeyTable {
  id: string
  /** JSON. */
  jwk: string
  created: string
  /** Null: signs now. */
  ends: string | null
}

/** A file that a portal sent to the gate, so that the next question can name it by its hash. */
export interface GateFileTable {
  portalId: string
  sha256: string
  blobId: string
  bytes: number
  sent: string
}

/** A question to the gate that could not be answered at once. */
export interface GateQuestionTable {
  id: string
  portalId: string
  /** The process that works on it: with it the work is lost. */
  owner: string
  asked: string
  /** JSON; null while it is being worked on. */
  answer: string | null
}

/** One row: where the chain ends. Appending locks it, so that entries are made one after another. */
export interface LedgerHeadTable {
  id: number
  seq: number
  hash: string
}

export interface Database extends RescanDatabase, SiteDatabase {
  department: DepartmentTable
  person: PersonTable
  session: SessionTable
  oneTimeLink: OneTimeLinkTable
  portal: PortalTable
  apiKey: ApiKeyTable
  blob: BlobTable
  blobChunk: BlobChunkTable
  submission: SubmissionTable
  contributor: ContributorTable
  revision: RevisionTable
  file: FileTable
  finding: FindingTable
  evidence: EvidenceTable
  reveal: RevealTable
  ticket: TicketTable
  incident: IncidentTable
  job: JobTable
  allowEntry: AllowEntryTable
  ownPack: OwnPackTable
  serviceScreening: ServiceScreeningTable
  setting: SettingTable
  idempotency: IdempotencyTable
  webhookEndpoint: WebhookEndpointTable
  webhookDelivery: WebhookDeliveryTable
  ledger: LedgerTable
  ledgerHead: LedgerHeadTable
  signingKey: TicketKeyTable
  gateFile: GateFileTable
  gateQuestion: GateQuestionTable
}

/** Primary keys, in an order in which rows can be loaded: what is referred to comes first. */
export const tableKeys = {
  department: ['id'],
  person: ['id'],
  session: ['tokenHash'],
  oneTimeLink: ['tokenHash'],
  portal: ['id'],
  apiKey: ['id'],
  blob: ['id'],
  blobChunk: ['blobId', 'ordinal'],
  submission: ['id'],
  contributor: ['submissionId', 'actorId'],
  revision: ['submissionId', 'revision'],
  file: ['id'],
  finding: ['id'],
  evidence: ['id'],
  reveal: ['id'],
  ticket: ['id'],
  incident: ['id'],
  job: ['id'],
  allowEntry: ['id'],
  ownPack: ['id'],
  serviceScreening: ['id'],
  setting: ['id'],
  idempotency: ['owner', 'key'],
  webhookEndpoint: ['id'],
  webhookDelivery: ['id'],
  ledger: ['seq'],
  ledgerHead: ['id'],
  ...rescanKeys,
  ...siteKeys,
  signingKey: ['id'],
  gateFile: ['portalId', 'sha256'],
  gateQuestion: ['id'],
} as const satisfies { readonly [T in keyof Database]: readonly (keyof Database[T])[] }

export type TableName = keyof Database
export const tableNames = Object.keys(tableKeys) as TableName[]
