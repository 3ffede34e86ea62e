/** The sites that the service rescans, their runs as the service started them, and what became review items. */

/** What a site publishes, and how it is to be read. Its state is under the same id in the rescan's tables. */
export interface SiteTable {
  id: string
  name: string
  /** A folder, an address, `list:`, `s3:` or `sql:`; never changes. */
  source: string
  /** Of a folder: where its files are published. */
  baseUrl: string | null
  /** JSON of the source's settings. */
  settings: string
  /** Slices at work at once, over all workers. */
  concurrency: number
  /** 1: what was read is kept, encrypted. */
  keepsText: number
  /** JSON: which column a path belongs to, and who answers for it. */
  columns: string
  departmentId: string | null
  cron: string | null
  timeZone: string
  /** When the schedule starts the next run. */
  nextRun: string | null
  active: number
  created: string
  version: number
}

/** What the service knows of a run besides its counts. */
export interface SiteRunTable {
  runId: string
  siteId: string
  startedByKind: 'person' | 'portal' | 'system'
  startedById: string
  startedByName: string
  created: string
  /** JSON `{zh, en}`: why it does not get on. */
  problem: string | null
  /** 1: its new findings have become review items, and were told of. */
  isReported: number
  /** Review items that were opened, and documents with new findings that are in none. */
  opened: number
  leftOut: number
}

/** A finding at a place that is a review item already: it is not opened again. */
export interface SiteFindingTable {
  itemId: string
  rule: string
  fingerprint: string
  siteId: string
  submissionId: string
  created: string
}

export interface SiteDatabase {
  site: SiteTable
  siteRun: SiteRunTable
  siteFinding: SiteFindingTable
}

/** Primary keys, what is referred to first. */
export const siteKeys = {
  site: ['id'],
  siteRun: ['runId'],
  siteFinding: ['itemId', 'rule', 'fingerprint'],
} as const satisfies { readonly [T in keyof SiteDatabase]: readonly (keyof SiteDatabase[T])[] }
