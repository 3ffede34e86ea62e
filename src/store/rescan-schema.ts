/**
 * The tables of the rescan: in the service's database beside the others, in the command line's state file alone.
 * No column holds document text: findings are masked, their words and what was read are encrypted.
 */
import type { Category, Severity, Verdict } from '../document/screening.ts'

/** What is rescanned: one row a source. */
export interface RescanSiteTable {
  id: string
  /** The folder, the address, the table: what the site is found by again. */
  source: string
  name: string
  created: string
}

/** `interrupted`: given up for a newer run, because the rules or the reader changed in between. */
export type RunState = 'running' | 'paused' | 'done' | 'interrupted' | 'cancelled'

export interface RescanRunTable {
  id: string
  siteId: string
  /** Counts from 1 within the site. */
  number: number
  state: RunState
  started: string
  finished: string | null
  ruleset: string
  /** Version of what decides over what is read: program, recognition, limits. */
  reader: string
  /** 1: everything is read again. */
  isFull: number
  /** 1: the source has listed everything. */
  isListed: number
  /** 1: what is known and was not listed has been asked for, too. */
  isSwept: number
  /** Items that the run has met so far; `done` of them are finished, of which the rest of the counts are parts. */
  total: number
  done: number
  /** Read and screened. */
  screened: number
  /** The content was known from elsewhere. */
  reused: number
  /** Judged anew by the text that was kept. */
  rematched: number
  unchanged: number
  gone: number
  skipped: number
  /** Could not be fetched. */
  failed: number
  /** Findings at places where the run before had none. */
  found: number
  /** Read and hashed. */
  bytes: number
  /** The process that lists the source, where many work on the run, and until when that holds. */
  listOwner: string | null
  listUntil: string | null
}

export type ItemState = 'waiting' | 'running' | 'done'
export type ItemOutcome = 'screened' | 'reused' | 'rematched' | 'unchanged' | 'gone' | 'skipped' | 'failed'

/** One thing that is published, over all runs; the frontier of a run is what is `waiting` or `running`. */
export interface RescanItemTable {
  /** Digest of site and reference. */
  id: string
  siteId: string
  /** The source's own name for it. */
  ref: string
  url: string | null
  /** The item in which it was found first. */
  foundIn: string | null
  /** The run that it was met in last. */
  run: number
  state: ItemState
  /** How often it was tried in vain in this run. */
  round: number
  /** Not before this instant. */
  due: string | null
  /** The validator that the source listed it with in this run. */
  listed: string | null
  firstRun: number
  /** The run that read it last. */
  readRun: number | null
  goneRun: number | null
  outcome: ItemOutcome | null
  /** JSON of the problem that kept it from being fetched. */
  problem: string | null
  /** Why the source did not want it screened. */
  why: string | null
  /** Of the content that was read last, as are the following. */
  validator: string | null
  sha256: string | null
  contentId: string | null
  /** The rule set and reader that its content was judged with. */
  judged: string | null
  name: string | null
  title: string | null
  /** How often it was taken up in this run by a process that did not come back; a dead letter keeps it. */
  attempts: number
  /** Who works on it, where many do, and until when that holds. */
  leaseOwner: string | null
  leaseUntil: string | null
  /** Links from what the source lists. */
  depth: number
  /** What it is counted with, and the how manieth of these the run met; null: it is not counted. */
  kind: string | null
  nth: number | null
}

/** How many items of a kind a run has met. */
export interface RescanKindTable {
  siteId: string
  kind: string
  /** The run that is counted; the counts of earlier ones are of no use. */
  run: number
  met: number
}

/** What some bytes were found to be, once for all items that have them. */
export interface RescanContentTable {
  /** Digest of site, bytes, and what of the name matters. */
  id: string
  siteId: string
  sha256: string
  type: string | null
  bytes: number
  verdict: Verdict
  parts: number
  ocrParts: number
  /** JSON array. */
  problems: string
  ruleset: string
  reader: string
  /** The run that judged it. */
  run: number
  /** 1: the child process was lost over it; tried again in the next run. */
  isLost: number
  durationMs: number
  /** The text that was read, encrypted; null when it is not kept. */
  reading: string | null
}

export interface RescanFindingTable {
  contentId: string
  ordinal: number
  /** 0: other rules found it; kept as long as a report may say that it is no more. */
  isCurrent: number
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
  /** Match, context and reason: encrypted JSON. */
  words: string
  basis: string
  advice: string
  fingerprint: string
}

/**
 * `rules`: the same bytes are no longer found by the rules; nobody changed the paper. `skipped`: no longer among what
 * the source screens.
 */
export type FixedBy = 'gone' | 'changed' | 'rules' | 'skipped'

/** A finding at an item over the runs: when it was first there, and when no more. */
export interface RescanSightingTable {
  itemId: string
  rule: string
  fingerprint: string
  siteId: string
  severity: Severity
  /** Where its words are. */
  contentId: string
  firstRun: number
  fixedRun: number | null
  fixedBy: FixedBy | null
}

export interface RescanDatabase {
  rescanSite: RescanSiteTable
  rescanRun: RescanRunTable
  rescanItem: RescanItemTable
  rescanKind: RescanKindTable
  rescanContent: RescanContentTable
  rescanFinding: RescanFindingTable
  rescanSighting: RescanSightingTable
}

/** Primary keys, what is referred to first. */
export const rescanKeys = {
  rescanSite: ['id'],
  rescanRun: ['id'],
  rescanItem: ['id'],
  rescanKind: ['siteId', 'kind'],
  rescanContent: ['id'],
  rescanFinding: ['contentId', 'ordinal'],
  rescanSighting: ['itemId', 'rule', 'fingerprint'],
} as const satisfies { readonly [T in keyof RescanDatabase]: readonly (keyof RescanDatabase[T])[] }
