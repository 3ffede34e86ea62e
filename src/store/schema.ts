/**
 * The tables, as kysely sees them (columns are snake_case in the database).
 * Both databases hold the same types: text, integers, doubles. Instants are ISO 8601 text in UTC, JSON is text,
 * truth is 0 or 1. No column holds document text: that is in encrypted blobs; findings are masked.
 */
import type { Verdict } from '../document/screening.ts'
import type { DepartmentTable, OneTimeLinkTable, PersonTable, SessionTable } from './people-schema.ts'
import type {
  ApiKeyTable,
  GateFileTable,
  GateQuestionTable,
  PortalTable,
  TicketKeyTable,
  TicketTable,
  WebhookDeliveryTable,
  WebhookEndpointTable,
} from './portal-schema.ts'
import { type RescanDatabase, rescanKeys } from './rescan-schema.ts'
import { type SiteDatabase, siteKeys } from './site-schema.ts'
import type {
  BlobChunkTable,
  BlobTable,
  ContributorTable,
  EvidenceTable,
  FileTable,
  FindingTable,
  IncidentTable,
  RevealTable,
  RevisionTable,
  SubmissionTable,
} from './submission-schema.ts'

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
